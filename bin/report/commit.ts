import { escapeControl } from "../terminal/escape.ts";
import type { Report, ReportFile } from "./report.ts";
import type { Renderer } from "./renderer.ts";
import { counted } from "./words.ts";

/** How long a line may be, in UTF-16 units: what git's own tools show whole. */
const LONGEST = 72;

/**
 * A commit message for the change: the plan's title, the steps that changed something, and what is
 * left. All of it is the plan's own words and numbers; nothing of the repository, whose file names
 * could mean something to whoever reads the message.
 */
export const renderCommit: Renderer = (report) => {
  const steps = report.phases
    .flatMap((phase) => phase.steps)
    .filter(({ edits }) => edits > 0)
    .flatMap(({ title }) => wrapped(oneLine(title), "- ", "  "));
  const paragraphs = [
    [subjectOf(report)],
    steps,
    [...wrapped(filesOf(report.files), "", ""), ...leftOf(report)],
    [`${report.tool.name} ${report.tool.version}, plan ${report.plan}`],
  ];
  const texts = paragraphs.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `${texts.join("\n\n")}\n`;
};

function subjectOf({ planTitle, plan }: Report): string {
  const title = oneLine(planTitle) || plan;
  return title.length > LONGEST ? `${title.slice(0, LONGEST - 1).trimEnd()}…` : title;
}

function filesOf(files: readonly ReportFile[]): string {
  if (files.length === 0) return "Nothing has to change.";
  const kinds = (["added", "modified", "moved", "deleted"] as const).flatMap((change) => {
    const count = files.filter((file) => file.change === change).length;
    return count === 0 ? [] : [`${count} ${change}`];
  });
  return `${counted(files.length, "file")}: ${kinds.join(", ")}.`;
}

function leftOf({ notes, occurrences }: Report): readonly string[] {
  const places = notes.filter(({ severity }) => severity !== "info").length;
  const open = Object.values(occurrences).reduce((sum, { unresolved }) => sum + unresolved, 0);
  const left = [
    ...(places === 0 ? [] : [`${counted(places, "place")} left for a person.`]),
    ...(open === 0 ? [] : [`${counted(open, "occurrence")} of a retired name unresolved.`]),
  ];
  return left;
}

/** `text` in lines, the first with `first` before it and the others with `rest`. */
function wrapped(text: string, first: string, rest: string): readonly string[] {
  const lines: string[] = [];
  let line = first;
  for (const word of text.split(" ")) {
    const joined = line === first || line === rest ? `${line}${word}` : `${line} ${word}`;
    if (joined.length <= LONGEST || line === first || line === rest) {
      line = joined;
      continue;
    }
    lines.push(line);
    line = `${rest}${word}`;
  }
  return [...lines, line];
}

function oneLine(text: string): string {
  return escapeControl(text.replaceAll(/\s+/g, " ").trim());
}
