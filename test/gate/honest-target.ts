import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { git, writeFiles } from "../helpers/disk-tree.ts";
import { gitInit, temporaryFolder } from "../helpers/fixture-tree.ts";

/** A checkout to play a trick on. */
export interface Target {
  /** The checkout, on the branch `work`, with all committed; `main` is as it was before. */
  readonly root: string;
  /** A folder around it. */
  readonly beside: string;
  write(files: Readonly<Record<string, string | Uint8Array>>): void;
  /** Puts `to` in the place of `from`, which must be there, in a file. */
  replace(path: string, from: string, to: string): void;
  /** The same in the plan document. */
  inDocument(from: string, to: string): void;
  /** Puts more keys into the plan. */
  inPlan(keys: Readonly<Record<string, unknown>>): void;
  remove(path: string): void;
  git(...args: readonly string[]): string;
  commit(): void;
}

export const DOCUMENT = "docs/plan.md";
export const PLAN = "plans/plan.json";

/** The bullets of the document, as they stand in it. */
export const BULLETS = {
  camel: "- [x] Zero grep results for `oldThing` in `apps/web` and `packages/lib`",
  pascal: "- [x] Zero grep results for `OldThing` in `apps/web` and `packages/lib`",
  kebab: "- [x] Zero grep results for `old-thing` in `apps/web` and `packages/lib`",
  gone: "- [x] File `packages/lib/old-thing.ts` does not exist",
  command: "- [x] The manifest is there: `test -f package.json`",
  manual: "- [x] The page still opens",
} as const;

const document = `# Old things become new things

The module \`packages/lib/old-thing.ts\` with \`oldThing\` and \`OldThing\` becomes
\`packages/lib/new-thing.ts\`, which \`apps/web/app.ts\` uses.

## Phase 1: Rename

### Success Criteria

#### Automated Verification

${BULLETS.camel}
${BULLETS.pascal}
${BULLETS.kebab}
${BULLETS.gone}
${BULLETS.command}

#### Manual Verification

${BULLETS.manual}

## Notes
`;

export const plan = {
  id: "things",
  title: "Old things become new things",
  names: ["oldThing"],
  allow: [{ paths: ["docs/**", "plans/**", "known.txt"], reason: "they say what goes" }],
  document: { path: DOCUMENT },
  phases: [{ id: "1", title: "Rename" }],
};

const common = {
  "package.json": '{ "name": "target", "type": "module" }\n',
  ".gitignore": "dist/\n*.log\n",
  [DOCUMENT]: document,
  [PLAN]: `${JSON.stringify(plan)}\n`,
};

const before = {
  ...common,
  "packages/lib/old-thing.ts": "export type OldThing = number;\nexport const oldThing = 1;\n",
  "apps/web/app.ts":
    'import { oldThing, type OldThing } from "../../packages/lib/old-thing.ts";\nexport const a: OldThing = oldThing;\n',
};

const after = {
  "packages/lib/new-thing.ts": "export type NewThing = number;\nexport const newThing = 1;\n",
  "apps/web/app.ts":
    'import { newThing, type NewThing } from "../../packages/lib/new-thing.ts";\nexport const a: NewThing = newThing;\n',
};

let made: Promise<string> | undefined;

async function make(): Promise<string> {
  const beside = await temporaryFolder();
  const target = targetIn(beside);
  target.write(before);
  await gitInit(target.root);
  rmSync(join(target.root, ".git", "hooks"), { recursive: true, force: true });
  target.git("checkout", "--quiet", "-b", "work");
  target.remove("packages/lib/old-thing.ts");
  target.write(after);
  target.commit();
  return beside;
}

/** A new copy of a small monorepo in which the migration is done and the gate passes. */
export async function honestTarget(): Promise<Target> {
  const beside = await temporaryFolder();
  cpSync(await (made ??= make()), beside, { recursive: true, verbatimSymlinks: true });
  return targetIn(beside);
}

function targetIn(beside: string): Target {
  const root = join(beside, "target");
  const target: Target = {
    root,
    beside,
    write: (files) => writeFiles(root, files),
    replace: (path, from, to) => {
      const text = readFileSync(join(root, path), "utf8");
      if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
      writeFiles(root, { [path]: text.replace(from, () => to) });
    },
    inDocument: (from, to) => target.replace(DOCUMENT, from, to),
    inPlan: (keys) => writeFiles(root, { [PLAN]: JSON.stringify({ ...plan, ...keys }) }),
    remove: (path) => rmSync(join(root, path), { recursive: true }),
    git: (...args) => git(root, ...args),
    commit: () => {
      git(root, "add", "--all");
      git(root, "commit", "--quiet", "--message", "Change");
    },
  };
  return target;
}
