import { isRecord } from "./is-record.ts";

/**
 * `source` with functions that import them in the place of the modules that its transforms name. It
 * must be a plan that is code: one in JSON names nothing that could be run.
 */
export function withModules(
  source: unknown,
  importModule: (specifier: string) => Promise<unknown>,
): unknown {
  const step = (each: unknown): unknown => {
    if (!isRecord(each) || each["kind"] !== "transform" || !isRecord(each["params"])) return each;
    const module = each["params"]["module"];
    if (typeof module !== "string") return each;
    return { ...each, params: { ...each["params"], module: () => importModule(module) } };
  };
  const steps = (owner: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
    Array.isArray(owner["steps"]) ? { ...owner, steps: owner["steps"].map(step) } : owner;
  if (!isRecord(source)) return source;
  const phases = source["phases"];
  if (!Array.isArray(phases)) return steps(source);
  return { ...steps(source), phases: phases.map((each) => (isRecord(each) ? steps(each) : each)) };
}
