import { cpSync, renameSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { seenTree, wouldSeeTheSame } from "../../../workspace/cache/seen-tree.ts";
import { listFiles } from "../../../workspace/list.ts";
import { diskSource, loadSnapshot } from "../../../workspace/load.ts";
import type { Snapshot } from "../../../workspace/snapshot.ts";
import { writeFiles } from "../../helpers/disk-tree.ts";
import { temporaryFolder } from "../../helpers/fixture-tree.ts";

/**
 * Whether a tree counts as unchanged once `use` was done with its snapshot, `meanwhile` between the
 * listing and that, and `later` after it.
 */
async function looksTheSame(
  meanwhile: (root: string) => void,
  use: (snapshot: Snapshot) => void,
  later: (root: string) => void,
): Promise<boolean> {
  const root = join(await temporaryFolder(), "target");
  writeFiles(root, { "src/a.ts": "needle", "src/b.ts": "b" });
  const listing = await listFiles(root);
  meanwhile(root);
  const { snapshot } = await loadSnapshot(root, listing);
  use(snapshot);
  later(root);
  const tree = seenTree(listing, snapshot.asked(), Infinity);
  const now = await listFiles(root);
  if (!tree) throw new Error("there are not many files");
  return wouldSeeTheSame(tree, listing.paths, now, diskSource(root, now), []);
}

const search = (snapshot: Snapshot): void => void snapshot.containing(["needle"]);
const read = (snapshot: Snapshot): void => void snapshot.read("src/a.ts");
const nothing = (): void => undefined;
const away = (root: string): void => renameSync(join(root, "src"), join(root, "../away"));
const back = (root: string): void => renameSync(join(root, "../away"), join(root, "src"));

/** Puts a folder in the place of another, with a file that says something else. */
function swap(root: string): void {
  cpSync(join(root, "src"), join(root, "../other"), { recursive: true });
  writeFiles(join(root, "../other"), { "a.ts": "nothing" });
  away(root);
  renameSync(join(root, "../other"), join(root, "src"));
}

function swapBack(root: string): void {
  renameSync(join(root, "src"), join(root, "../other"));
  back(root);
}

test.each([
  ["searched", search],
  ["read", read],
])("a tree that was %s and left alone", async (_how, use) => {
  expect(await looksTheSame(nothing, use, nothing)).toBe(true);
});

test.each([
  ["searched", search],
  ["read", read],
])("a file that was not there when it was %s, and is back as it was listed", async (_how, use) => {
  expect(await looksTheSame(away, use, back)).toBe(false);
});

test.each([
  ["searched", search],
  ["read", read],
])(
  "a file that was another one when it was %s, and is what was listed again",
  async (_how, use) => {
    expect(await looksTheSame(swap, use, swapBack)).toBe(false);
  },
);

test("a file that was another one, and stays it", async () => {
  expect(await looksTheSame(swap, search, nothing)).toBe(true);
});
