import { groupedBy } from "../../group.ts";
import type { Report, ReportCriterion } from "../../report.ts";
import { counted } from "../../words.ts";
import { html, prose } from "../markup.ts";
import type { Markup } from "../markup.ts";
import { badge, folded } from "../view.ts";
import type { Section, Tone, View } from "../view.ts";
import { placeTable } from "./left.ts";
import { isKnown, isVacuous } from "./tallies.ts";

const WORDS = {
  pass: ["ok", "holds"],
  fail: ["bad", "fails"],
  error: ["bad", "not evaluated"],
  unparsed: ["bad", "not understood"],
  manual: ["warn", "for a person"],
} as const;

/** What became of it in a word, and how pressing that is. */
export function wordOf(criterion: ReportCriterion): readonly [Tone, string] {
  if (isKnown(criterion)) return ["plain", "fails, all known"];
  if (criterion.status === "manual" && criterion.kind !== "manual") return ["warn", "not run"];
  return WORDS[criterion.status];
}

/** More hits than that are folded. */
const MOST_OPEN = 50;

/** Phase by phase: what does not hold with its hits, then what a person has to do, then the rest. */
export function criteria(report: Report, view: View): Section | null {
  if (report.criteria.length === 0) return null;
  const held = report.criteria.filter(({ status }) => status === "pass").length;
  const waiting = report.criteria.filter(({ status }) => status === "manual").length;
  const known = report.criteria.filter(isKnown).length;
  const groups = groupedBy(report.criteria, ({ phase }) => phase);
  const body = html`${[...groups].map(([phase, own]) => phaseMarkup(phase, own, report, view))}`;
  const planned = report.command === "plan";
  return {
    id: "criteria",
    title: "Criteria",
    count: planned ? `${report.criteria.length}` : `${held} of ${report.criteria.length} hold`,
    tone: planned
      ? "plain"
      : held + waiting + known < report.criteria.length
        ? "bad"
        : waiting > 0
          ? "warn"
          : "ok",
    body,
  };
}

function phaseMarkup(
  phase: string,
  own: readonly ReportCriterion[],
  report: Report,
  view: View,
): Markup {
  if (report.command === "plan") {
    return html`<h3>Phase ${phase}</h3>
      <ul class="criteria">
        ${own.map(({ title }) => html`<li>${prose(title)}</li>`)}
      </ul>`;
  }
  const held = own.filter((criterion) => isQuiet(criterion, report));
  const others = [
    ...own.filter(({ status }) => status !== "manual"),
    ...own.filter(({ status }) => status === "manual"),
  ].filter((criterion) => !isQuiet(criterion, report));
  const passed = own.filter(({ status }) => status === "pass").length;
  return html`<h3>Phase ${phase} <span class="n">${passed} of ${own.length} hold</span></h3>
    ${
      others.length > 0 &&
      html`<ul class="criteria">
        ${others.map((criterion) => criterionMarkup(criterion, report, view))}
      </ul>`
    }
    ${
      held.length > 0 &&
      folded(
        html`${badge("ok", "holds")} ${counted(held.length, "criterion")}`,
        html`<ul class="criteria">
          ${held.map((criterion) => criterionMarkup(criterion, report, view))}
        </ul>`,
      )
    } `;
}

/** Whether it holds and there is nothing more to say of it. */
function isQuiet(criterion: ReportCriterion, report: Report): boolean {
  const unticked = report.command === "audit" && criterion.ticked === false;
  return criterion.status === "pass" && !unticked && !isVacuous(criterion, report);
}

function criterionMarkup(criterion: ReportCriterion, report: Report, view: View): Markup {
  const id = `criterion-${report.criteria.indexOf(criterion) + 1}`;
  const { title, message, hits, source } = criterion;
  const [tone, word] = wordOf(criterion);
  const list = html`${hits.length > 0 && placeTable(`Hits of: ${title}`, hits, view)}`;
  return html`<li class="criterion ${tone}" id="${id}">
    <p class="title">${badge(tone, word)} ${prose(title)}</p>
    <p class="facts">
      ${factsOf(criterion, report)}${source && html`<span>${sourceOf(source, report)}</span>`}
    </p>
    ${message !== null && html`<p class="message">${prose(message)}</p>`}
    ${hits.length > MOST_OPEN ? folded(html`${counted(hits.length, "hit")}`, list) : list}
  </li> `;
}

/** Where the bullet is; the folders of the plan document are said once, at the end of the page. */
function sourceOf({ path, line }: NonNullable<ReportCriterion["source"]>, report: Report): Markup {
  const name = path === report.document?.path ? path.slice(path.lastIndexOf("/") + 1) : path;
  return html`<code>${name}<span class="at">:${line}</span></code>`;
}

function factsOf(criterion: ReportCriterion, report: Report): readonly Markup[] {
  const { status, kind, scanned, hits, vacuous, baselined, ticked, contradicted } = criterion;
  return [
    // Of a path that must not be there, what was looked at is the path itself.
    kind === "zero-references" && html`<span>${counted(scanned, "file")} searched</span>`,
    hits.length > 0 && html`<span>${counted(hits.length, "hit")}</span>`,
    baselined > 0 && html`<span>${baselined} in the baseline</span>`,
    contradicted && badge("bad", "ticked [x], and the tree says otherwise"),
    !contradicted && ticked === true && html`<span>ticked [x]</span>`,
    ticked === false &&
      (status === "pass" && report.command === "audit"
        ? badge("warn", "holds, and is not ticked")
        : html`<span>not ticked [ ]</span>`),
    isVacuous(criterion, report) && badge("warn", "vacuous: held on the base too"),
    status === "pass" &&
      vacuous === true &&
      report.command !== "audit" &&
      html`<span>${report.dryRun ? "holds already" : "held before too"}</span>`,
  ]
    .filter((fact) => fact !== false)
    .map((fact) => html`${fact} `);
}

/** The criteria of a gate for the side of the page, each with a link; `null` for other reports. */
export function criteriaOutline(report: Report): Markup | null {
  if (report.command !== "audit") return null;
  const items = report.criteria.map((criterion, index) => {
    const [tone, word] = wordOf(criterion);
    return html`<li>
      <a href="#criterion-${index + 1}"
        ><span class="mark ${tone}" aria-hidden="true"></span
        ><span class="name">${prose(criterion.title)}</span><span class="vh">: ${word}</span></a
      >
    </li>`;
  });
  return html`<ul class="contents outline" aria-label="Criteria">
    ${items}
  </ul>`;
}
