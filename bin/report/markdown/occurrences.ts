import type { LeftOccurrence, NameAccount } from "../../../audits/accounting.ts";
import { code, codeHtml, prose } from "../escape/markdown.ts";
import { groupedBy } from "../group.ts";
import type { RenderOptions } from "../renderer.ts";
import type { Report } from "../report.ts";
import { counted, inFigures } from "../words.ts";
import type { Part, Section } from "./document.ts";
import { bullets, codeBlock, folded, placeLines, SHOWN, table } from "./parts.ts";

const COLUMNS = ["total", "edited", "removed", "allowed", "manual", "unresolved"] as const;

/** What became of every occurrence of every tracked name. */
export function occurrenceSection(report: Report, options: RenderOptions): Section {
  const accounts = Object.entries(report.occurrences);
  if (accounts.length === 0) return { heading: "", parts: [] };
  const columns = [{ title: "Name" }, ...COLUMNS.map((title) => ({ title, right: true }))];
  const rows = accounts.map(([name, account]) => [
    code(name, "table"),
    ...COLUMNS.map((column) => inFigures(account[column])),
  ]);
  const hits = new Set(report.criteria.flatMap((criterion) => criterion.hits.map(placeOf)));
  return {
    heading: "### Occurrences of the old names, in every spelling",
    parts: [
      table("name", columns, rows),
      ...accounts.flatMap(([name, account]) => detailsOf(name, account, options, hits)),
    ],
  };
}

function detailsOf(
  name: string,
  account: NameAccount,
  options: RenderOptions,
  hits: ReadonlySet<string>,
): readonly Part[] {
  const { added, unreadable } = account;
  const left = (wanted: LeftOccurrence["class"]): readonly LeftOccurrence[] =>
    account.left.filter((occurrence) => occurrence.class === wanted);
  const shown = codeHtml(name);
  return [
    ...places(
      `${shown}: unresolved, still there and nobody has said why`,
      left("unresolved"),
      options,
      hits,
    ),
    ...places(`${shown}: manual, a note says what to do`, left("manual"), options),
    ...places(`${shown}: new, put there by the change`, added, options),
    ...allowed(`${shown}: allowed`, left("allowed")),
    ...(unreadable.length === 0
      ? []
      : [folded(`${shown}: not counted, for the file is not text`, codeBlock("file", unreadable))]),
  ];
}

function places(
  title: string,
  found: readonly LeftOccurrence[],
  { verbose }: RenderOptions,
  told: ReadonlySet<string> = new Set(),
): readonly Part[] {
  const news = found.filter((occurrence) => !told.has(placeOf(occurrence)));
  if (news.length === 0) return [];
  const lines = codeBlock("occurrence", placeLines(news), { most: verbose ? Infinity : SHOWN });
  const others = found.length - news.length;
  const beside = others === 0 ? "" : `, and ${counted(others, "hit")} of the criteria above`;
  return [folded(`${title} (${inFigures(news.length)}${beside})`, lines)];
}

function placeOf(place: { path: string; line: number; column: number }): string {
  return `${place.path}\0${place.line}\0${place.column}`;
}

function allowed(title: string, found: readonly LeftOccurrence[]): readonly Part[] {
  if (found.length === 0) return [];
  const rules = [...groupedBy(found, ({ rule }) => rule ?? "")].map(([rule, own]) => {
    const files = counted(new Set(own.map(({ path }) => path)).size, "file");
    return `${inFigures(own.length)} in ${files}${rule === "" ? "" : `: ${prose(rule)}`}`;
  });
  return [folded(`${title} (${inFigures(found.length)})`, bullets("rule", rules))];
}
