import type { RepoPath } from "../../../workspace/repo-path.ts";
import { hunksBetween } from "../../../workspace/hunks.ts";
import type { Snapshot } from "../../../workspace/snapshot.ts";
import { positionAt } from "../../../workspace/text-edit.ts";
import type { Note, StepResult } from "../../step.ts";

/** A route and what it becomes. */
export interface PathChange {
  readonly from: string;
  readonly to: string;
}

/**
 * A note for each line that `result` would change: for texts that may speak of another router's
 * route, since one of the same path is there.
 */
export function ambiguousMentions(
  snapshot: Snapshot,
  result: StepResult,
  { from, to }: PathChange,
): readonly Note[] {
  return changedLines(snapshot, result, from).map((place) => ({
    code: "ambiguous-mention",
    severity: "manual",
    ...place,
    message: `this names a route ${from}, and more than one router has one. If it is the one that is ${to} now, change it by hand.`,
  }));
}

/**
 * A note for each line that `result` would change: for texts that are spelled like the route's
 * paths, with nothing to say that they are not the name of an event or a right.
 */
export function possibleMentions(
  snapshot: Snapshot,
  result: StepResult,
  { from, to }: PathChange,
  severity: "info" | "manual",
): readonly Note[] {
  const message =
    severity === "info"
      ? `this may speak of the route ${from}, which is ${to} now; it is left as it is.`
      : `this text is spelled like a path of the route ${from}, which is ${to} now. If it is one, and not the name of something else, change it by hand.`;
  return changedLines(snapshot, result, from).map((place) => ({
    code: "possible-mention",
    severity,
    ...place,
    message,
  }));
}

type Line = Pick<Note, "path" | "line" | "column">;

/** The lines that `result` would change, as they are; the column is that of the route's first key. */
function changedLines(snapshot: Snapshot, result: StepResult, from: string): readonly Line[] {
  const first = from.split(".")[0] ?? from;
  return result.ops.flatMap((op) => {
    if (op.kind !== "write") return [];
    const before = snapshot.text(op.path) ?? "";
    const lines = before.split("\n");
    return hunksBetween(before, op.text, 0).flatMap(({ oldStart, oldLines }) =>
      Array.from({ length: oldLines }, (_, index): Line => {
        const line = oldStart + index;
        const column = (lines[line - 1] ?? "").indexOf(first) + 1;
        return { path: op.path, line, column: Math.max(1, column) };
      }),
    );
  });
}

/**
 * Whether texts of `files` put the route's path in front of what is no member of it, as the names
 * of events do: `"posts.archived"`. Then what looks like a path may be such a name.
 */
export function isAlsoElsewhere(
  snapshot: Snapshot,
  files: readonly RepoPath[],
  from: string,
  members: readonly string[],
): boolean {
  const named = new RegExp(`(["'\`])${from.replace(/[.$]/g, "\\$&")}\\.([\\w$.]+)\\1`, "g");
  const known = new Set(members);
  return files.some((path) =>
    [...(snapshot.text(path) ?? "").matchAll(named)].some(
      ([, , member = ""]) => !known.has(member) && !FILE_ENDING.test(member),
    ),
  );
}

const FILE_ENDING = /^(?:[cm]?[jt]sx?|json|mdx?|css|scss|html|svg|png|jpe?g|sql|ya?ml|txt|csv)$/;

/**
 * A note for each text that is the route with a dot, `"posts."`, as code compares paths with, or
 * that goes on with what is worked out, `` `posts.${name}` ``: what it decides is not known here. Such
 * a template may as well be a label or a cache's key, so it has to be in a file of `reaching`, which
 * import the router in some way, or to speak of tRPC.
 */
export function prefixMentions(
  snapshot: Snapshot,
  files: readonly RepoPath[],
  reaching: ReadonlySet<RepoPath>,
  { from, to }: PathChange,
): readonly Note[] {
  const route = from.replace(/[.$]/g, "\\$&");
  const prefix = new RegExp(`(["'\`])${route}\\.\\1|(?<=[\`/]|trpc\\.)${route}\\.(?=\\$\\{)`, "g");
  return files.flatMap((path) => {
    const text = snapshot.text(path) ?? "";
    return [...text.matchAll(prefix)].flatMap(({ 0: found, 1: quote, index }): Note[] => {
      if (quote === undefined && !reaching.has(path) && !/trpc/i.test(lineAt(text, index)))
        return [];
      const shown = quote === undefined ? `\`${from}.\${…}\`` : found;
      const message = `${shown} is how paths below the route ${from} begin, which is ${to} now. What is decided with it here cannot be told; change it by hand if it is about that route.`;
      const place = positionAt(text, index);
      return [{ code: "path-prefix", severity: "manual", path, ...place, message }];
    });
  });
}

function lineAt(text: string, index: number): string {
  const end = text.indexOf("\n", index);
  return text.slice(text.lastIndexOf("\n", index) + 1, end === -1 ? undefined : end);
}
