import type {
  ExplainedFile,
  ExplainedOccurrence,
  Explanation,
  PlanSays,
} from "../../plans/explain/explanation.ts";
import type { Meaning } from "../../codemods/meanings/meanings.ts";
import { groupedBy } from "../report/group.ts";
import { placeText } from "../report/pretty/places.ts";
import { hanging, heading } from "../report/pretty/view.ts";
import type { View } from "../report/pretty/view.ts";
import { counted, inFigures } from "../report/words.ts";
import { escapeControl } from "../terminal/escape.ts";
import { cutTo, padEnd, padStart, widthOf } from "../terminal/width.ts";

/** So much of one kind is shown unless all is wanted. */
const MOST_MEANINGS = 12;
const MOST_LINES = 6;
const MOST_FILES = 60;

/** The explanation for people: what the name is, what the plan does, then file by file. */
export function renderExplanation(explanation: Explanation, view: View): string {
  const { files, unreadable } = explanation;
  const shown = view.verbose ? files : files.slice(0, MOST_FILES);
  const more = files.length - shown.length;
  const sections = [
    headLines(explanation, view),
    meaningLines(explanation.meanings, view),
    explanation.plan ? planLines(explanation.plan, view) : [],
    ...shown.map((file) => fileLines(file, view)),
    ...(more > 0
      ? [[view.paint.dim(`… and ${counted(more, "more file")} (--verbose shows all)`)]]
      : []),
    ...(unreadable.length > 0 ? [unreadableLines(unreadable, view)] : []),
  ].filter((lines) => lines.length > 0);
  return `${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function headLines({ name, spellings, files }: Explanation, view: View): string[] {
  const total = spellings.reduce((sum, { count }) => sum + count, 0);
  const each = spellings.map(
    ({ spelling, count }) => `${escapeControl(spelling)} ${inFigures(count)}`,
  );
  const text = `${counted(total, "occurrence")} in ${inFigures(files.length)} ${files.length === 1 ? "place" : "files and folders"}: ${each.join(", ")}`;
  return hanging(`${view.paint.bold(escapeControl(name))}  `, widthOf(name) + 2, text, view);
}

function meaningLines(meanings: readonly Meaning[], view: View): string[] {
  if (meanings.length === 0) return [];
  const { paint } = view;
  const shown = view.verbose ? meanings : meanings.slice(0, MOST_MEANINGS);
  const more = meanings.length - shown.length;
  const kinds = Math.max(...shown.map(({ kind }) => kind.length));
  return [
    heading("What it stands for", view),
    ...shown.flatMap((meaning) => {
      const { kind, name, uses } = meaning;
      const safe = escapeControl(name);
      const begin = `  ${paint.cyan(padEnd(kind, kinds))}  `;
      const text = `${safe}  ${counted(uses, "use")}, ${placeText(meaning)}`;
      return hanging(begin, kinds + 4, text, view);
    }),
    ...(more > 0 ? [paint.dim(`  … and ${inFigures(more)} more (--verbose lists all)`)] : []),
  ];
}

const CLASSES = ["edited", "removed", "allowed", "manual", "unresolved"] as const;

function planLines(plan: PlanSays, view: View): string[] {
  const { paint } = view;
  const parts = CLASSES.map((each) => `${inFigures(plan[each])} ${each}`).join(" + ");
  const title = `With the plan ${escapeControl(plan.id)}: ${escapeControl(plan.title)}`;
  const ids = Math.max(0, ...plan.steps.map(({ id }) => widthOf(escapeControl(id))));
  const phase = plan.blocked === null ? "" : escapeControl(plan.blocked);
  return [
    ...hanging("", 0, title, view, (line) => heading(line, view)),
    ...hanging("  ", 2, `${inFigures(plan.total)} = ${parts}`, view),
    ...(plan.inPaths > 0
      ? [paint.dim(`  of these, in the names of files and folders: ${inFigures(plan.inPaths)}`)]
      : []),
    ...(plan.introduced > 0
      ? [paint.dim(`  new, put there by the change: ${inFigures(plan.introduced)}`)]
      : []),
    ...(plan.retires
      ? []
      : hanging(
          "  ",
          2,
          "it is no name that the plan retires: no run accounts for it",
          view,
          paint.yellow,
        )),
    ...(plan.blocked === null
      ? []
      : hanging(
          "  ",
          2,
          `phase ${phase} is blocked, so that it changes nothing: \`conn-codemod run --dry-run\` says why`,
          view,
          paint.yellow,
        )),
    ...plan.steps.flatMap(({ id, title: what, count }) => {
      const begin = `  ${paint.cyan(padEnd(escapeControl(id), ids))}  `;
      return hanging(
        begin,
        ids + 4,
        `${escapeControl(what)} (${inFigures(count)})`,
        view,
        paint.dim,
      );
    }),
  ];
}

function fileLines({ path, movedTo, occurrences }: ExplainedFile, view: View): string[] {
  const { paint } = view;
  const to = movedTo === null ? "" : ` → ${escapeControl(movedTo)}`;
  const inNames = occurrences.filter(isInName);
  const lines = [
    ...groupedBy(
      occurrences.filter((each) => !isInName(each)),
      ({ line }) => line,
    ),
  ];
  const { shown, rest } = chosen(lines, view);
  const digits = Math.max(1, ...shown.map(([line]) => String(line).length));
  return [
    ...hanging("", 0, `${escapeControl(path)}${to}`, view, paint.bold),
    ...inNames.flatMap((each) => entryLines("", 0, [each], "in its name", view)),
    ...shown.flatMap(([line, own]) => {
      const contexts = [...new Set(own.map(({ context }) => context))].join(", ");
      return entryLines(padStart(String(line), digits), digits, own, contexts, view);
    }),
    ...rest,
  ];
}

type Line = readonly [number, readonly [ExplainedOccurrence, ...ExplainedOccurrence[]]];

/** The lines to show; of others that stay for one reason, how many there are. */
function chosen(lines: readonly Line[], view: View): { shown: readonly Line[]; rest: string[] } {
  if (view.verbose) return { shown: lines, rest: [] };
  const shown: Line[] = [];
  const left: Line[] = [];
  for (const line of lines) (shown.length < MOST_LINES ? shown : left).push(line);
  if (left.length <= 1) return { shown: lines, rest: [] };
  const byClass = groupedBy(left, ([, [first]]) => first.class ?? "");
  const parts = [...byClass].map(
    ([name, own]) => `${inFigures(own.length)}${name === "" ? "" : ` ${name}`}`,
  );
  const text = `… and ${parts.join(", ")} more lines (--verbose shows all)`;
  return { shown, rest: [view.paint.dim(`  ${text}`)] };
}

function entryLines(
  number: string,
  digits: number,
  own: readonly [ExplainedOccurrence, ...ExplainedOccurrence[]],
  what: string,
  view: View,
): string[] {
  const { paint } = view;
  const [first] = own;
  const times = own.length > 1 ? `${own.length}× ` : "";
  const indent = digits === 0 ? 2 : digits + 4;
  const begin = digits === 0 ? "  " : `  ${paint.dim(number)}  `;
  const classes = [...new Set(own.map((each) => each.class ?? ""))].filter((each) => each !== "");
  const steps = [...new Set(own.flatMap(({ step }) => step ?? []))].map(escapeControl);
  const by = steps.length === 0 ? "" : ` by ${steps.join(", ")}`;
  const reasons = [...new Set(own.flatMap(({ reason }) => reason ?? []))].map(escapeControl);
  const stays = reasons.length === 0 ? "" : `: ${reasons.join("; ")}`;
  const said = classes.length === 0 ? "" : `  ${classes.join(", ")}${by}${stays}`;
  const room = Math.max(20, view.columns - indent - 2);
  const code = (text: string): string => cutTo(escapeControl(text), room);
  const margin = " ".repeat(indent);
  const paintClass = colorOf(first.class, view);
  if (first.class === null && !isInName(first)) {
    const beside = `${times}${padEnd(what, 8)}`;
    return [
      `${begin}${paint.cyan(beside)}  ${cutTo(escapeControl(first.text), Math.max(20, room - beside.length))}`,
    ];
  }
  return [
    ...hanging(begin, indent, `${times}${what}${said}`, view, paintClass),
    ...(isInName(first) && first.becomes === null
      ? []
      : first.becomes === null && first.class !== "removed"
        ? [`${margin}${paint.dim(`  ${code(first.text)}`)}`]
        : [`${margin}${paint.red(`- ${code(first.text)}`)}`]),
    ...(first.becomes === null ? [] : [`${margin}${paint.green(`+ ${code(first.becomes)}`)}`]),
  ];
}

function colorOf(name: ExplainedOccurrence["class"], { paint }: View): (text: string) => string {
  if (name === "edited" || name === "removed") return paint.green;
  if (name === "manual" || name === "unresolved") return paint.yellow;
  return (text) => text;
}

function isInName({ context, line, column }: ExplainedOccurrence): boolean {
  return context === "path" && line === 1 && column === 1;
}

function unreadableLines(paths: readonly string[], view: View): string[] {
  const { paint } = view;
  return [
    ...hanging(
      "",
      0,
      "Not counted, for the file is not text that could be read",
      view,
      paint.yellow,
    ),
    ...paths.flatMap((path) => hanging("  ", 2, escapeControl(path), view)),
  ];
}
