import { account } from "../../audits/accounting.ts";
import type { EvaluationContext } from "../../audits/criterion.ts";
import { databaseNamed } from "../../audits/database/open.ts";
import { evaluate } from "../../audits/evaluate.ts";
import { needlesOf } from "../../audits/occurrences.ts";
import { runCommandIn } from "../../audits/run-command.ts";
import { spellingsOf } from "../../audits/spellings.ts";
import { UserError } from "../../workspace/errors.ts";
import type { Listing } from "../../workspace/list.ts";
import { exitCodeOfAudit, hasLooseEnds } from "../exit-code.ts";
import type { Io } from "../io.ts";
import type { Options } from "../options.ts";
import { buildReport } from "../report/build.ts";
import type { Report } from "../report/report.ts";
import type { Progress } from "../terminal/progress.ts";
import { readTool } from "../tool.ts";
import { restsOf } from "./rests.ts";
import { askedOnBase } from "./asked-on-base.ts";
import { evaluateOnBase, loadBase, withBase } from "./base.ts";
import { applyBaseline, readBaseline, ruleFor } from "./baseline.ts";
import { withTarget, withTargetAt } from "./command.ts";
import type { Target } from "./command.ts";
import { coverageOf } from "./coverage.ts";
import { knownData } from "./known-data.ts";
import type { Location } from "./locate-target.ts";
import type { Produced } from "./outcome.ts";
import { mustHaveDocument, writeTicks } from "./write-ticks.ts";

/** What an audit comes to on the target at `location`, whose files may have been listed. */
export async function judgeAt(
  location: Location,
  listing: Listing | undefined,
  options: Options,
  io: Io,
): Promise<Produced> {
  return await withTargetAt(location, listing, options, io, async (target, progress) => {
    const judged = await judge(target, options, io, progress);
    return { ...judged, changes: [], rests: await restsOf(target, location, options, io) };
  });
}

/** The report of an audit, which is not handed out yet. Throws UserError. */
export async function auditReport(options: Options, io: Io): Promise<Report> {
  const { report } = await withTarget(options, io, (target, progress) =>
    judge(target, options, io, progress),
  );
  return report;
}

/** What the criteria come to on `target`. Throws UserError `nothing-to-audit`, or of the baseline. */
async function judge(
  target: Target,
  options: Options,
  io: Io,
  progress: Progress,
): Promise<{ readonly report: Report; readonly written: string | undefined }> {
  const { plan, phases, root, snapshot, listing } = target;
  const criteria = phases.flatMap((phase) => phase.criteria);
  // With bullets for a person alone, nothing would be looked at and nothing could fail.
  if (criteria.every(({ kind }) => kind === "manual") && !(options.strict && criteria.length > 0)) {
    throw nothingToAudit(target);
  }
  if (options.writeTicks) mustHaveDocument(target);
  const listed = await readBaseline(options, io, target);

  const commands = options.exec ? { runCommand: runCommandIn(root) } : { notRun: "pass --exec" };
  const database = databaseFor(options.database);
  const known = await evidenceFor(target, options, io);
  const base = await loadBase(options.base, root, progress);
  progress.update("evaluating the criteria");
  const names = plan.names.map(({ name }) => name);
  // All that is looked for below, in one pass over the files; the snapshot remembers.
  const sought = names.flatMap((name) => needlesOf(spellingsOf(name)));
  snapshot.containing([...sought, ...criteria.flatMap(({ needles = [] }) => needles)]);
  const onBase = await evaluateOnBase(criteria, base);
  const context = { ...commands, ...database, ...known };
  const found = withBase(await evaluate(criteria, snapshot, context), onBase);
  const { evaluations, baseline } = listed
    ? applyBaseline(listed, found, target)
    : { evaluations: found, baseline: null };
  progress.update("accounting for the names");
  const allow = [...plan.allow, ...ruleFor(listed)];
  const otherPaths = listing.skipped.map(({ path }) => path);
  const tree = { before: snapshot, after: snapshot, changes: [], notes: [], otherPaths };
  const accounts = await account({ names, ...tree, allow });
  const trees = { now: snapshot, before: base?.snapshot };
  const judged = { plan: { ...plan, allow }, phases };
  const { coverage, suggestions } = await coverageOf(judged, trees, options.suggest, progress);
  const notes = await askedOnBase(target, base, listed, options);
  const isLoose = hasLooseEnds({ evaluations, onBase, accounts, coverage, notes });
  const report = buildReport({
    tool: readTool(),
    plan,
    command: "audit",
    asked: options.phases,
    dryRun: false,
    applied: false,
    runs: [],
    changes: [],
    accounts,
    notes,
    branches: [],
    commands: [],
    evaluations,
    evaluationsBefore: onBase,
    skippedPaths: listing.skipped,
    baseline,
    base: base ? { ref: base.ref, commit: base.commit } : null,
    coverage,
    suggestions,
    exitCode: exitCodeOfAudit(evaluations, baseline, options.strict && isLoose),
  });
  // Last, since all else is told of the tree as it was read.
  const written = options.writeTicks ? await writeTicks(target, found) : undefined;
  return { report, written };
}

function databaseFor(where: string | undefined): EvaluationContext {
  if (where === undefined) return { noDatabase: "pass --database embedded" };
  return { openDatabase: databaseNamed(where) };
}

/** Here `--database` is where migrations are tried, and holds no data of its own. */
async function evidenceFor(target: Target, options: Options, io: Io): Promise<EvaluationContext> {
  if (options.evidence === undefined) return {};
  return { known: await knownData(target, { ...options, database: undefined }, io) };
}

function nothingToAudit({ plan, phases }: Target): UserError {
  const ids = phases.map(({ id }) => id).join(", ");
  const only = phases.some(({ criteria }) => criteria.length > 0)
    ? " but bullets for a person"
    : "";
  return new UserError(
    "nothing-to-audit",
    `the plan ${plan.id} has no criteria${only} in ${ids === "" ? "the phases that it does not skip" : `phase ${ids}`}, so there is nothing to say. Name phases that have some with --phase.`,
  );
}
