import { resolve } from "node:path";
import { isDataFile } from "../../plans/load.ts";
import type { Io } from "../io.ts";
import type { Options } from "../options.ts";
import type { Target } from "./command.ts";
import type { Location } from "./locate-target.ts";
import type { Rests } from "./outcome.ts";

/** What `target` and its plan were made of; undefined if the plan is code that may read anything. */
export async function restsOf(
  target: Target,
  { config }: Location,
  options: Options,
  io: Io,
): Promise<Rests | undefined> {
  const { plan, source, root, snapshot, unlisted } = target;
  const ofPlan = await filesOfPlan(target, config?.file);
  if (!ofPlan) return undefined;
  // As the plan names it; one in the target goes by where that leads once it is read.
  const documents = source.document ? [resolve(root, source.document.path)] : [];
  const inTarget = plan.document?.read?.inTarget === true;
  const baseline = options.baseline === undefined ? [] : [resolve(io.cwd, options.baseline)];
  return {
    files: [...ofPlan, ...(inTarget ? [] : documents), ...baseline],
    listed: inTarget ? documents : [],
    unlisted,
    asked: () => snapshot.asked(),
  };
}

/** The files of the plan and of the config that names it. */
async function filesOfPlan(
  { source, planFile }: Target,
  config: string | undefined,
): Promise<readonly string[] | undefined> {
  const files = new Set<string>();
  for (const file of [planFile, config]) {
    if (file === undefined) continue;
    files.add(file);
    if (isDataFile(file)) continue;
    const { filesOfCode } = await import("../../plans/code-files.ts");
    const all = await filesOfCode(file, file === planFile ? source.imported : []);
    if (!all) return undefined;
    for (const each of all) files.add(each);
  }
  return [...files];
}
