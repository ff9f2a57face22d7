import type { LeftOccurrence } from "../../../../audits/accounting.ts";
import { groupedBy } from "../../group.ts";
import type { Report, ReportNote } from "../../report.ts";
import { counted } from "../../words.ts";
import { html, prose } from "../markup.ts";
import type { Markup } from "../markup.ts";
import { badge, excerpt, fileLink, folded, placeLink } from "../view.ts";
import type { Section, View } from "../view.ts";

/** More places than that are folded after the first ones. */
const SHOWN = 10;

const KINDS = {
  blocking: { title: "Blocking", tone: "bad" },
  manual: { title: "Left for a person", tone: "warn" },
  info: { title: "Worth knowing", tone: "plain" },
} as const;

/** What is left for a person: notes, most pressing first, and occurrences that nobody explains. */
export function whatIsLeft(report: Report, view: View): Section | null {
  const { notes, occurrences } = report;
  const unresolved = Object.entries(occurrences).flatMap(([name, account]) => {
    const own = account.left.filter((each) => each.class === "unresolved");
    return own.length === 0 ? [] : [{ name, own }];
  });
  if (notes.length === 0 && unresolved.length === 0) return null;
  const count = (wanted: string): number =>
    notes.filter(({ severity }) => severity === wanted).length;
  const open = unresolved.reduce((sum, { own }) => sum + own.length, 0);
  const body = html`${notesMarkup("blocking", notes, view)} ${notesMarkup("manual", notes, view)}
  ${unresolved.map(({ name, own }) => unresolvedMarkup(name, own, view))}
  ${notesMarkup("info", notes, view)}`;
  return {
    id: "left",
    title: "What is left",
    count: `${count("blocking") + count("manual") + open}`,
    tone: count("blocking") > 0 ? "bad" : count("manual") + open > 0 ? "warn" : "plain",
    body,
  };
}

function notesMarkup(
  severity: keyof typeof KINDS,
  notes: readonly ReportNote[],
  view: View,
): Markup {
  const own = notes.filter((note) => note.severity === severity);
  if (own.length === 0) return html``;
  const { title, tone } = KINDS[severity];
  const groups = groupedBy(own, ({ code, step, message }) => [code, step, message].join("\0"));
  const items = html`<ul class="notes ${tone}">
    ${[...groups.values()].map((group) => noteMarkup(group, view))}
  </ul>`;
  if (severity !== "info")
    return html`<h3>${title} <span class="n">${own.length}</span></h3>
      ${items}`;
  return folded(html`<h3>${title} <span class="n">${own.length}</span></h3>`, items);
}

/** Notes that say the same of several places. */
function noteMarkup(group: readonly [ReportNote, ...ReportNote[]], view: View): Markup {
  const [{ code, step, message }] = group;
  const places = group.map((note) => html`<li>${placeLink(note, view)}</li> `);
  return html`<li>
    <p class="message">${prose(message)}</p>
    <p class="dim"><span class="kind">${code}</span> step ${step}</p>
    <ul class="places">
      ${places.slice(0, SHOWN)}
    </ul>
    ${
      places.length > SHOWN &&
      folded(
        html`${places.length - SHOWN} more places`,
        html`<ul class="places">
          ${places.slice(SHOWN)}
        </ul>`,
      )
    }
  </li> `;
}

function unresolvedMarkup(name: string, own: readonly LeftOccurrence[], view: View): Markup {
  const list = placeTable(`Unresolved occurrences of ${name}`, own, view);
  const title = html`<h3>
    Unresolved: <code>${name}</code> <span class="n">${own.length}</span>
  </h3>`;
  return html`${folded(html`${title} ${badge("warn", "still there, and nobody has said why")}`, list, own.length <= SHOWN * 2)} `;
}

/** How many rows a table of places may have: a browser has to bear it. */
const MOST_ROWS = 1000;

/** A place and what stands there. */
interface Found {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
  readonly context: string;
  readonly baselined?: boolean;
}

/** Places with the line that stands there. Rows that are too many are counted. */
export function placeTable(label: string, places: readonly Found[], view: View): Markup {
  const shown = places.slice(0, MOST_ROWS);
  const files = [...groupedBy(shown, ({ path }) => path).values()].map((own) =>
    fileRows(own, view),
  );
  const more = places.length - shown.length;
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">
      <table class="found">
        ${files}
      </table>
    </div>
    ${more > 0 && html`<p class="cut">${counted(more, "more place")} not shown here; the report as JSON has all.</p>`}`;
}

function fileRows(own: readonly [Found, ...Found[]], view: View): Markup {
  const rows = own.map(
    ({ line, column, context, text, baselined }) =>
      html`<tr>
        <td>${line}:${column}</td>
        <td>${context}</td>
        <td>
          ${excerpt(text)}${baselined === true && html` ${badge("plain", "in the baseline")}`}
        </td>
      </tr>`,
  );
  return html`<tbody>
    <tr>
      <th colspan="3" scope="rowgroup">${fileLink(own[0].path, view)}</th>
    </tr>
    ${rows}
  </tbody>`;
}
