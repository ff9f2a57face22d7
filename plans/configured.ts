import { extname, join, resolve } from "node:path";
import { UserError } from "../workspace/errors.ts";
import { CONFIG_KEY } from "../workspace/named-files/find-config.ts";
import type { FoundConfig } from "../workspace/named-files/find-config.ts";
import { isRecord } from "./is-record.ts";
import { builtInNames, compileFile, isDataFile, loadPlan, readPlan } from "./load.ts";
import type { Plan } from "./plan.ts";

/** A plan that was found, and where it is written down. */
export interface ConfiguredPlan {
  readonly plan: Plan;
  /** The plan's own file, absolute; undefined for a built-in one. */
  readonly file: string | undefined;
}

/**
 * The plan of a config: the one that it is, or the one that it names, as text or as `plan`, from its
 * folder. What is JSON names no code, so that nothing is run where nobody has written code.
 * Throws what loadPlan throws, and UserError `config-names-code`.
 */
export async function loadConfigured(config: FoundConfig): Promise<ConfiguredPlan> {
  const { file, folder, inPackage } = config;
  const read = inPackage ?? (await readPlan(file));
  const name = namedIn(read.value);
  const shown = inPackage ? `${file} (its key ${CONFIG_KEY})` : file;
  if (name === undefined) return { plan: compileFile(read, shown), file };
  const isBuiltIn = builtInNames.includes(name);
  const isData = inPackage !== undefined || extname(file) === ".json";
  if (isData && !isBuiltIn && !isDataFile(name)) {
    throw new UserError(
      "config-names-code",
      `${shown} names the plan ${name}, which is code, and JSON runs none. Make the config conn-codemod.config.ts, with \`export { default } from ${JSON.stringify(`./${join(name)}`)}\`, or name the plan with --plan.`,
    );
  }
  return {
    plan: await loadPlan(name, folder),
    file: isBuiltIn ? undefined : resolve(folder, name),
  };
}

/** The plan that a config names, if it is no plan itself. */
function namedIn(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (!isRecord(value) || typeof value["plan"] !== "string") return undefined;
  return Object.keys(value).every((key) => key === "plan" || key === "$schema")
    ? value["plan"]
    : undefined;
}
