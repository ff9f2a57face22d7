import { executePhases } from "../../plans/execute.ts";
import { loadPlan, selectPhases } from "../../plans/load.ts";
import { changeSet } from "../../workspace/change-set.ts";
import type { ChangeSet } from "../../workspace/change-set.ts";
import { loadSnapshot } from "../../workspace/load.ts";

/** What both phases of the built-in plan change below `root`. */
export async function builtInChange(root: string): Promise<ChangeSet> {
  const phases = selectPhases(await loadPlan("connections", root), ["1", "2"]);
  const { snapshot } = await loadSnapshot(root);
  const last = (await executePhases(phases, snapshot)).at(-1);
  if (!last) throw new Error("no phase was run");
  return changeSet(snapshot, last.after);
}
