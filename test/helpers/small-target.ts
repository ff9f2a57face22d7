import { join } from "node:path";
import { writeFiles } from "./disk-tree.ts";
import { gitInit, temporaryFolder } from "./fixture-tree.ts";

/** A plan of two phases; the second one needs a file that the first one moves. */
export const smallPlan = {
  id: "small",
  title: "Old things become new things",
  names: ["oldThing"],
  allow: [{ paths: ["docs/**"], reason: "documents that tell what was" }],
  phases: [
    {
      id: "1",
      title: "Move the module",
      steps: [
        { kind: "move-module", params: { from: "src/old-thing.ts", to: "src/thing.ts" } },
        { kind: "remove-comment", params: { text: "was oldThing", in: ["src/**"] } },
      ],
      criteria: [
        { kind: "path-absent", params: { paths: ["src/old-thing.ts"] } },
        { kind: "zero-references", params: { name: "absentThing", paths: ["src"] } },
        { id: "exec", kind: "command", params: { command: "exit 0" } },
      ],
    },
    {
      id: "2",
      title: "Move it again",
      skipped: "nobody needs it yet",
      steps: [{ kind: "move-module", params: { from: "src/thing.ts", to: "src/last/thing.ts" } }],
      criteria: [{ kind: "path-present", params: { paths: ["src/last/thing.ts"] } }],
    },
    {
      id: "3",
      title: "Move what is not there",
      skipped: "it cannot work",
      steps: [{ kind: "move-module", params: { from: "src/nothing.ts", to: "src/some.ts" } }],
    },
  ],
};

export const smallFiles = {
  "package.json": '{ "name": "small", "type": "module" }\n',
  "src/old-thing.ts": "export const thing = 1; // was oldThing\n",
  "src/user.ts": 'import { thing } from "./old-thing.ts";\nexport const oldThing = thing;\n',
  "docs/history.md": "Once there was an oldThing.\n",
};

export interface SmallTarget {
  /** The checkout. */
  readonly root: string;
  /** The file with `smallPlan`, outside the checkout. */
  readonly plan: string;
  /** A folder for what else a test writes. */
  readonly beside: string;
}

/** A new checkout of a few files, all committed, and beside it a plan for them. */
export async function smallTarget(
  files: Readonly<Record<string, string | Uint8Array>> = smallFiles,
  plan: unknown = smallPlan,
): Promise<SmallTarget> {
  const beside = await temporaryFolder();
  const root = join(beside, "target");
  writeFiles(root, files);
  writeFiles(beside, { "plan.json": JSON.stringify(plan) });
  await gitInit(root);
  return { root, plan: join(beside, "plan.json"), beside };
}
