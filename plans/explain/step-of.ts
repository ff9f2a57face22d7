import type { Traced } from "../../audits/accounting.ts";
import { followTokens } from "../../audits/follow-tokens.ts";
import { changeSet } from "../../workspace/change-set.ts";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import type { PhaseRun } from "../execute.ts";

/** A step that was run, or the formatting after a phase. */
export interface StepName {
  readonly id: string;
  readonly title: string;
}

/**
 * Says which step of `runs` took an occurrence of `disk` away: the first one after which it is gone
 * for good. `spellings` are those of the name.
 */
export function stepFinder(
  disk: Snapshot,
  runs: readonly PhaseRun[],
  spellings: readonly string[],
): (traced: Traced) => StepName | undefined {
  const states = statesOf(runs).map(({ step, tree }) => ({
    step,
    tree,
    movedTo: movesTo(disk, tree),
    staying: new Map<RepoPath, ReadonlySet<number>>(),
  }));
  type State = (typeof states)[number];

  const stays = ({ path, offset, inName }: Traced, state: State): boolean => {
    const target = state.movedTo.get(path) ?? path;
    if (inName === "file") return target === path && state.tree.has(path);
    if (inName === "folder") return state.tree.paths().some((each) => each.startsWith(`${path}/`));
    if (!state.tree.has(target)) return false;
    let offsets = state.staying.get(path);
    if (!offsets) {
      const { fates } = followTokens(
        disk.text(path) ?? "",
        state.tree.text(target) ?? "",
        spellings,
      );
      offsets = new Set(
        fates.flatMap(({ was, is }) => (typeof is === "string" ? [] : [was.start])),
      );
      state.staying.set(path, offsets);
    }
    return offsets.has(offset);
  };
  return (traced) => {
    const last = states.findLastIndex((state) => stays(traced, state));
    return states[last + 1]?.step;
  };
}

/** The tree after each step that was run, in order. */
function statesOf(
  runs: readonly PhaseRun[],
): readonly { readonly step: StepName; readonly tree: Snapshot }[] {
  return runs
    .filter(({ state }) => state === "pending")
    .flatMap(({ phase, steps, after }) => {
      const trees = steps.map(({ step }, index) => ({
        step,
        tree: steps[index + 1]?.seen ?? after,
      }));
      const format: StepName = { id: `${phase.id}.format`, title: "format what was changed" };
      return [...trees, { step: format, tree: after }];
    });
}

function movesTo(disk: Snapshot, tree: Snapshot): ReadonlyMap<RepoPath, RepoPath> {
  return new Map(
    changeSet(disk, tree).flatMap(({ path, from }) => (from === undefined ? [] : [[from, path]])),
  );
}
