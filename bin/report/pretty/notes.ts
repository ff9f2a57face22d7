import { escapedLines } from "../../terminal/escape.ts";
import { escapeControl } from "../../terminal/escape.ts";
import type { Report, ReportNote } from "../report.ts";
import { placeText } from "./places.ts";
import { hanging, heading } from "./view.ts";
import type { View } from "./view.ts";

/** What is left for a person, and what is worth knowing. */
export function noteLines(report: Report, view: View): string[] {
  const left = report.notes.filter(({ severity }) => severity !== "info");
  const info = report.notes.filter(({ severity }) => severity === "info");
  return [...section("Left for a person", left, view), ...section("Worth knowing", info, view)];
}

function section(title: string, notes: readonly ReportNote[], view: View): string[] {
  if (notes.length === 0) return [];
  return [
    heading(`${title} (${notes.length})`, view),
    ...notes.flatMap((note) => noteText(note, view)),
  ];
}

const MARKS = { blocking: "✖", manual: "!", info: "·" } as const;

function noteText(note: ReportNote, view: View): string[] {
  const { paint } = view;
  const color = { blocking: paint.red, manual: paint.yellow, info: paint.dim }[note.severity];
  const about = escapeControl(`${note.code}, step ${note.step}`);
  const kind = note.severity === "blocking" ? `blocking, ${about}` : about;
  return [
    `  ${color(MARKS[note.severity])} ${placeText(note)}`,
    ...hanging("    ", 4, kind, view, paint.dim),
    ...escapedLines(note.message).flatMap((line) => hanging("    ", 4, line, view)),
  ];
}
