import type { Report, ReportPhase } from "../../report.ts";
import { resultOf } from "../../step-result.ts";
import { html, prose } from "../markup.ts";
import type { Markup } from "../markup.ts";
import { badge } from "../view.ts";
import type { Section, Tone } from "../view.ts";

const TONES = { done: "ok", pending: "warn", blocked: "bad", skipped: "plain" } as const;

/** Each phase with its state, and each of its steps with what it did. */
export function phases(report: Report): Section | null {
  if (report.phases.length === 0) return null;
  const states = report.phases.map(({ state }) => state);
  const tone: Tone = states.includes("blocked") ? "bad" : "plain";
  const done = states.filter((state) => state === "done").length;
  const count = report.command === "plan" ? `${states.length}` : `${done} of ${states.length} done`;
  const body = html`${report.phases.map((phase) => phaseMarkup(phase, report))}`;
  return { id: "phases", title: "Phases", count, tone, body };
}

function phaseMarkup(phase: ReportPhase, report: Report): Markup {
  const { id, title, state, why, partial, steps } = phase;
  const told = report.command !== "plan" || state === "skipped";
  return html`<article class="phase">
    <h3>
      <span class="id">${id}</span> ${prose(title)}
      ${told && badge(TONES[state], state)}${partial && html` ${badge("warn", "partial: a person left out files")}`}
    </h3>
    ${told && html`<p class="dim">${prose(why)}</p>`}
    ${
      steps.length > 0 &&
      html`<ol class="steps">
        ${steps.map((step) => stepMarkup(step, report))}
      </ol>`
    }
  </article> `;
}

function stepMarkup(step: ReportPhase["steps"][number], report: Report): Markup {
  const { id, kind, title, files } = step;
  return html`<li>
    <span class="id">${id}</span>
    <span class="what">${prose(title)} <span class="kind">${kind}</span></span>
    ${report.command !== "plan" && html`<span class="${files === 0 ? "result dim" : "result"}">${resultOf(step, report)}</span>`}
  </li> `;
}
