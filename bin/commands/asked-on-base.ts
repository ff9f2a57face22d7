import { resolve } from "node:path";
import { partsOf } from "../../audits/baseline/line.ts";
import type { Criterion } from "../../audits/criterion.ts";
import { weakened } from "../../audits/weakened.ts";
import { compilePlan } from "../../plans/compile.ts";
import { withOwnFile } from "../../plans/own-file.ts";
import type { Plan } from "../../plans/plan.ts";
import { UserError } from "../../workspace/errors.ts";
import { CONFIG_KEY } from "../../workspace/named-files/find-config.ts";
import { lookUpFile } from "../../workspace/named-files/named-file.ts";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import type { Options } from "../options.ts";
import type { ReportNote } from "../report/report.ts";
import type { Base } from "./base.ts";
import type { Baseline } from "./baseline.ts";
import type { Target } from "./command.ts";

/**
 * What the base asks for, by its own plan, document and baseline, and the target no longer does: a
 * criterion that a change has taken out, narrowed or skipped fails nowhere. Empty without a base.
 */
export async function askedOnBase(
  target: Target,
  base: Base | undefined,
  baseline: Baseline | undefined,
  options: Options,
): Promise<readonly ReportNote[]> {
  if (!base) return [];
  const { root, source, snapshot, planFile } = target;
  const named = planFile === undefined ? undefined : placeOf(planFile, root);
  const planPlace = named !== undefined && snapshot.has(named) ? named : undefined;
  const document = source.document && placeOf(resolve(root, source.document.path), root);
  const place = document ?? planPlace ?? ".";
  const { plan, why } = await planThen(target, base.snapshot, planPlace).catch(unreadable);
  return [
    ...(why === undefined ? [] : [noteAt(place, "base-not-compared", "info", why)]),
    ...(plan === undefined ? [] : lostOf(plan, target, options, place)),
    ...(plan === undefined
      ? []
      : freedNames(
          planPlace === undefined ? plan : withOwnFile(plan, planPlace),
          target.plan,
          planPlace ?? place,
        )),
    ...grownBaseline(baseline, base.snapshot),
  ];
}

function unreadable(error: unknown): Then {
  if (!(error instanceof UserError)) throw error;
  return { plan: undefined, why: `what the base asked for could not be read: ${error.message}` };
}

/** The plan as it was, and what cannot be said of it. */
interface Then {
  readonly plan: Plan | undefined;
  readonly why?: string;
}

async function planThen(
  { source, plan, root, snapshot }: Target,
  then: Snapshot,
  planPlace: RepoPath | undefined,
): Promise<Then> {
  const text = planPlace === undefined ? undefined : then.text(planPlace);
  const isJson = planPlace?.endsWith(".json") ?? false;
  const own = text !== undefined && isJson ? compiled(text, planPlace ?? "") : source;
  const { document } = own;
  const path = document && placeOf(resolve(root, document.path), root);
  const written = path === undefined ? undefined : then.text(path);
  const isDocument = planPlace !== undefined && planPlace === path;
  const untold = [
    ...(planPlace === undefined || isDocument || (text !== undefined && isJson)
      ? []
      : planUntold(text, snapshot.text(planPlace))),
    ...(path !== undefined && written === undefined && plan.document?.read?.inTarget
      ? [`the base has no plan document ${path}`]
      : []),
  ];
  const why =
    untold.length === 0
      ? {}
      : { why: `${untold.join(", and ")}: whether it asked for more cannot be told` };
  if (path === undefined || written === undefined) return { plan: own, ...why };
  const { withDocument } = await import("../../plans/with-document.ts");
  const file = resolve(root, path);
  return { plan: withDocument(own, { path, inTarget: true, file, text: written }), ...why };
}

/** Of a plan that is code, or was not there. */
function planUntold(then: string | undefined, now: string | undefined): readonly string[] {
  if (then === undefined) return ["the base does not have the plan under this name"];
  return then === now ? [] : ["the plan is code and another one on the base, where it is not run"];
}

function compiled(text: string, place: RepoPath): Plan {
  let source: unknown;
  try {
    source = JSON.parse(text);
  } catch {
    throw new UserError("plan-unreadable", `${place} was not JSON there`);
  }
  const isPackage = place === "package.json" || place.endsWith("/package.json");
  const ofConfig = isPackage ? (source as Partial<Record<string, unknown>>)[CONFIG_KEY] : source;
  return compilePlan(ofConfig, place);
}

function lostOf(
  then: Plan,
  { phases }: Target,
  { phases: asked }: Options,
  place: RepoPath,
): readonly ReportNote[] {
  const wanted = then.phases.filter(({ id, skipped }) =>
    asked.length > 0 ? asked.includes(id) : skipped === undefined,
  );
  const now = phases.flatMap(({ criteria }) => criteria);
  return weakened(
    wanted.flatMap(({ criteria }) => criteria),
    now,
  ).map((criterion) => noteAt(place, "no-longer-asked", "manual", lostInWords(criterion)));
}

function lostInWords({ phase, title, kind }: Criterion): string {
  return `on the base, phase ${phase} asks for it, and now no criterion of the phases looked at asks for as much: ${title} (${kind})`;
}

/** Names that the accounting and the search for holes leave out now. */
function freedNames(then: Plan, now: Plan, place: RepoPath): readonly ReportNote[] {
  const tracked = new Set(now.names.map(({ name }) => name));
  const lost = then.names.filter(({ name }) => !tracked.has(name));
  const known = new Set(placesAllowed(then).map(({ key }) => key));
  const fresh = placesAllowed(now).filter(({ key }) => !known.has(key));
  const notes = [
    ...lost.map(({ name }) => `the plan no longer tracks ${name}, as that of the base does`),
    ...fresh.map(({ glob }) => `names may stay in ${glob}, which the base does not say`),
  ];
  return notes.map((message) => noteAt(place, "looks-at-less", "manual", message));
}

function placesAllowed({
  allow,
}: Plan): readonly { readonly glob: string; readonly key: string }[] {
  return allow.flatMap(({ names, paths }) =>
    paths.map((glob) => ({ glob, key: JSON.stringify([names ?? [], glob]) })),
  );
}

/** Lines that somebody has put into the baseline since, by hand or with `--accept-new`. */
function grownBaseline(baseline: Baseline | undefined, then: Snapshot): readonly ReportNote[] {
  const self = baseline?.self;
  if (self === undefined) return [];
  const before = new Map<string, number>();
  const rows = (then.text(self) ?? "").split(/\r?\n/);
  for (const key of rows.flatMap(withoutPath)) before.set(key, (before.get(key) ?? 0) + 1);
  return (baseline?.text.lines ?? [])
    .filter((line) => {
      const [key = ""] = withoutPath(line);
      const left = before.get(key) ?? 0;
      before.set(key, left - 1);
      return left <= 0;
    })
    .map((line) => {
      const message = `the baseline has grown since the base, where it does not have this line: ${line.replaceAll("\t", "  ")}`;
      return noteAt(self, "baseline-grew", "manual", message);
    });
}

/** A file may have been renamed since. */
function withoutPath(line: string): readonly string[] {
  const parts = partsOf(line);
  return parts ? [[parts.criterion, parts.text].join("\t")] : [];
}

function placeOf(file: string, root: string): RepoPath | undefined {
  return lookUpFile(file, root).place;
}

function noteAt(
  path: RepoPath,
  code: string,
  severity: ReportNote["severity"],
  message: string,
): ReportNote {
  return { code, severity, path, line: 1, column: 1, message, step: "audit --base" };
}
