import type { Found } from "./finding.ts";
import type { Report } from "../report.ts";
import { counted } from "../words.ts";

/** Notes, failed commands, and what no criterion tells: leftovers, holes, a baseline out of date. */
export function otherFindings(report: Report): readonly Found[] {
  return [
    ...noteFindings(report),
    ...commandFindings(report),
    ...staleFindings(report),
    ...unresolvedFindings(report),
    ...coverageFindings(report),
  ];
}

const LEVELS = { blocking: "error", manual: "warning", info: "note" } as const;

const TITLES = {
  blocking: "Nothing of a phase can be written before this is cleared",
  manual: "A step left this to a person",
  info: "Worth knowing",
} as const;

function noteFindings({ notes }: Report): readonly Found[] {
  return notes.map(({ code, severity, path, line, column, message, step }) => ({
    rule: `note/${code}`,
    level: LEVELS[severity],
    title: `${TITLES[severity]} (${code}, step ${step})`,
    message,
    place: path === "" ? null : { path, line, column, text: null },
    identity: [message],
    known: false,
  }));
}

function commandFindings({ commands }: Report): readonly Found[] {
  return commands
    .filter(({ status }) => status === "failed")
    .map(({ command, folder, message, output }) => ({
      rule: "command/failed",
      level: "error",
      title: "A command of the plan failed",
      message: [`${command}${message === null ? "" : `: ${message}`}`, output.trimEnd()]
        .filter((part) => part !== "")
        .join("\n"),
      place: null,
      identity: [command, folder],
      known: false,
    }));
}

function staleFindings({ baseline }: Report): readonly Found[] {
  return (baseline?.stale ?? []).map((line) => ({
    rule: "baseline/stale",
    level: "error",
    title: "The baseline lists a finding that is gone",
    message: `Take this line out of ${baseline?.file ?? "the baseline"}: ${line}`,
    place: null,
    identity: [line],
    known: false,
  }));
}

/** Occurrences that no criterion has told of already. */
function unresolvedFindings({ occurrences, criteria }: Report): readonly Found[] {
  const told = new Set(criteria.flatMap(({ hits }) => hits.map(placeOf)));
  return Object.entries(occurrences).flatMap(([name, { left }]) =>
    left
      .filter((occurrence) => occurrence.class === "unresolved" && !told.has(placeOf(occurrence)))
      .map(({ path, line, column, text }) => ({
        rule: "occurrence/unresolved",
        level: "warning" as const,
        title: "An old name is still there, and nobody has said why",
        message: `${name} is still there in some spelling, and no step, rule or note is about it`,
        place: { path, line, column, text },
        identity: [name, text],
        known: false,
      })),
  );
}

function placeOf(place: { path: string; line: number; column: number }): string {
  return `${place.path}\0${place.line}\0${place.column}`;
}

function coverageFindings({ coverage }: Report): readonly Found[] {
  return coverage.map(({ path, line, name, spelling, count, steps }) => {
    const what = spelling ?? name;
    const edited = steps.length === 0 ? "" : `, which ${steps.join(", ")} edits`;
    return {
      rule: "coverage/unseen",
      level: "warning",
      title: "No criterion would catch this",
      message:
        what === null
          ? `no criterion looks at ${path}${edited}`
          : `no criterion would catch ${what} in ${path}${edited} (${counted(count, "occurrence")})`,
      place: { path, line, column: null, text: null },
      identity: [name ?? "", spelling ?? ""],
      known: false,
    };
  });
}
