import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { ChangeSet, FileChange } from "../../workspace/change-set.ts";
import { hashOf } from "../../workspace/hash.ts";
import { writeFiles } from "../helpers/disk-tree.ts";

/** A tree with a change of every kind to be made in it. */
export function plantMixed(root: string): ChangeSet {
  writeFiles(root, {
    "change.sh": "old change",
    "a.ts": "a goes to b",
    "b.ts": "b goes to a",
    "old/deep/move.ts": "moved",
    "private/gone.ts": "gone",
    "stays/gone.ts": "gone too",
    "stays/other.ts": "stays",
    file: "becomes a folder",
    "folder/one.ts": "1",
    "folder/deep/two.ts": "2",
  });
  mkdirSync(join(root, "empty"));
  chmodSync(join(root, "change.sh"), 0o755);
  chmodSync(join(root, "old/deep/move.ts"), 0o640);
  chmodSync(join(root, "private"), 0o700);
  return [
    modified("a.ts", "a goes to b", "b goes to a"),
    modified("b.ts", "b goes to a", "a goes to b"),
    modified("change.sh", "old change", "new change"),
    added("empty/new/added.ts", "added"),
    deleted("file", "becomes a folder"),
    added("file/inner.ts", "inner"),
    added("folder", "was a folder"),
    deleted("folder/deep/two.ts", "2"),
    deleted("folder/one.ts", "1"),
    moved("old/deep/move.ts", "new/move.ts", "moved", "moved and edited"),
    deleted("private/gone.ts", "gone"),
    deleted("stays/gone.ts", "gone too"),
  ];
}

const EMPTY = {
  from: undefined,
  before: undefined,
  after: undefined,
  baseHash: undefined,
  steps: [],
};

export function added(path: string, after: string): FileChange {
  return { ...EMPTY, path, change: "added", after };
}

export function modified(path: string, before: string, after: string): FileChange {
  return { ...EMPTY, path, change: "modified", before, after, baseHash: hashOf(before) };
}

export function deleted(path: string, before: string): FileChange {
  return { ...EMPTY, path, change: "deleted", before, baseHash: hashOf(before) };
}

export function moved(from: string, path: string, before: string, after = before): FileChange {
  return { ...EMPTY, path, from, change: "moved", before, after, baseHash: hashOf(before) };
}
