import { posix } from "node:path";
import { folderOf } from "../../../workspace/repo-path.ts";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { Snapshot } from "../../../workspace/snapshot.ts";
import { closest } from "../../program/closest.ts";
import type { StepResult } from "../../step.ts";

/** The result of a move that is not to be made; undefined if it is. */
export function refusalOf(
  snapshot: Snapshot,
  from: RepoPath,
  to: RepoPath,
): StepResult | undefined {
  if (from === to) return { ops: [], notes: [] };
  const [here, there] = [snapshot.has(from), snapshot.has(to)];
  if (!here && there) return { ops: [], notes: [] };
  if (!here) {
    const nearest = nearestPath(snapshot.paths(), from);
    const hint = nearest === undefined ? "" : ` The nearest path is ${nearest}.`;
    return blocking("module-not-found", from, `there is neither ${from} nor ${to}.${hint}`);
  }
  if (there) {
    return blocking(
      "target-exists",
      to,
      `cannot move ${from} to ${to}: both are there. Remove one of them first.`,
    );
  }
  const file = snapshot.read(from);
  return file.ok ? undefined : blocking(file.code, from, `cannot move ${from}: ${file.message}.`);
}

function blocking(code: string, path: RepoPath, message: string): StepResult {
  return {
    ops: [],
    notes: [{ code, severity: "blocking", path, line: 1, column: 1, message }],
  };
}

/** A file of the same name, or one of a similar name beside it. */
function nearestPath(paths: readonly RepoPath[], wanted: RepoPath): RepoPath | undefined {
  const name = posix.basename(wanted);
  const named = paths.filter((path) => posix.basename(path).toLowerCase() === name.toLowerCase());
  const beside = paths.filter((path) => folderOf(path) === folderOf(wanted));
  return closest(named, wanted) ?? closest(beside, wanted);
}
