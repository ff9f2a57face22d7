import { escapeControl, escapedLines } from "../../terminal/escape.ts";
import type { Report, ReportNote } from "../report.ts";
import { placeText } from "./places.ts";
import { hanging, heading } from "./view.ts";
import type { View } from "./view.ts";

/** How many places that share a message are listed unless all are wanted. */
const SHOWN = 10;

/** What is left for a person, and what is worth knowing. Places with one message stand together. */
export function noteLines(report: Report, view: View): string[] {
  const left = report.notes.filter(({ severity }) => severity !== "info");
  const info = report.notes.filter(({ severity }) => severity === "info");
  const sections = [section("Left for a person", left, view), section("Worth knowing", info, view)];
  return sections
    .filter((lines) => lines.length > 0)
    .flatMap((lines, index) => {
      return index === 0 ? lines : ["", ...lines];
    });
}

function section(title: string, notes: readonly ReportNote[], view: View): string[] {
  if (notes.length === 0) return [];
  const groups = new Map<string, [ReportNote, ...ReportNote[]]>();
  for (const note of notes) {
    const key = [note.severity, note.code, note.step, note.message].join("\0");
    const group = groups.get(key);
    if (group) group.push(note);
    else groups.set(key, [note]);
  }
  return [
    heading(`${title} (${notes.length})`, view),
    ...[...groups.values()].flatMap((group) => groupLines(group, view)),
  ];
}

const MARKS = { blocking: "✖", manual: "!", info: "·" } as const;

function groupLines(notes: readonly [ReportNote, ...ReportNote[]], view: View): string[] {
  const { paint } = view;
  const [note] = notes;
  const color = { blocking: paint.red, manual: paint.yellow, info: paint.dim }[note.severity];
  const about = escapeControl(`${note.code}, step ${note.step}`);
  const kind = note.severity === "blocking" ? `blocking, ${about}` : about;
  const shown = view.verbose ? notes : notes.slice(0, SHOWN);
  const more = notes.length - shown.length;
  return [
    ...shown.map((each, index) => {
      return `  ${index === 0 ? color(MARKS[note.severity]) : " "} ${placeText(each)}`;
    }),
    ...(more > 0 ? [paint.dim(`    … and ${more} more (--verbose lists all)`)] : []),
    ...hanging("    ", 4, kind, view, paint.dim),
    ...escapedLines(note.message).flatMap((line) => hanging("    ", 4, line, view)),
  ];
}
