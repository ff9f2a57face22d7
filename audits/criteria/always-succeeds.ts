/** What succeeds by itself. */
const HARMLESS = "(?:true|:|/(?:usr/)?bin/true|exit 0|(?:echo|printf)\\b[^&|;\\n]*)";

const ALONE = new RegExp(`^\\s*${HARMLESS}\\s*$`);

const AT_END = new RegExp(`(?:\\|\\||;|\\n|(?<!&)&)\\s*${HARMLESS}[\\s;]*$`);

/**
 * Whether a shell that runs `command` exits with 0 whatever its programs do, as far as the end of
 * it tells: `pnpm lint || true`, `pnpm lint; exit 0`. With `alone`, also one that does nothing else:
 * `echo ok`.
 */
export function alwaysSucceeds(command: string, alone: boolean): boolean {
  const unquoted = command.replace(/'[^']*'|"(?:[^"\\]|\\.)*"/g, "''");
  return AT_END.test(unquoted) || (alone && ALONE.test(unquoted));
}

const SHELL = /^(?:.*\/)?(?:ba|da|z|k)?sh$/;

/** The part of a command that a shell reads; undefined if none does. */
export function shellText(command: string | readonly string[]): string | undefined {
  if (typeof command === "string") return command;
  const [program = "", option = "", text] = command;
  return SHELL.test(program) && /^-[a-z]*c$/.test(option) ? text : undefined;
}
