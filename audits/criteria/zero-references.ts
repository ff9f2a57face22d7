import { z } from "zod";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import type { Catches, CriterionKind, Hit, Verdict } from "../criterion.ts";
import { matcherOf } from "../globs.ts";
import { needlesOf, type Occurrence, searchOccurrences } from "../occurrences.ts";
import { filesAt, isAt, literalPath, nearestPath } from "../places.ts";
import { findTokens, spellingsOf } from "../spellings.ts";
import { counted, listed, places } from "./fields.ts";

export interface ZeroReferences {
  readonly name: string;
  /** Files and folders, literal: `[slug]` is the folder of that name. */
  readonly paths: readonly string[];
  /** Where the name may stay. */
  readonly except?: readonly ReferenceException[] | undefined;
  /** What to look for: these, or `all` spellings of the name; the name itself if left out. */
  readonly spellings?: readonly string[] | "all" | undefined;
}

export interface ReferenceException {
  /** Globs over repository paths. */
  readonly paths: readonly string[];
  readonly reason: string;
}

/** A word to look for; with a line break in it, it could never be found. */
const spelling = z.string().regex(/^[^\n\r]*\w[^\n\r]*$/, "must be a word on one line");

/** Holds if a name appears, as a whole word, in none of the files of some paths. */
export const zeroReferences: CriterionKind<ZeroReferences> = {
  kind: "zero-references",
  schema: z.strictObject({
    name: spelling,
    paths: places,
    except: z
      .array(
        z.strictObject({ paths: z.array(z.string().min(1)).min(1), reason: z.string().min(1) }),
      )
      .optional(),
    spellings: z.union([z.literal("all"), z.array(spelling).min(1)]).optional(),
  }),
  title: ({ name, paths, spellings }) =>
    `No references to \`${name}\`${spellings === "all" ? " in any spelling" : ""} in ${listed(paths)}`,
  needles: (params) => needlesOf(soughtBy(params)),
  catches,
  evaluate,
};

async function evaluate(params: ZeroReferences, snapshot: Snapshot): Promise<Verdict> {
  const roots = rootsOf(params);
  const missing = roots.filter((root) => filesAt(root, snapshot).length === 0);
  const files = [...new Set(roots.flatMap((root) => filesAt(root, snapshot)))];
  const failed = (message: string, hits: readonly Hit[] = []): Verdict => ({
    status: "error",
    scanned: files.length,
    hits,
    message,
  });

  const excusedBy = exceptionFor(params.except ?? []);
  if (files.length > 0 && files.every((path) => excusedBy(path) !== undefined)) {
    return failed("looked at nothing: every file of these paths is excepted");
  }
  const found = await searchOccurrences(soughtBy(params), snapshot, roots);
  const hits = found.occurrences.filter(({ path }) => excusedBy(path) === undefined).map(asHit);
  const unreadable = found.unreadable.filter(({ path }) => excusedBy(path) === undefined);

  const problems = [
    ...missing.map((path) => absence(path, snapshot)),
    ...unreadable.map(({ message }) => `could not look into a file: ${message}`),
  ];
  if (problems.length > 0) return failed(problems.join("\n"), hits);
  const excused = excusedCounts(found.occurrences, excusedBy);
  return {
    status: hits.length === 0 ? "pass" : "fail",
    scanned: files.length,
    hits,
    ...(excused !== "" && { message: excused }),
  };
}

function catches(params: ZeroReferences): Catches {
  const roots = rootsOf(params);
  const sought = soughtBy(params);
  const excusedBy = exceptionFor(params.except ?? []);
  return (path, text) =>
    roots.some((root) => isAt(path, root)) &&
    findTokens(text, sought).length > 0 &&
    excusedBy(path) === undefined;
}

function rootsOf({ paths }: ZeroReferences): readonly RepoPath[] {
  return paths.map((path) => literalPath(path) ?? path);
}

function soughtBy({ name, spellings }: ZeroReferences): readonly string[] {
  if (spellings === "all") return spellingsOf(name);
  return spellings ?? [name];
}

function exceptionFor(
  exceptions: readonly ReferenceException[],
): (path: RepoPath) => string | undefined {
  const rules = exceptions.map(({ paths, reason }) => ({ matches: matcherOf(paths), reason }));
  return (path) => rules.find(({ matches }) => matches(path))?.reason;
}

function absence(path: RepoPath, snapshot: Snapshot): string {
  if (path === "") return "there are no files at all";
  const nearest = nearestPath(path, snapshot);
  return `there is no ${path}${nearest === undefined ? "" : `; the nearest there is: ${nearest}`}`;
}

function excusedCounts(
  occurrences: readonly Occurrence[],
  excusedBy: (path: RepoPath) => string | undefined,
): string {
  const counts = new Map<string, number>();
  for (const { path } of occurrences) {
    const reason = excusedBy(path);
    if (reason !== undefined) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts]
    .map(([reason, count]) => `${counted(count, "reference")} excepted: ${reason}`)
    .join("\n");
}

function asHit({ path, line, column, text, context }: Occurrence): Hit {
  return { path, line, column, text, context };
}
