import type { LeftOccurrence, NameAccount } from "../../../../audits/accounting.ts";
import { groupedBy } from "../../group.ts";
import type { Report } from "../../report.ts";
import { counted, inFigures } from "../../words.ts";
import { html } from "../markup.ts";
import type { Markup } from "../markup.ts";
import { folded, placeLink } from "../view.ts";
import type { Section, View } from "../view.ts";
import { placeTable } from "./left.ts";
import { left } from "./tallies.ts";

const PARTS = ["edited", "removed", "allowed", "manual", "unresolved"] as const;

/** What became of every occurrence of every tracked name, as a bar and in numbers. */
export function occurrences(report: Report, view: View): Section | null {
  const accounts = Object.entries(report.occurrences);
  if (accounts.length === 0) return null;
  const unresolved = left(report, "unresolved");
  const total = accounts.reduce((sum, [, account]) => sum + account.total, 0);
  const rows = accounts.map(([name, account]) => row(name, account));
  const head = PARTS.map(
    (part) => html`<th scope="col" class="number"><span class="dot ${part}"></span>${part}</th>`,
  );
  const body = html`<p class="dim">
      Every occurrence of the retired names, in every spelling, in contents and in the names of
      files and folders. The five parts sum to the total.
    </p>
    <div class="scroll" role="region" aria-label="Occurrences by name" tabindex="0">
      <table class="accounts">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col" class="share">Share</th>
            <th scope="col" class="number">total</th>
            ${head}
            <th scope="col" class="number">new</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
    ${accounts.map(([name, account]) => details(name, account, view))}`;
  return {
    id: "occurrences",
    title: "Occurrences",
    count:
      unresolved > 0
        ? `${inFigures(unresolved)} of ${inFigures(total)} unresolved`
        : inFigures(total),
    tone: unresolved > 0 ? "warn" : "plain",
    body,
  };
}

function row(name: string, account: NameAccount): Markup {
  const numbers = PARTS.map((part) => html`<td class="number">${number(account[part])}</td>`);
  return html`<tr>
    <th scope="row"><code>${name}</code></th>
    <td class="share">${bar(name, account)}</td>
    <td class="number">${inFigures(account.total)}</td>
    ${numbers}
    <td class="number">${number(account.introduced)}</td>
  </tr> `;
}

function number(count: number): Markup {
  return count === 0 ? html`<span class="dim">0</span>` : html`${inFigures(count)}`;
}

/** Drawn with attributes alone, for the page's policy allows no style on an element. */
function bar(name: string, account: NameAccount): Markup {
  if (account.total === 0) return html`<span class="dim">none</span>`;
  const words = PARTS.filter((part) => account[part] > 0).map(
    (part) => `${inFigures(account[part])} ${part}`,
  );
  let from = 0;
  const pieces = PARTS.filter((part) => account[part] > 0).map((part) => {
    const width = (account[part] / account.total) * 100;
    const piece = html`<rect
      class="${part}"
      x="${from.toFixed(2)}"
      y="0"
      width="${width.toFixed(2)}"
      height="8"
    ></rect>`;
    from += width;
    return piece;
  });
  return html`<svg
    class="bar"
    role="img"
    aria-label="${name}: ${words.join(", ")}"
    viewBox="0 0 100 8"
    preserveAspectRatio="none"
  >
    ${pieces}
  </svg>`;
}

function details(name: string, account: NameAccount, view: View): Markup {
  const of = (wanted: LeftOccurrence["class"]): readonly LeftOccurrence[] =>
    account.left.filter((occurrence) => occurrence.class === wanted);
  const manual = of("manual");
  const rules = [...groupedBy(of("allowed"), ({ rule }) => rule ?? "")];
  const { added, unreadable } = account;
  return html`${manual.length > 0 && folded(html`<code>${name}</code>: ${counted(manual.length, "occurrence")} left to a person by a note`, placeTable(`Manual occurrences of ${name}`, manual, view))}
  ${rules.map(([rule, own]) => folded(html`<code>${name}</code>: ${own.length} allowed, ${rule}`, placeTable(`Allowed occurrences of ${name}: ${rule}`, own, view)))}
  ${added.length > 0 && folded(html`<code>${name}</code>: ${added.length} put there by the change`, placeTable(`New occurrences of ${name}`, added, view))}
  ${
    unreadable.length > 0 &&
    folded(
      html`<code>${name}</code>: ${counted(unreadable.length, "file")} not counted, for they are not
        text`,
      html`<ul class="places">
        ${unreadable.map((path) => html`<li>${placeLink({ path, line: 1 }, view)}</li>`)}
      </ul>`,
    )
  } `;
}
