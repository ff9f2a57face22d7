import type { RenderOptions } from "../renderer.ts";
import type { Report } from "../report.ts";
import { html } from "./markup.ts";
import type { Markup } from "./markup.ts";

/** What each part of the page is given besides the report. */
export interface View {
  readonly changes: RenderOptions["changes"];
  /** The id of the element with the change of a file, by its path before or after. */
  readonly fileIds: ReadonlyMap<string, string>;
}

/** One part of the page. */
export interface Section {
  /** Kebab-case; the place to link to. */
  readonly id: string;
  readonly title: string;
  /** What to know of it without going there: `9 of 12`; `""` for nothing. */
  readonly count: string;
  /** Whether something in it is wanted of a person. */
  readonly tone: Tone;
  readonly body: Markup;
}

export type Tone = "ok" | "warn" | "bad" | "plain";

/** As a frame around a word, also a colour that judges nothing. */
export type BadgeTone = Tone | "info";

export function viewOf(report: Report, { changes }: RenderOptions): View {
  const fileIds = new Map<string, string>();
  for (const [index, { path, from }] of report.files.entries()) {
    fileIds.set(path, fileId(index));
    if (from !== null && !fileIds.has(from)) fileIds.set(from, fileId(index));
  }
  return { changes, fileIds };
}

/** The id of the element with the change of the report's file number `index`, from 0. */
export function fileId(index: number): string {
  return `file-${index + 1}`;
}

/** `path:line:column`, linked to the file's change if the page has it; the plan has no path. */
export function placeLink(
  {
    path,
    line,
    column,
  }: { readonly path: string; readonly line: number; readonly column?: number },
  { fileIds }: View,
): Markup {
  if (path === "") return html`the plan`;
  const at = column === undefined ? `:${line}` : `:${line}:${column}`;
  const text = html`<code>${path}<span class="at">${at}</span></code>`;
  const id = fileIds.get(path);
  return id === undefined ? text : html`<a href="#${id}">${text}</a>`;
}

/** `path`, linked to the file's change if the page has it. */
export function fileLink(path: string, { fileIds }: View): Markup {
  const id = fileIds.get(path);
  return id === undefined
    ? html`<code>${path}</code>`
    : html`<a href="#${id}"><code>${path}</code></a>`;
}

/** How long a line from a repository may be where it only tells which line it is. */
const LONGEST_EXCERPT = 300;

/** A line of a file, cut if it is very long. */
export function excerpt(text: string): Markup {
  const more = text.length - LONGEST_EXCERPT;
  if (more <= 0) return html`<code class="excerpt">${text}</code>`;
  return html`<code class="excerpt">${text.slice(0, LONGEST_EXCERPT)}</code>
    <i>(${more} more characters)</i>`;
}

/** A word in a coloured frame. */
export function badge(tone: BadgeTone, text: string): Markup {
  return html`<span class="badge ${tone}">${text}</span>`;
}

/** A part that opens on a click; `open` says how it is at first. */
export function folded(summary: Markup, body: Markup, open = false): Markup {
  return open
    ? html`<details class="fold" open>
        <summary>${summary}</summary>
        ${body}
      </details>`
    : html`<details class="fold">
        <summary>${summary}</summary>
        ${body}
      </details>`;
}

/** A table that can be scrolled sideways where it is too wide; `label` names it. */
export function table(label: string, head: readonly string[], rows: readonly Markup[]): Markup {
  const cells = head.map((title) => html`<th scope="col">${title}</th>`);
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">
    <table>
      <thead>
        <tr>
          ${cells}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div> `;
}
