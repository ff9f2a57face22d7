import type { ChangeSet, FileChange } from "../../../workspace/change-set.ts";
import { fileDiff } from "../../../workspace/diff.ts";
import type { Decisions } from "../../../workspace/take-part.ts";
import { hanging } from "../../report/pretty/view.ts";
import type { View } from "../../report/pretty/view.ts";
import { counted, inFigures } from "../../report/words.ts";
import { escapeControl } from "../escape.ts";
import { rule } from "./screen.ts";

/** So many files that are left out are named. */
const NAMED = 20;

/** What the answers come to, and the question whether that is what is wanted. */
export function summaryLines(
  changes: ChangeSet,
  decisions: Decisions,
  warnings: readonly string[],
  view: View,
): { readonly lines: readonly string[]; readonly question: string } {
  const { paint } = view;
  const skipped = changes.filter(({ path }) => (decisions.get(path) ?? "skip") === "skip");
  const inPart = changes.filter(({ path }) => typeof decisions.get(path) === "object");
  const written = changes.length - skipped.length;
  const named = [...skipped, ...inPart].slice(0, NAMED).flatMap((change) => {
    const mark = paint.yellow(inPart.includes(change) ? "in part " : "skipped ");
    return hanging(mark, 8, nameOf(change, decisions), view);
  });
  const more = skipped.length + inPart.length - NAMED;
  const parts = [
    ...(written > 0 ? [`${counted(written, "file")} to write`] : []),
    ...(inPart.length > 0 ? [`${inPart.length} in part`] : []),
    ...(skipped.length > 0 ? [`${skipped.length} skipped`] : []),
  ];
  return {
    lines: [
      rule(parts.join(", "), view),
      ...named,
      ...(more > 0 ? [paint.dim(`        … and ${more} more`)] : []),
      ...warnings.flatMap((text) => hanging(paint.yellow("! "), 2, escapeControl(text), view)),
    ],
    question: questionOf(written, skipped.length),
  };
}

function questionOf(written: number, skipped: number): string {
  if (written === 0) return `Write nothing, leave ${counted(skipped, "file")}?`;
  const leave = skipped === 0 ? "" : `, leave ${inFigures(skipped)}`;
  return `Write ${counted(written, "file")}${leave}?`;
}

function nameOf(change: FileChange, decisions: Decisions): string {
  const { path, from } = change;
  const decision = decisions.get(path);
  const name = escapeControl(from === undefined ? path : `${from} → ${path}`);
  if (typeof decision !== "object") return name;
  return `${name}, ${decision.hunks.size} of ${counted(fileDiff(change).hunks.length, "hunk")}`;
}
