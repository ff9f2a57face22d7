import { escapeControl } from "../../terminal/escape.ts";
import type { Report, ReportBaseline } from "../report.ts";
import { counted, inFigures } from "../words.ts";
import { hanging } from "./view.ts";
import type { View } from "./view.ts";

/** How many lines and files are listed unless all are wanted. */
const SHOWN = 20;

/** What `--baseline` came to: how much is known, what is gone, what has moved. */
export function baselineLines({ baseline, exitCode }: Report, view: View): string[] {
  if (!baseline) return [];
  const { stale, renames } = baseline;
  const { paint } = view;
  const known = baseline.known > 0 && exitCode === 0 ? paint.yellow : paint.dim;
  return [
    ...hanging("", 2, `Baseline ${escapeControl(baseline.file)}`, view, paint.bold),
    ...hanging("  ", 2, countsOf(baseline), view, known),
    ...(baseline.unknown > 0
      ? hanging(
          "  ",
          2,
          `${counted(baseline.unknown, "finding")} not in it: see above`,
          view,
          paint.red,
        )
      : []),
    ...section(
      `${counted(stale.length, "line")} whose finding is gone: take ${stale.length === 1 ? "it" : "them"} out with --update-baseline`,
      stale.map(staleItem),
      paint.red,
      view,
    ),
    ...section(
      `${counted(renames.length, "file")} with another name than in it${baseline.updated ? "" : "; --update-baseline writes the new one"}`,
      renames.map(({ from, to, findings }): Item => ({
        group: "",
        text: `${escapeControl(from)} → ${escapeControl(to)} (${counted(findings, "finding")})`,
      })),
      paint.yellow,
      view,
    ),
  ];
}

function countsOf({ known, removed, added }: ReportBaseline): string {
  return [
    `${counted(known, "finding")} known`,
    ...(removed > 0 ? [`${counted(removed, "line")} taken out`] : []),
    ...(added > 0 ? [`${counted(added, "line")} put in`] : []),
  ].join(", ");
}

interface Item {
  /** Said once, above all items that follow one another and have it; `""` for nothing. */
  readonly group: string;
  readonly text: string;
}

function staleItem(line: string): Item {
  const [group = "", ...parts] = line.split("\t").map(escapeControl);
  return { group, text: parts.join("  ") };
}

function section(
  title: string,
  items: readonly Item[],
  color: (text: string) => string,
  view: View,
): string[] {
  if (items.length === 0) return [];
  const shown = view.verbose ? items : items.slice(0, SHOWN);
  const more = items.length - shown.length;
  return [
    ...hanging("  ", 2, title, view, color),
    ...shown.flatMap(({ group, text }, index) => [
      ...(group === "" || group === shown[index - 1]?.group
        ? []
        : hanging("    ", 4, group, view, view.paint.dim)),
      ...hanging(group === "" ? "    " : "      ", 8, text, view),
    ]),
    ...(more > 0
      ? [view.paint.dim(`    … and ${inFigures(more)} more (--verbose lists all)`)]
      : []),
  ];
}
