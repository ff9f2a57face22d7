import type { FileChange } from "../../../workspace/change-set.ts";
import { fileDiff } from "../../../workspace/diff.ts";
import { fileHeader } from "../../report/pretty/files.ts";
import { hanging } from "../../report/pretty/view.ts";
import type { View } from "../../report/pretty/view.ts";
import { counted } from "../../report/words.ts";
import type { Terminal } from "../../io.ts";
import { escapeControl } from "../escape.ts";
import { cutTo, widthOf } from "../width.ts";

/** What the steps of a plan are called, by their ids. */
export type StepTitles = ReadonlyMap<string, string>;

/** A line across the screen, with `text` near its beginning. */
export function rule(text: string, view: View): string {
  const shown = cutTo(text, view.columns - 6);
  const rest = Math.max(0, Math.min(view.columns - 1, 100) - widthOf(shown) - 4);
  return `${view.paint.dim("──")} ${view.paint.bold(shown)} ${view.paint.dim("─".repeat(rest))}`;
}

/** The path of a change, how it changes, and which steps made it. */
export function headOf(change: FileChange, titles: StepTitles, view: View): string[] {
  const { path, from = null, change: kind, steps } = change;
  const { additions, deletions } = fileDiff(change);
  const header = fileHeader({ path, from, change: kind, additions, deletions, steps }, view);
  const named = steps.flatMap((id) => {
    const title = titles.get(id);
    if (title === undefined) return [];
    const safe = escapeControl(id);
    const first = `        ${view.paint.cyan(safe)}  `;
    return hanging(first, 10 + widthOf(safe), escapeControl(title), view, view.paint.dim);
  });
  return [...header.flatMap((line) => line.split("\n")), ...named];
}

/** Columns that all choices take side by side, and rows above them, with two to spare. */
const CHOICES_WIDTH = 110;
const ABOVE_CHOICES = 4;

/** However small the terminal, so many rows are shown. */
const AT_LEAST = 6;

/** As many of `lines` as there is room for below `head`, and whether that is all of them. */
export function firstScreenful(
  lines: readonly string[],
  head: readonly string[],
  { output }: Terminal,
  view: View,
): { readonly lines: readonly string[]; readonly all: boolean } {
  const below = ABOVE_CHOICES + Math.ceil(CHOICES_WIDTH / view.columns);
  const room = Math.max(AT_LEAST, output.rows - head.length - below);
  if (lines.length <= room) return { lines, all: true };
  const more = counted(lines.length - room + 1, "more line");
  const last = cutTo(`… ${more}: press o to see all`, view.columns - 1);
  return { lines: [...lines.slice(0, room - 1), view.paint.yellow(last)], all: false };
}
