import { code } from "../escape/markdown.ts";
import type { Report } from "../report.ts";
import { counted, inFigures } from "../words.ts";
import { paragraph } from "./document.ts";
import type { Part, Section } from "./document.ts";
import { codeBlock, folded, table } from "./parts.ts";

/** What no criterion looks at, and the bullets that would. */
export function coverageSection({ coverage, suggestions }: Report): Section {
  const columns = [
    { title: "File" },
    { title: "Unseen" },
    { title: "Count", right: true },
    { title: "Edited by" },
    { title: "After the change" },
  ];
  const rows = coverage.map(({ path, line, movedTo, spelling, name, count, stays, steps }) => [
    `${code(`${path}:${line}`, "table")}${movedTo === null ? "" : ` → ${code(movedTo, "table")}`}`,
    spelling === null ? "the file" : code(spelling ?? name ?? "", "table"),
    inFigures(count),
    steps.map((step) => code(step, "table")).join(", "),
    stays === null ? "" : stays ? "still there" : "gone",
  ]);
  return {
    heading: "### What no criterion would catch",
    parts: [
      ...(rows.length > 0 ? [table("place", columns, rows)] : []),
      ...(suggestions.length > 0
        ? [
            folded(
              "Bullets that would catch it",
              codeBlock("bullet", suggestionLines(suggestions), { language: "markdown" }),
            ),
          ]
        : []),
    ],
  };
}

/** The bullets, below the phase that each is for. */
function suggestionLines(suggestions: Report["suggestions"]): readonly (readonly string[])[] {
  return suggestions.map(({ phase, bullet }, index) =>
    suggestions[index - 1]?.phase === phase ? [bullet] : [`Phase ${phase}`, bullet],
  );
}

/** What the file of known findings came to. */
export function baselineSection({ baseline }: Report): Section {
  if (baseline === null) return { heading: "", parts: [] };
  const { known, unknown, stale, renames, removed, added } = baseline;
  const facts = [
    `${inFigures(known)} known`,
    `${inFigures(unknown)} new`,
    `${inFigures(stale.length)} stale`,
    ...(renames.length > 0 ? [`${counted(renames.length, "file")} renamed`] : []),
    ...(removed > 0 ? [`${inFigures(removed)} taken out`] : []),
    ...(added > 0 ? [`${inFigures(added)} put in`] : []),
  ];
  return {
    heading: "### Baseline",
    parts: [
      paragraph(`${code(baseline.file)}: ${facts.join(", ")}.`, "baseline"),
      ...(stale.length > 0
        ? [folded("Lines whose finding is gone: take them out", codeBlock("line", stale))]
        : []),
      ...(renames.length > 0
        ? [folded("Files with another name than in it", codeBlock("file", renames.map(renameLine)))]
        : []),
    ],
  };
}

function renameLine({ from, to }: { readonly from: string; readonly to: string }): string {
  return `${from} → ${to}`;
}

/** What below the root was not looked at. */
export function skippedSection({ skippedPaths }: Report): Section {
  if (skippedPaths.length === 0) return { heading: "", parts: [] };
  const lines = skippedPaths.map(({ path, reason }) => `${path}: ${reason}`);
  const parts: readonly Part[] = [
    folded(
      `${counted(skippedPaths.length, "path")} not looked at (symlinks, submodules and the like)`,
      codeBlock("path", lines, { rank: 3 }),
    ),
  ];
  return { heading: "", parts };
}
