/** Flags that several commands have. */
export const PLAN = {
  type: "string",
  describe:
    "a built-in plan or a file (.json; .ts and .js are code, and run; .md for criteria alone); --plan FILE says the same",
  defaultDescription:
    'conn-codemod.config.*, which is run if it is .ts or .js, or else "connections"',
} as const;
export const PHASE = {
  type: "string",
  array: true,
  requiresArg: true,
  describe: "only this phase (repeatable)",
} as const;
export const EVIDENCE = {
  type: "string",
  requiresArg: true,
  describe: "what `conn-codemod evidence` has counted in the database in use",
} as const;
export const CWD = {
  type: "string",
  requiresArg: true,
  describe: "the root of the repository to work on",
  defaultDescription: "the current folder",
} as const;
export const NO_CACHE = {
  type: "boolean",
  describe: "work everything out, also if nothing has changed since the last time",
} as const;
export const NO_COLOR = {
  type: "boolean",
  describe: "no colours (NO_COLOR does the same)",
} as const;
export const VERBOSE = { type: "boolean", describe: "shorten no list; show stack traces" } as const;
