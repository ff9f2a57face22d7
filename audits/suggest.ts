import { foldersAbove } from "../workspace/repo-path.ts";
import type { RepoPath } from "../workspace/repo-path.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { CoverageGap } from "./coverage-gap.ts";
import { pathProblem } from "./markdown/forms/parts.ts";
import { needlesOf } from "./occurrences.ts";
import { isAt } from "./places.ts";
import { holdsSpelling } from "./spelling-counts.ts";

/** A bullet for the plan document that closes a gap. */
export interface Suggestion {
  /** The id of the phase whose criteria it belongs to. */
  readonly phase: string;
  /** One line of Markdown, from `- [ ]` on. */
  readonly bullet: string;
}

/** What a phase leaves behind. */
export interface PhaseState {
  /** Its id. */
  readonly phase: string;
  readonly after: Snapshot;
}

/**
 * Bullets that close the gaps, in the words that a plan document is read with, by phase: each holds
 * from that phase on, and is red with the file as it was. Where one folder of a package's sources
 * says it for several files, it stands for them, unless a bullet on it would catch more than they do.
 * A gap that is there after the steps has none, and neither has one that no criterion can watch.
 *
 * `states`: what the phases come to, in order. `now`: the tree as it is, whose work by hand counts
 * too.
 */
export function suggestBullets(
  gaps: readonly CoverageGap[],
  states: readonly PhaseState[],
  now: Snapshot,
): readonly Suggestion[] {
  const groups = new Map<string, Group>();
  for (const gap of gaps) {
    const held = heldBy(gap, states, now);
    if (!held) continue;
    const key = `${held.phase}\0${gap.spelling ?? ""}`;
    const group = groups.get(key);
    groups.set(key, {
      phase: held.phase,
      trees: [...new Set([...(group?.trees ?? []), ...held.trees])],
      spelling: gap.spelling,
      gaps: [...(group?.gaps ?? []), gap],
    });
  }
  const order = states.map(({ phase }) => phase);
  return [...groups.values()]
    .sort(
      (a, b) => order.indexOf(a.phase) - order.indexOf(b.phase) || compare(a.spelling, b.spelling),
    )
    .map((group) => ({ phase: group.phase, bullet: bulletOf(group) }));
}

/** Where a bullet belongs, and the trees that it has to hold on. */
interface Held {
  readonly phase: string;
  readonly trees: readonly Snapshot[];
}

/** Gaps that one bullet closes: of one spelling, or (null) files that are to be gone. */
interface Group extends Held {
  readonly spelling: string | null;
  readonly gaps: readonly CoverageGap[];
}

/** From which phase on the gap is closed; undefined if it never is, or if no bullet could say so. */
function heldBy(gap: CoverageGap, states: readonly PhaseState[], now: Snapshot): Held | undefined {
  const last = states.at(-1);
  const named = gap.spelling === null ? gap.path : targetOf(gap);
  // A line of Markdown has no line breaks, and a document takes no path that looks like a pattern.
  if (!last || /[\n\r]/.test(named) || pathProblem(named) !== undefined) return undefined;
  const holds = (tree: Snapshot): boolean => {
    if (gap.spelling === null) return gap.change !== "modified" && !tree.has(gap.path);
    return tree.has(targetOf(gap)) && !holdsSpelling(tree, targetOf(gap), gap.spelling);
  };
  const first = states.findLastIndex(({ after }) => !holds(after)) + 1;
  const state = states[first];
  if (state) return { phase: state.phase, trees: states.slice(first).map(({ after }) => after) };
  return holds(now) ? { phase: last.phase, trees: [now] } : undefined;
}

function targetOf({ path, movedTo }: CoverageGap): RepoPath {
  return movedTo ?? path;
}

function bulletOf({ spelling, gaps, trees }: Group): string {
  if (spelling === null) {
    const files = gaps.map(({ path }) => path);
    const [noun, verb] = files.length === 1 ? ["File", "does"] : ["Files", "do"];
    return `- [ ] ${noun} ${listed(files)} ${verb} not exist`;
  }
  return `- [ ] Zero grep results for ${code(spelling)} in ${listed(placesFor(gaps, spelling, trees))}`;
}

/** The files of the gaps, those in one package's sources as a folder where that is as good. */
function placesFor(
  gaps: readonly CoverageGap[],
  spelling: string,
  trees: readonly Snapshot[],
): readonly string[] {
  const packages = new Map<RepoPath, CoverageGap[]>();
  for (const gap of gaps) {
    const sources = sourcesAround(targetOf(gap)) ?? targetOf(gap);
    packages.set(sources, [...(packages.get(sources) ?? []), gap]);
  }
  return [...packages].flatMap(([sources, own]) => {
    const files = own.map(targetOf);
    // A file that is still to be moved is not where a bullet on it alone would look.
    const folder = commonFolder([...files, ...own.map(({ path }) => path)]);
    const several = new Set([...files, ...own.map(({ path }) => path)]).size > 1;
    const clean =
      several && isAt(folder, sources) && trees.every((tree) => isFree(tree, folder, spelling));
    return clean ? [`${folder}/`] : files;
  });
}

/** The outermost folder `src` that the file is in. */
function sourcesAround(path: RepoPath): RepoPath | undefined {
  return foldersAbove(path).findLast((folder) => folder === "src" || folder.endsWith("/src"));
}

function commonFolder(paths: readonly RepoPath[]): RepoPath {
  const [first = "", ...rest] = paths;
  return foldersAbove(first).find((folder) => rest.every((path) => isAt(path, folder))) ?? "";
}

/** Whether a search for `spelling` in `folder` finds nothing, and nothing that it cannot read. */
function isFree(tree: Snapshot, folder: RepoPath, spelling: string): boolean {
  const found = [...tree.containing(needlesOf([spelling])).values()].flat();
  return [...found, ...tree.unreadable()].every(
    (path) => !isAt(path, folder) || (tree.read(path).ok && !holdsSpelling(tree, path, spelling)),
  );
}

/** As the document would list them: `a`, `b` and `c`. */
function listed(paths: readonly string[]): string {
  const quoted = paths.map(code);
  const last = quoted.pop() ?? "";
  return quoted.length === 0 ? last : `${quoted.join(", ")} and ${last}`;
}

/** A code span, with as many backticks around the text as it takes. */
function code(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  const space = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${fence}${space}${text}${space}${fence}`;
}

function compare(a: string | null, b: string | null): number {
  return a === b ? 0 : (a ?? "") < (b ?? "") ? -1 : 1;
}
