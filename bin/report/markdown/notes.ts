import { code, prose } from "../escape/markdown.ts";
import { groupedBy } from "../group.ts";
import type { RenderOptions } from "../renderer.ts";
import type { Report, ReportNote } from "../report.ts";
import { counted, inFigures } from "../words.ts";
import type { Section } from "./document.ts";
import { bullets, folded } from "./parts.ts";

/** How many places that share a message are listed unless all are wanted. */
const SHOWN = 10;

const MARKS = { blocking: "⛔ **blocking**:", manual: "✋", info: "ℹ️" } as const;

/** What is left for a person. Places with one message stand together. */
export function noteSection(report: Report, options: RenderOptions): Section {
  const left = report.notes.filter(({ severity }) => severity !== "info");
  if (left.length === 0) return { heading: "", parts: [] };
  return {
    heading: `### Left for a person (${inFigures(left.length)})`,
    parts: [
      bullets(
        "note",
        groupsOf(left).map((group) => groupText(group, options)),
      ),
    ],
  };
}

/** What is worth knowing, behind a line. */
export function infoSection(report: Report, options: RenderOptions): Section {
  const info = report.notes.filter(({ severity }) => severity === "info");
  if (info.length === 0) return { heading: "", parts: [] };
  const list = bullets(
    "note",
    groupsOf(info).map((group) => groupText(group, options)),
  );
  return { heading: "", parts: [folded(`Worth knowing: ${counted(info.length, "place")}`, list)] };
}

type Group = readonly [ReportNote, ...ReportNote[]];

function groupsOf(notes: readonly ReportNote[]): readonly Group[] {
  const groups = groupedBy(notes, ({ severity, code: kind, step, message }) =>
    [severity, kind, step, message].join("\0"),
  );
  return [...groups.values()];
}

function groupText(notes: Group, { verbose }: RenderOptions): string {
  const [note] = notes;
  const shown = verbose ? notes : notes.slice(0, SHOWN);
  const more = notes.length - shown.length;
  return [
    `${MARKS[note.severity]} ${prose(note.message)} (${code(note.code)}, step ${code(note.step)})`,
    ...shown.map(
      ({ path, line, column }) =>
        // What is about the plan has no place in the repository.
        `  - ${path === "" ? "the plan" : code(`${path}:${line}:${column}`)}`,
    ),
    ...(more > 0 ? [`  - … and ${counted(more, "more place")} (--verbose lists all)`] : []),
  ].join("\n");
}
