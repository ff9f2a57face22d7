import type { BranchChange } from "../../../codemods/step.ts";
import { code, codeHtml } from "../escape/markdown.ts";
import { groupedBy } from "../group.ts";
import type { Report } from "../report.ts";
import { counted } from "../words.ts";
import { paragraph } from "./document.ts";
import type { Part, Section } from "./document.ts";
import { folded, table } from "./parts.ts";

/** Up to this many procedures stand there at once; more are behind a line. */
const MOST_ROWS = 15;

/** For each splitLink condition, the procedures that it sends to another branch than before. */
export function branchSection({ branches }: Report): Section {
  if (branches.length === 0) return { heading: "", parts: [] };
  const links = groupedBy(branches, ({ path, line }) => `${path}:${line}`);
  return {
    heading: "### Procedures that take another branch of the splitLink",
    parts: [...links].flatMap(([place, changes]) => linkParts(place, changes)),
  };
}

function linkParts(place: string, changes: readonly BranchChange[]): readonly Part[] {
  const rows = changes.map(({ from, to, before, after }) => [
    from === null ? "(not there)" : code(from, "table"),
    to === null ? "(not there)" : code(to, "table"),
    `${branch(before)} → ${branch(after)}`,
  ]);
  const columns = [{ title: "Before" }, { title: "After" }, { title: "Condition" }];
  const whole = table("procedure", columns, rows);
  const text = `${counted(rows.length, "procedure")}, by the condition at`;
  if (rows.length > MOST_ROWS) return [folded(`${text} ${codeHtml(place)}`, whole)];
  return [paragraph(`${text} ${code(place)}:`, "place"), whole];
}

function branch(taken: boolean | null): string {
  return taken === null ? "none" : code(String(taken), "table");
}
