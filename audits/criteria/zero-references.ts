import { z } from "zod";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { OtherPath, Snapshot } from "../../workspace/snapshot.ts";
import type { Catches, CriterionKind, Hit, Verdict } from "../criterion.ts";
import { ESCAPES, searchEscaped } from "../escaped-names.ts";
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

/**
 * Holds if a name appears, as a whole word, in none of the files of some paths. A word that is
 * spelled with escapes counts, and what is there and cannot be looked into is an error.
 */
export const zeroReferences: CriterionKind<ZeroReferences> = {
  kind: "zero-references",
  schema: z.strictObject({
    name: spelling.describe("The name, as a whole word."),
    paths: places.describe("Files and folders, literal: `[slug]` is the folder of that name."),
    except: z
      .array(
        z.strictObject({ paths: z.array(z.string().min(1)).min(1), reason: z.string().min(1) }),
      )
      .optional()
      .describe("Where the name may stay: globs, and why."),
    spellings: z
      .union([z.literal("all"), z.array(spelling).min(1)])
      .optional()
      .describe("What to look for: these, or `all` spellings of the name; itself if left out."),
  }),
  title: ({ name, paths, spellings }) =>
    `No references to \`${name}\`${spellings === "all" ? " in any spelling" : ""} in ${listed(paths)}`,
  needles: (params) => [...needlesOf(soughtBy(params)), ...ESCAPES],
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
  const escaped = await searchEscaped(soughtBy(params), snapshot, roots);
  const hits = [...found.occurrences, ...escaped]
    .filter(({ path }) => excusedBy(path) === undefined)
    .map(asHit);
  const unreadable = found.unreadable.filter(({ path }) => excusedBy(path) === undefined);
  const others = othersIn(roots, snapshot).filter(({ path }) => excusedBy(path) === undefined);

  const problems = [
    ...missing.map((path) => absence(path, snapshot)),
    ...unreadable.map(({ message }) => `could not look into a file: ${message}`),
    // Of a folder where git has a file, what is in it is looked at.
    ...others
      .filter(({ path, code }) => UNSEEN.has(code) && !files.some((file) => isAt(file, path)))
      .map(notSeen),
  ];
  if (problems.length > 0) return failed(problems.join("\n"), hits);
  const remarks = [
    ...excusedCounts([...found.occurrences, ...escaped], excusedBy),
    ...others.flatMap((other) => notFollowed(other, roots)),
    ...escapedRemark(escaped.filter(({ path }) => excusedBy(path) === undefined)),
  ];
  return {
    status: hits.length === 0 ? "pass" : "fail",
    scanned: files.length,
    hits,
    ...(remarks.length > 0 && { message: remarks.join("\n") }),
  };
}

/** Codes of what may hold the name, and cannot be looked into. */
const UNSEEN: ReadonlySet<string> = new Set([
  "symlink-outside",
  "submodule",
  "not-a-file",
  "not-on-disk",
  "name-not-utf8",
  "unreadable",
]);

/** What is in `roots` and is no file; what is at one of them is told where it is missing. */
function othersIn(roots: readonly RepoPath[], snapshot: Snapshot): readonly OtherPath[] {
  const others = roots.flatMap((root) =>
    snapshot.others(root).filter(({ path }) => path !== root && isAt(path, root)),
  );
  return [...new Map(others.map((other) => [other.path, other])).values()];
}

function notSeen({ path, reason }: OtherPath): string {
  return `could not look into ${path}: ${reason}`;
}

/** A symlink to what is looked at anyway hides nothing. */
function notFollowed({ path, code, leadsTo }: OtherPath, roots: readonly RepoPath[]): string[] {
  if (code !== "symlink" || leadsTo === undefined) return [];
  if (roots.some((root) => isAt(leadsTo, root))) return [];
  return [`not followed: ${path}, a symlink to ${leadsTo === "" ? "the root" : leadsTo}`];
}

function escapedRemark(escaped: readonly Occurrence[]): string[] {
  if (escaped.length === 0) return [];
  const places = escaped.map(({ path, line }) => `${path}:${line}`).join(", ");
  return [`spelled with escapes, so that a search for the word does not find it: ${places}`];
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
  const [other] = snapshot.others(path).filter((each) => isAt(path, each.path));
  if (other) return `there is no file ${path} to look at: ${aboutOther(other, path)}`;
  const nearest = nearestPath(path, snapshot);
  return `there is no ${path}${nearest === undefined ? "" : `; the nearest there is: ${nearest}`}`;
}

function aboutOther({ path, reason }: OtherPath, asked: RepoPath): string {
  return path === asked ? reason : `${path} is ${reason}`;
}

function excusedCounts(
  occurrences: readonly Occurrence[],
  excusedBy: (path: RepoPath) => string | undefined,
): string[] {
  const counts = new Map<string, number>();
  for (const { path } of occurrences) {
    const reason = excusedBy(path);
    if (reason !== undefined) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].map(([reason, count]) => `${counted(count, "reference")} excepted: ${reason}`);
}

function asHit({ path, line, column, text, context }: Occurrence): Hit {
  return { path, line, column, text, context };
}
