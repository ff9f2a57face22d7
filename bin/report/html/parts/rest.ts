import { groupedBy } from "../../group.ts";
import type { Report, ReportBaseline, ReportCommand } from "../../report.ts";
import { counted } from "../../words.ts";
import { html, lines, prose } from "../markup.ts";
import type { Markup } from "../markup.ts";
import { badge, folded, placeLink, table } from "../view.ts";
import type { Section, View } from "../view.ts";

/** What no criterion would catch, and the bullets that would. */
export function coverage({ coverage, suggestions }: Report, view: View): Section | null {
  if (coverage.length === 0 && suggestions.length === 0) return null;
  const rows = coverage.map(
    (gap) =>
      html`<tr>
        <td class="where">${placeLink(gap, view)}</td>
        <td>${gap.spelling === null ? "the whole file" : html`<code>${gap.spelling}</code>`}</td>
        <td class="number">${gap.count}</td>
        <td>
          ${gap.steps.length > 0 ? gap.steps.join(", ") : html`<span class="dim">no step</span>`}
        </td>
      </tr> `,
  );
  const body = html`<p class="dim">
      Were these left as they are, or to come back, every criterion would hold all the same.
    </p>
    ${rows.length > 0 && table("Gaps in the coverage", ["Place", "Unseen", "Times", "Edited by"], rows)}
    ${suggestions.length > 0 && bullets(suggestions)}`;
  const tone = coverage.length > 0 ? "warn" : "plain";
  return { id: "coverage", title: "Coverage gaps", count: `${coverage.length}`, tone, body };
}

function bullets(suggestions: Report["suggestions"]): Markup {
  const byPhase = groupedBy(suggestions, ({ phase }) => phase);
  return html`<h3>Bullets that would close them</h3>
    ${[...byPhase].map(([phase, own]) => {
      return html`<p class="dim">Phase ${phase}</p>
        ${block(own.map(({ bullet }) => bullet))}`;
    })}`;
}

/** Lines of text as they are. */
function block(all: readonly string[]): Markup {
  return html`<pre>${lines(all.join("\n"))}</pre>`;
}

/** What the file of known findings came to. */
export function baseline({ baseline }: Report): Section | null {
  if (baseline === null) return null;
  const { file, known, unknown, stale, renames, removed, added } = baseline;
  const wrong = unknown + stale.length;
  const body = html`<p><code>${file}</code></p>
    <ul class="plain">
      <li>${badge("plain", `${known}`)} known: listed, and still there</li>
      <li>${badge(unknown > 0 ? "bad" : "ok", `${unknown}`)} new: not listed, so they fail</li>
      <li>
        ${badge(stale.length > 0 ? "bad" : "ok", `${stale.length}`)} stale: listed, and gone; take
        the lines out
      </li>
      ${renames.map(({ from, to, findings }) => html`<li><code>${from}</code> is now <code>${to}</code>: ${counted(findings, "finding")}</li>`)}
      ${removed + added > 0 && html`<li>The file was updated: ${counted(removed, "line")} taken out, ${added} put in.</li>`}
    </ul>
    ${
      stale.length > 0 &&
      html`<h3>Stale lines</h3>
        ${block(stale)}`
    }`;
  return {
    id: "baseline",
    title: "Baseline",
    count: baselineCount(baseline),
    tone: wrong > 0 ? "bad" : "ok",
    body,
  };
}

function baselineCount({ known, unknown, stale }: ReportBaseline): string {
  return unknown + stale.length > 0 ? `${unknown} new, ${stale.length} stale` : `${known} known`;
}

const COMMAND_WORDS = {
  passed: ["ok", "passed"],
  failed: ["bad", "failed"],
  "not-run": ["warn", "to run"],
} as const;

/** What the plan wants run after the change: what became of it, or that it is still to do. */
export function commands(report: Report): Section | null {
  const all = report.commands;
  if (all.length === 0) return null;
  const status = (wanted: string): number => all.filter((each) => each.status === wanted).length;
  const planned = report.command === "plan";
  const items = all.map((command) => commandMarkup(command, planned));
  return {
    id: "commands",
    title: "Commands",
    count: planned ? `${all.length}` : `${status("passed")} of ${all.length} passed`,
    tone: planned ? "plain" : status("failed") > 0 ? "bad" : status("not-run") > 0 ? "warn" : "ok",
    body: html`<ul class="criteria">
      ${items}
    </ul>`,
  };
}

function commandMarkup(command: ReportCommand, planned: boolean): Markup {
  const { phase, folder, title, status, message, output } = command;
  const [tone, word] = COMMAND_WORDS[status];
  return html`<li class="criterion ${planned ? "plain" : tone}">
    <p class="title">${!planned && badge(tone, word)} <code>${command.command}</code></p>
    <p class="facts">
      <span>phase ${phase}</span
      >${folder !== "" && html` <span>in <code>${folder}</code></span>`}${title !== null && html` <span>${prose(title)}</span>`}
    </p>
    ${message !== null && !planned && html`<p class="message">${prose(message)}</p>`}
    ${output.trim() !== "" && folded(html`What it printed last`, html`<pre>${lines(output.trimEnd())}</pre>`, status === "failed")}
  </li> `;
}

/** What lies below the root and was not looked at. */
export function skipped({ skippedPaths }: Report): Section | null {
  if (skippedPaths.length === 0) return null;
  const items = skippedPaths.map(
    ({ path, reason }) => html`<li><code>${path}</code> <span class="dim">${reason}</span></li> `,
  );
  const summary = html`${counted(skippedPaths.length, "path")}: symlinks, submodules and the like`;
  const body = folded(
    summary,
    html`<ul class="places">
      ${items}
    </ul>`,
  );
  const count = `${skippedPaths.length}`;
  return { id: "skipped", title: "Not looked at", count, tone: "plain", body };
}
