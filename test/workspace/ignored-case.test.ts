import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { applyChangeSet } from "../../workspace/apply/apply.ts";
import type { ChangeSet } from "../../workspace/change-set.ts";
import { recover, undo } from "../../workspace/apply/recover.ts";
import { ignoreCase } from "../crash/caseless.js";
import { dieAt, momentsOf } from "../crash/deaths.ts";
import { folderInMemory } from "../crash/folder-in-memory.ts";
import { added, modified, moved } from "../crash/mixed-change.ts";
import { readFiles, writeFiles } from "../helpers/disk-tree.ts";

/** Does `work` as if the disk ignored case. */
async function ignoringCase<T>(root: string, work: () => Promise<T>): Promise<T> {
  const stop = ignoreCase(root);
  try {
    return await work();
  } finally {
    stop();
  }
}

const before = { "Readme.md": "read", "src/Thing/a.ts": "a", "src/Thing/b.ts": "b", "x.ts": "x" };
const after = { "README.md": "read", "src/thing/a.ts": "A", "src/thing/b.ts": "b", "x.ts": "X" };
const changes: ChangeSet = [
  moved("Readme.md", "README.md", "read"),
  moved("src/Thing/a.ts", "src/thing/a.ts", "a", "A"),
  moved("src/Thing/b.ts", "src/thing/b.ts", "b"),
  modified("x.ts", "x", "X"),
];

describe("on a disk that ignores case", () => {
  test("(as it is played here) two spellings are one file", async () => {
    const root = await folderInMemory();
    writeFiles(root, { "A.ts": "a" });
    expect(existsSync(join(root, "a.ts"))).toBe(false);
    await ignoringCase(root, async () => {
      await expect(applyChangeSet(root, [added("a.ts", "new")])).rejects.toThrow("exists already");
    });
  });

  test("files and folders get names that differ only in case, and get them back", async () => {
    const root = await folderInMemory();
    writeFiles(root, before);
    await ignoringCase(root, () => applyChangeSet(root, changes));
    expect(readFiles(root)).toEqual(after);
    expect((await ignoringCase(root, () => undo(root))).kind).toBe("done");
    expect(readFiles(root)).toEqual(before);
  });

  test("also if it is cut short anywhere", async () => {
    const first = await folderInMemory();
    writeFiles(first, before);
    const moments = await ignoringCase(first, () =>
      momentsOf(first, () => applyChangeSet(first, changes)),
    );
    const some = moments.filter(({ afterChange }) => afterChange).filter((_, at) => at % 3 === 0);
    for (const moment of some) {
      const root = await folderInMemory();
      writeFiles(root, before);
      await ignoringCase(root, async () => {
        await dieAt(root, moment, () => applyChangeSet(root, changes));
        expect((await recover(root)).kind).not.toBe("changed");
      });
      expect([before, after]).toContainEqual(readFiles(root));
    }
  });
});
