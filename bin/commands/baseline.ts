import { resolve } from "node:path";
import { compareWithBaseline } from "../../audits/baseline/compare.ts";
import { criterionName, sortedLines } from "../../audits/baseline/line.ts";
import { parseBaseline } from "../../audits/baseline/parse.ts";
import type { BaselineProblem, BaselineText } from "../../audits/baseline/parse.ts";
import type { AccountRule } from "../../audits/classify-occurrence.ts";
import type { Evaluation } from "../../audits/evaluate.ts";
import type { Plan } from "../../plans/plan.ts";
import { UserError } from "../../workspace/errors.ts";
import { readInputFile } from "../../workspace/named-files/input-file.ts";
import { lookUpFile } from "../../workspace/named-files/named-file.ts";
import { checkOutputFile, replaceOutputFile } from "../../workspace/named-files/output-file.ts";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Io } from "../io.ts";
import type { Options } from "../options.ts";
import type { ReportBaseline } from "../report/report.ts";
import type { Target } from "./command.ts";

/** The baseline of `--baseline`, read. */
export interface Baseline {
  /** As it was written on the command line. */
  readonly file: string;
  readonly path: string;
  /** Where it is in the target; undefined if it is elsewhere. */
  readonly self: RepoPath | undefined;
  readonly text: BaselineText;
  readonly update: boolean;
  readonly acceptNew: boolean;
}

const HEADER =
  "# Known findings of `conn-codemod audit`, one a line: criterion, path, text. Lines may only go: --update-baseline takes out those whose finding is gone.";

const EMPTY: BaselineText = { lines: [], rows: 0, header: HEADER, lineEnd: "\n", problems: [] };

/** The largest file that can be meant, in bytes. */
const MOST_BYTES = 32 * 1024 * 1024;

/**
 * The baseline that `options` name; undefined if they name none. For asking before the criteria are
 * evaluated. Throws UserError `baseline-not-found`, `invalid-baseline` with all that is wrong in it,
 * `input-unreadable` or `output-failed`.
 */
export async function readBaseline(
  { baseline: file, updateBaseline: update, acceptNew }: Options,
  io: Io,
  { plan, root }: Target,
): Promise<Baseline | undefined> {
  if (file === undefined) return undefined;
  const path = resolve(io.cwd, file);
  const { exists, place: self } = lookUpFile(path, root);
  if (!exists && !acceptNew) throw notFound(file, path);
  if (update) checkOutputFile(path);
  const criteria = criteriaOf(plan);
  const text = exists ? parseBaseline(await readInputFile(path, MOST_BYTES), criteria) : EMPTY;
  const problems = update ? text.problems.filter(({ mendable }) => !mendable) : text.problems;
  if (problems.length > 0) throw invalid(file, problems);
  return { file, path, self, text, update, acceptNew };
}

/**
 * The evaluations with the hits marked that the baseline knows, and what the report says of it.
 * Writes the file if that was asked for. Throws UserError `output-failed`.
 */
export function applyBaseline(
  { file, path, self, text, update, acceptNew }: Baseline,
  evaluations: readonly Evaluation[],
  { snapshot }: Target,
): { readonly evaluations: readonly Evaluation[]; readonly baseline: ReportBaseline } {
  const tree = { evaluations, paths: snapshot.paths(), self };
  const found = compareWithBaseline({ ...tree, lines: text.lines });
  const { renames } = found;
  if (!update) {
    const { known, unknown, stale } = found;
    const baseline = { file, known, unknown, stale, renames, updated: false, removed: 0, added: 0 };
    return { evaluations: found.evaluations, baseline };
  }
  const fresh = acceptNew ? found.fresh : [];
  const lines = sortedLines([...found.kept, ...fresh]);
  const { header = HEADER, lineEnd } = text;
  replaceOutputFile(path, [header, ...lines, ""].join(lineEnd));
  const { known, unknown, stale, ...now } = compareWithBaseline({ ...tree, lines });
  const counts = { updated: true, removed: text.rows - found.kept.length, added: fresh.length };
  const baseline = { file, known, unknown, stale, renames, ...counts };
  return { evaluations: now.evaluations, baseline };
}

/** Why the names in the baseline file, which quotes what it knows, may stay there. */
export function ruleFor(baseline: Baseline | undefined): readonly AccountRule[] {
  if (baseline?.self === undefined) return [];
  return [{ paths: [baseline.self], reason: "the baseline, which goes when all is done" }];
}

/** The names of all criteria of the plan, also of phases that were not asked for. */
function criteriaOf({ phases }: Plan): ReadonlySet<string> {
  return new Set(phases.flatMap((phase) => phase.criteria.map(criterionName)));
}

function notFound(file: string, path: string): UserError {
  return new UserError(
    "baseline-not-found",
    `there is no baseline ${file} (looked for ${path}). \`--update-baseline --accept-new\` makes one of what is found now.`,
  );
}

/** How many problems are listed. */
const SHOWN = 20;

function invalid(file: string, problems: readonly BaselineProblem[]): UserError {
  const shown = problems
    .slice(0, SHOWN)
    .map(({ line, message }) => `  ${file}:${line}: ${message}`);
  const more = problems.length - shown.length;
  const mendable = problems.every((problem) => problem.mendable);
  return new UserError(
    "invalid-baseline",
    [
      `the baseline ${file} is not as it should be:`,
      ...shown,
      ...(more > 0 ? [`  … and ${more} more`] : []),
      mendable
        ? "With --update-baseline it is sorted, and what is there twice or of no criterion is taken out."
        : "Put that right by hand.",
    ].join("\n"),
  );
}
