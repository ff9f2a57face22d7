import { beforeAll, expect, test } from "vitest";
import { applyChangeSet } from "../../workspace/apply/apply.ts";
import { recover, undo } from "../../workspace/apply/recover.ts";
import { foldersAbove } from "../../workspace/repo-path.ts";
import { forgetLocks, refuse } from "./deaths.ts";
import { fixtureApply } from "./fixture-apply.ts";
import type { FixtureApply } from "./fixture-apply.ts";

let fixture: FixtureApply;

beforeAll(async () => {
  fixture = await fixtureApply();
});

test.each(["ENOSPC", "EACCES", "EIO"] as const)(
  "%s at any file system call: nothing lost, and the file or folder is named",
  async (code) => {
    const { changes, copy, nameOf } = fixture;
    const root = await copy();
    const failed: string[] = [];
    const paths = changes.flatMap(({ path, from }) => [path, from ?? path]);
    const names = new Set([...paths, ...paths.flatMap(foldersAbove), ".conn-codemod", root]);
    let refused = 0;
    for (let at = 1; ; at += 1) {
      const error = await refuse(root, { at, code }, () => applyChangeSet(root, changes));
      if (error === undefined) break;
      refused += 1;
      forgetLocks(root);
      await recover(root);
      const said = error instanceof Error && error.name === "UserError" ? error.message : "";
      const named = [...names].some((name) => said.includes(name));
      const name = nameOf(root);
      const whole = /was written whole|all was done/.test(said);
      if (!named || name !== (whole ? "after" : "before")) failed.push(`${at}: ${name}: ${said}`);
      if (name === "after") await undo(root);
      expect({ at, tree: nameOf(root) }).toEqual({ at, tree: "before" });
    }
    console.log(
      `${refused - failed.length} of ${refused} calls refused with ${code}: nothing lost.`,
    );
    expect(failed).toEqual([]);
    expect(refused).toBeGreaterThan(changes.length);
  },
);
