import type { FileChange } from "../../../../workspace/change-set.ts";
import type { Report, ReportFile } from "../../report.ts";
import { counted } from "../../words.ts";
import { html } from "../markup.ts";
import type { Markup } from "../markup.ts";
import { badge, fileId } from "../view.ts";
import type { Section, View } from "../view.ts";
import { diffOf } from "./diff.ts";
import type { Diff } from "./diff.ts";
import { stepIds } from "./tree.ts";

/** How many lines of a single file are shown, and of all together: a browser has to bear them. */
const MOST_LINES = 2000;
const MOST_LINES_OF_ALL = 60_000;

/** Files of more lines are folded at first, and so are all after so many lines. */
const LONGEST_OPEN = 300;
const MOST_OPEN_LINES = 6000;

/** The changed files, with their lines where the change itself is at hand. */
export function files(report: Report, view: View): Section | null {
  if (report.files.length === 0) return null;
  const { files: all, applied } = report;
  const additions = all.reduce((sum, file) => sum + file.additions, 0);
  const deletions = all.reduce((sum, file) => sum + file.deletions, 0);
  const byPath = new Map(view.changes.map((change) => [change.path, change]));
  const steps = stepIds(report);
  let room = MOST_LINES_OF_ALL;
  let open = MOST_OPEN_LINES;
  const items = all.map((file, index) => {
    const same = view.changes[index];
    const change = same?.path === file.path ? same : byPath.get(file.path);
    const item = fileMarkup(file, change, { index, room, open, steps });
    room -= item.lines;
    if (item.open) open -= item.lines;
    return item.markup;
  });
  const hasLines = view.changes.length > 0;
  const body = html`<div class="tools">
      <span
        >${counted(all.length, "file")}, <span class="plus">+${additions}</span>
        <span class="minus">−${deletions}</span></span
      >
      ${hasLines && html`<span class="buttons" data-script hidden><button type="button" id="split" aria-pressed="false">Side by side</button> <button type="button" id="unfold">Unfold all</button> <button type="button" id="fold">Fold all</button></span>`}
    </div>
    ${!hasLines && html`<p class="cut">This report has the names of the files and not their lines${applied ? "; git diff shows them" : ""}.</p>`}
    <p class="nothing" id="no-files" hidden>No file passes the filter.</p>
    ${items}`;
  const title = applied ? "Changed files" : "Files to change";
  return { id: "files", title, count: `${all.length}`, tone: "plain", body };
}

interface Place {
  readonly index: number;
  /** How many more lines the page may have, and how many of those may be open. */
  readonly room: number;
  readonly open: number;
  /** The ids of all steps, as the filter lists them. */
  readonly steps: readonly string[];
}

const TONES = { added: "ok", modified: "plain", deleted: "bad", moved: "info" } as const;

function fileMarkup(
  file: ReportFile,
  change: FileChange | undefined,
  { index, room, open, steps }: Place,
): { readonly markup: Markup; readonly lines: number; readonly open: boolean } {
  const { path, from, change: kind, additions, deletions } = file;
  const diff = change && diffOf(change, Math.min(MOST_LINES, room));
  const lines = diff?.lines ?? 0;
  const isOpen = lines <= Math.min(LONGEST_OPEN, open) && kind !== "deleted" && lines > 0;
  const own = file.steps.map((step) => steps.indexOf(step)).join(" ");
  const summary = html`<summary>
    <h3>
      ${badge(TONES[kind], kind)}
      ${from !== null && html`<code class="from">${from}</code> <span class="arrow">→</span> `}<code
        >${path}</code
      >
    </h3>
    <span class="facts"
      ><span class="plus">+${additions}</span>
      <span class="minus">−${deletions}</span
      >${file.steps.length > 0 && html` <span class="by">${file.steps.length === 1 ? "step" : "steps"} ${file.steps.join(", ")}</span>`}</span
    >
  </summary>`;
  const body = diff && change ? linesMarkup(diff, change) : null;
  const attributes = html`class="file" id="${fileId(index)}" data-kind="${kind}" data-steps="${own}"
  data-path="${path}${from !== null && html` ${from}`}"`;
  const markup = isOpen
    ? html`<details ${attributes} open>${summary}${body}</details> `
    : html`<details ${attributes}>${summary}${body}</details> `;
  return { markup, lines, open: isOpen };
}

function linesMarkup({ markup, lines, hidden }: Diff, change: FileChange): Markup {
  if (lines + hidden === 0) return html`<p class="cut">${whyNoLines(change)}</p>`;
  if (hidden === 0) return markup;
  const text = `${counted(hidden, "more line")} not shown here. A patch (--patch) has them all.`;
  return html`${markup}
    <p class="cut">${text}</p>`;
}

function whyNoLines({ change, before }: FileChange): string {
  if (change !== "added" && before === undefined) {
    return "The file is not text, so there are no lines to show.";
  }
  return change === "moved" ? "Moved as it is." : "The file is empty.";
}
