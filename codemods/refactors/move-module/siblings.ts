import { posix } from "node:path";
import { folderOf } from "../../../workspace/repo-path.ts";
import type { Draft } from "./draft.ts";
import { splitEnding } from "./endings.ts";
import type { Move } from "./move.ts";

const BESIDE = ["", "__tests__/", "__mocks__/", "__snapshots__/"];

/** Notes tests, stories and mocks of the moved file, which stay where they are. */
export function noteSiblings(move: Move, draft: Draft): void {
  const { from, to, snapshot } = move;
  const folder = folderOf(from) === "" ? "" : `${folderOf(from)}/`;
  const name = posix.basename(splitEnding(from).stem);
  const own = BESIDE.slice(1).map((part) => `${folder}${part}${name}.`);
  for (const path of snapshot.paths()) {
    if (path === from || !path.startsWith(folder)) continue;
    const isTest = BESIDE.some(
      (part) =>
        path.startsWith(`${folder}${part}${name}.`) &&
        /^(?:test|spec|stories|mock|bench|e2e|test-d)\./.test(
          path.slice(folder.length + part.length + name.length + 1),
        ),
    );
    if (!isTest && !own.some((start) => path.startsWith(start))) continue;
    draft.note(
      "sibling-test",
      "info",
      path,
      { text: "", offset: 0 },
      `belongs to ${from}, which is now ${to}; it was not moved.`,
    );
  }
}
