import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Hit } from "../criterion.ts";
import type { Evaluation } from "../evaluate.ts";
import { followRenames, lineAt } from "./follow-renames.ts";
import type { FollowedRename } from "./follow-renames.ts";
import { criterionName, lineOf, partsOf, sortedLines, writtenPath, writtenText } from "./line.ts";

export interface ComparisonInput {
  /** The lines of the baseline, in any order. */
  readonly lines: readonly string[];
  readonly evaluations: readonly Evaluation[];
  /** The files of the tree. */
  readonly paths: readonly RepoPath[];
  /** Where the baseline itself is in the tree; undefined if it is elsewhere. */
  readonly self: RepoPath | undefined;
}

/** What a baseline comes to. */
export interface Comparison {
  /** The evaluations, with the hits marked that the baseline knows. */
  readonly evaluations: readonly Evaluation[];
  readonly known: number;
  readonly unknown: number;
  /** Lines whose finding is gone, sorted. */
  readonly stale: readonly string[];
  readonly renames: readonly FollowedRename[];
  /** The lines that are left without the stale ones and with renames followed, sorted. */
  readonly kept: readonly string[];
  /** Lines for the findings of failed criteria that the baseline does not know, sorted. */
  readonly fresh: readonly string[];
}

/**
 * Compares the findings of `evaluations` with a baseline. A line is stale only if its criterion was
 * looked at and either holds or fails: what could not be evaluated tells nothing of what is gone, and
 * lines of criteria that are not among the evaluations are kept. Hits in the baseline file itself,
 * which quotes what it knows, are known.
 */
export function compareWithBaseline(input: ComparisonInput): Comparison {
  const { evaluations, paths, self } = input;
  const lines = sortedLines(input.lines);
  const listed = new Set(lines);
  const lineOfHit = linesOfHits(evaluations, self);
  const found = new Set(lineOfHit.values());
  const judged = judgedNames(evaluations);

  const gone = lines.filter(
    (line) => !found.has(line) && judged.has(partsOf(line)?.criterion ?? ""),
  );
  const news = [...found].filter((line) => !listed.has(line));
  const tree = new Set(paths.map(writtenPath));
  const listedPaths = new Set(lines.map((line) => partsOf(line)?.path));
  const renames = followRenames(
    gone,
    news,
    (path) => tree.has(path),
    (path) => listedPaths.has(path),
  );
  const newPaths = new Map(renames.map(({ from, to }) => [from, to]));
  const moved = (line: string) => {
    const to = newPaths.get(partsOf(line)?.path ?? "");
    return to === undefined ? line : lineAt(to, line);
  };

  const known = new Set(lines.map(moved).filter((line) => found.has(line)));
  const stale = gone.filter((line) => !found.has(moved(line)));
  const isStale = new Set(stale);
  const failed = evaluations.filter(({ verdict }) => verdict.status === "fail");
  const acceptable = new Set(
    failed.flatMap(({ verdict }) => verdict.hits.map((hit) => lineOfHit.get(hit))),
  );
  return {
    evaluations: evaluations.map(({ criterion, verdict }) => ({
      criterion,
      verdict: {
        ...verdict,
        hits: verdict.hits.map((hit) =>
          hit.path === self || known.has(lineOfHit.get(hit) ?? "")
            ? { ...hit, baselined: true }
            : hit,
        ),
      },
    })),
    known: known.size,
    unknown: found.size - known.size,
    stale,
    renames,
    kept: sortedLines(lines.filter((line) => !isStale.has(line)).map(moved)),
    fresh: sortedLines([...found].filter((line) => !known.has(line) && acceptable.has(line))),
  };
}

/** Whether a criterion fails for nothing but what the baseline knows. */
export function isKnown({ verdict: { status, hits } }: Evaluation): boolean {
  return status === "fail" && hits.length > 0 && hits.every(({ baselined }) => baselined === true);
}

/** The line for each hit. Equal findings are numbered in the order in which they were found. */
function linesOfHits(
  evaluations: readonly Evaluation[],
  self: RepoPath | undefined,
): ReadonlyMap<Hit, string> {
  const counts = new Map<string, number>();
  const lines = new Map<Hit, string>();
  for (const { criterion, verdict } of evaluations) {
    const name = criterionName(criterion);
    for (const hit of verdict.hits) {
      if (hit.path === self) continue;
      const parts = { criterion: name, path: writtenPath(hit.path), text: writtenText(hit) };
      const first = lineOf({ ...parts, number: 1 });
      const number = (counts.get(first) ?? 0) + 1;
      counts.set(first, number);
      lines.set(hit, lineOf({ ...parts, number }));
    }
  }
  return lines;
}

function judgedNames(evaluations: readonly Evaluation[]): ReadonlySet<string> {
  const names = new Set<string>();
  const open = new Set<string>();
  for (const { criterion, verdict } of evaluations) {
    const told = verdict.status === "pass" || verdict.status === "fail";
    (told ? names : open).add(criterionName(criterion));
  }
  return new Set([...names].filter((name) => !open.has(name)));
}
