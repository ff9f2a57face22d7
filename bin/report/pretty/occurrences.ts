import type { LeftOccurrence, NameAccount } from "../../../audits/accounting.ts";
import { escapeControl } from "../../terminal/escape.ts";
import { padEnd, padStart, widthOf } from "../../terminal/width.ts";
import { groupedBy } from "../group.ts";
import type { Report } from "../report.ts";
import { counted, inFigures } from "../words.ts";
import { placeLine } from "./places.ts";
import { hanging, heading } from "./view.ts";
import type { View } from "./view.ts";

const COLUMNS = ["total", "edited", "removed", "allowed", "manual", "unresolved"] as const;

/** How many places of one kind are listed unless all are wanted. */
const SHOWN = 10;

/** What became of every occurrence of every tracked name. */
export function occurrenceLines(report: Report, view: View): string[] {
  const accounts = Object.entries(report.occurrences);
  if (accounts.length === 0) return [];
  if (report.command === "status" && !view.verbose) return table(accounts, view);
  return [
    ...table(accounts, view),
    ...inNames(accounts, view),
    ...accounts.flatMap(([name, account]) => details(name, account, view)),
  ];
}

function table(accounts: readonly (readonly [string, NameAccount])[], view: View): string[] {
  const { paint } = view;
  const title = "Occurrences, in every spelling";
  const widths = COLUMNS.map((column) =>
    Math.max(column.length, ...accounts.map(([, account]) => inFigures(account[column]).length)),
  );
  const first = Math.max(...accounts.map(([name]) => widthOf(escapeControl(name))));
  const whole = 2 + first + widths.reduce((sum, width) => sum + width + 2, 0);
  if (whole > view.columns) {
    return [
      heading(title, view),
      ...accounts.flatMap(([name, account]) => sum(name, account, view)),
    ];
  }
  const header = COLUMNS.map((column, index) => padStart(column, (widths[index] ?? 0) + 2));
  return [
    heading(title, view),
    paint.dim(`  ${" ".repeat(first)}${header.join("")}`),
    ...accounts.map(([name, account]) => {
      const cells = COLUMNS.map((column, index) => {
        const cell = padStart(inFigures(account[column]), (widths[index] ?? 0) + 2);
        return colorOf(column, account[column], view)(cell);
      });
      return `  ${padEnd(escapeControl(name), first)}${cells.join("")}`;
    }),
  ];
}

/** The same as a sum, for narrow terminals. */
function sum(name: string, account: NameAccount, view: View): string[] {
  const [, ...parts] = COLUMNS;
  const text = parts.map((part) => `${inFigures(account[part])} ${part}`).join(" + ");
  return [
    `  ${escapeControl(name)}: ${inFigures(account.total)}`,
    ...hanging("    = ", 6, text, view),
  ];
}

/** How many of the total are no text in a file, and so nothing that a search would find. */
function inNames(accounts: readonly (readonly [string, NameAccount])[], view: View): string[] {
  const parts = accounts
    .filter(([, { inPaths }]) => inPaths > 0)
    .map(([name, { inPaths }]) => `${escapeControl(name)} ${inFigures(inPaths)}`);
  if (parts.length === 0) return [];
  const text = `of these, in the names of files and folders: ${parts.join(", ")}`;
  return hanging("  ", 2, text, view, view.paint.dim);
}

function occurrenceLine(place: LeftOccurrence, indent: number, view: View): string {
  if (place.context !== "path") return placeLine(place, indent, view);
  const kind = place.text.endsWith("/") ? "folder" : "file";
  return placeLine({ ...place, text: `in the name of the ${kind}` }, indent, view);
}

function details(name: string, account: NameAccount, view: View): string[] {
  const { paint } = view;
  const left = (wanted: LeftOccurrence["class"]) =>
    account.left.filter((occurrence) => occurrence.class === wanted);
  const shownName = escapeControl(name);
  return [
    ...listed(
      `${shownName}: unresolved, still there and nobody has said why`,
      left("unresolved"),
      view,
    ),
    ...listed(`${shownName}: manual, a note below says what to do`, left("manual"), view),
    ...allowed(`${shownName}: allowed`, left("allowed"), view),
    ...listed(`${shownName}: new, put there by the change`, account.added, view),
    ...(account.unreadable.length > 0
      ? [
          ...hanging(
            "  ",
            2,
            `${shownName}: not counted, for the file is not text`,
            view,
            paint.yellow,
          ),
          ...account.unreadable.flatMap((path) => hanging("    ", 4, escapeControl(path), view)),
        ]
      : []),
  ];
}

function listed(title: string, places: readonly LeftOccurrence[], view: View): string[] {
  if (places.length === 0) return [];
  const shown = view.verbose ? places : places.slice(0, SHOWN);
  const more = places.length - shown.length;
  return [
    ...hanging("  ", 2, title, view, view.paint.yellow),
    ...shown.map((place) => occurrenceLine(place, 4, view)),
    ...(more > 0
      ? [view.paint.dim(`    … and ${inFigures(more)} more (--verbose lists all)`)]
      : []),
  ];
}

function allowed(title: string, places: readonly LeftOccurrence[], view: View): string[] {
  if (places.length === 0) return [];
  const byRule = groupedBy(places, ({ rule }) => rule ?? "");
  return [
    ...hanging("  ", 2, title, view, view.paint.dim),
    ...[...byRule].flatMap(([rule, own]) => {
      const files = counted(new Set(own.map(({ path }) => path)).size, "file");
      const text = `${inFigures(own.length)} in ${files}: ${escapeControl(rule)}`;
      return [
        ...hanging("    ", 4, text, view, view.paint.dim),
        ...(view.verbose ? own.map((place) => occurrenceLine(place, 6, view)) : []),
      ];
    }),
  ];
}

function colorOf(
  column: (typeof COLUMNS)[number],
  count: number,
  { paint }: View,
): (text: string) => string {
  if (count === 0) return paint.dim;
  if (column === "unresolved" || column === "manual") return paint.yellow;
  return column === "edited" || column === "removed" ? paint.green : (text) => text;
}
