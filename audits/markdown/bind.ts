import { bindCriterion } from "../criterion.ts";
import type { Criterion, Verdict } from "../criterion.ts";
import { kindNamed } from "./compiled-kinds.ts";
import type { DocumentCriterion } from "./document.ts";

/**
 * The criterion that `demand` stands for. `path` is the document's in the target; undefined if it
 * lies elsewhere. What the document could not say clearly enough is in the verdict's message.
 */
export function bindDemand(
  demand: DocumentCriterion,
  at: Pick<Criterion, "id" | "phase" | "afterCommands">,
  path: string | undefined,
): Criterion {
  const bound = bindCriterion(kindNamed(demand.kind), demand.params, at);
  const { line, box, problem } = demand;
  const placed: Criterion = {
    ...bound,
    ...(path !== undefined && { source: { path, line } }),
    ...(box && { ticked: box.ticked }),
  };
  if (problem !== undefined) {
    const { catches: _, ...rest } = placed;
    const verdict: Verdict = { status: "error", scanned: 0, hits: [], message: problem };
    return { ...rest, needles: [], evaluate: async () => verdict };
  }
  const remarks = remarksOn(demand);
  if (remarks.length === 0) return placed;
  return {
    ...placed,
    evaluate: async (snapshot, context) => {
      const verdict = await bound.evaluate(snapshot, context);
      const said = verdict.message === undefined ? [] : [verdict.message];
      return { ...verdict, message: [...said, ...remarks].join("\n") };
    },
  };
}

function remarksOn({ exception, remark, params }: DocumentCriterion): readonly string[] {
  const undefinedOne = exception !== undefined && params["except"] === undefined;
  return [
    ...(undefinedOne
      ? [`the exception '${exception}' is not defined in a machine-readable way; enforced strictly`]
      : []),
    ...(remark === undefined ? [] : [remark]),
  ];
}
