import type { BranchChange } from "../../../../codemods/step.ts";
import { groupedBy } from "../../group.ts";
import type { Report } from "../../report.ts";
import { counted } from "../../words.ts";
import { html } from "../markup.ts";
import type { Markup } from "../markup.ts";
import { folded, placeLink, table } from "../view.ts";
import type { Section, View } from "../view.ts";

/** Longer tables are folded, for their first line says what is in them. */
const LONGEST_OPEN = 20;

/** For each splitLink, the procedures that it sends to another branch, before and after. */
export function branches(report: Report, view: View): Section | null {
  if (report.branches.length === 0) return null;
  const links = groupedBy(report.branches, ({ path, line }) => `${path}\0${line}`);
  const body = html`<p class="dim">
      What the condition of the splitLink says of each procedure. Procedures whose branch stays are
      not listed.
    </p>
    ${[...links.values()].map((changes) => linkMarkup(changes, view))}`;
  const count = `${report.branches.length}`;
  return { id: "branches", title: "splitLink branches", count, tone: "plain", body };
}

function linkMarkup(changes: readonly [BranchChange, ...BranchChange[]], view: View): Markup {
  const [{ path, line }] = changes;
  const ways = [...groupedBy(changes, wayOf).values()].map(
    (group) =>
      html`<span class="way"
        >${counted(group.length, "procedure")}: ${branch(group[0].before)} →
        ${branch(group[0].after)}</span
      > `,
  );
  const rows = changes.map(
    ({ from, to, before, after }) =>
      html`<tr>
        <td>${procedure(from)}</td>
        <td>${procedure(to)}</td>
        <td>${branch(before)}</td>
        <td>${branch(after)}</td>
      </tr> `,
  );
  const head = ["Procedure before", "Procedure after", "Branch before", "Branch after"];
  return html`<h3>${placeLink({ path, line }, view)}</h3>
    ${folded(html`${ways}`, table("Procedures that take another branch", head, rows), changes.length <= LONGEST_OPEN)} `;
}

function wayOf({ before, after }: BranchChange): string {
  return `${before} ${after}`;
}

function procedure(path: string | null): Markup {
  return path === null ? html`<span class="dim">not mounted</span>` : html`<code>${path}</code>`;
}

function branch(value: boolean | null): Markup {
  return html`<span class="branch ${String(value)}"
    >${value === null ? "none" : String(value)}</span
  >`;
}
