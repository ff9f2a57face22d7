import { isRecord } from "./is-record.ts";

/** What a plan of one phase has beside its head. */
const BODY = ["requires", "steps", "criteria", "commands"] as const;

/** A plan as all of them are checked, and how its fields are called where the author wrote them. */
export interface NormalForm {
  readonly plan: unknown;
  /** Of a field of `plan`, that of the author's plan. */
  written(field: readonly (string | number)[]): readonly (string | number)[];
}

/**
 * `source` with phases: a plan that has steps, criteria and the like instead becomes one of the one
 * phase `1`, with the plan's title, and a plan that has a document alone one without phases.
 */
export function normalForm(source: unknown): NormalForm {
  if (!isRecord(source) || source["phases"] !== undefined) {
    return { plan: source, written: (field) => field };
  }
  const { phases: _, ...rest } = source;
  const head: Record<string, unknown> = rest;
  const own = BODY.filter((key) => key in head);
  if (own.length === 0) {
    const plan = "document" in head ? { ...head, phases: [] } : head;
    return { plan, written: (field) => field };
  }
  const body = Object.fromEntries(own.map((key) => [key, head[key]]));
  for (const key of own) delete head[key];
  return {
    plan: { ...head, phases: [{ id: "1", title: head["title"], ...body }] },
    written: (field) => (field[0] === "phases" && field[1] === 0 ? field.slice(2) : field),
  };
}
