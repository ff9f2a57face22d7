/**
 * What the types of a plan take and refuse. Nothing runs this: `tsc` fails where a line below
 * `@ts-expect-error` is no error.
 */
import {
  command,
  definePlan,
  migration,
  moveRoute,
  refactor,
  renameName,
  transform,
  zeroReferences,
} from "../../plans/language/index.ts";
import type { PlanSource, PlanStep } from "../../plans/language/index.ts";

const head = { id: "a", title: "A" };

definePlan({ ...head, steps: [moveRoute("a.b", "c.d")], criteria: [command(["tsc", "-b"])] });
definePlan({ ...head, phases: [{ id: "1", title: "One", steps: [moveRoute("a.b", "c.d")] }] });
definePlan({ ...head, steps: [{ kind: "move-module", params: { from: "a", to: "b" } }] });
definePlan({ ...head, document: { path: "docs/plan.md" } });

// @ts-expect-error: a plan has a title
definePlan({ id: "a", steps: [] });
// @ts-expect-error: there is no such kind
definePlan({ ...head, steps: [{ kind: "move-rout", params: { from: "a.b", to: "c.d" } }] });
// @ts-expect-error: the parameters are those of another kind
definePlan({ ...head, steps: [{ kind: "drop-table", params: { from: "a.b", to: "c.d" } }] });
// @ts-expect-error: a criterion is no step
definePlan({ ...head, steps: [zeroReferences("a", "b")] });
// @ts-expect-error: a step is no criterion
definePlan({ ...head, criteria: [moveRoute("a.b", "c.d")] });
// @ts-expect-error: phases or steps, not both
definePlan({ ...head, phases: [{ id: "1", title: "One" }], steps: [] });

// @ts-expect-error: a route goes somewhere
moveRoute("a.b");
// @ts-expect-error: there is no such option
moveRoute("a.b", "c.d", { modul: "src/d.ts" });
// @ts-expect-error: it has to say in which files
renameName("a", "b");
// @ts-expect-error: there is nothing of that sort to drop
migration("db", [{ drop: "view", name: "a" }]);

transform((file, { j }) => j(file.source).toSource(), "src/**");
transform(() => import("../../codemods/transforms/remove-comment.ts"), "src/**");
// @ts-expect-error: it has to say on which files
transform("./a.ts");

refactor("a", (files) => ({ ops: files.paths().map((path) => ({ kind: "delete", path })) }));
// @ts-expect-error: there is no such operation
refactor("a", () => ({ ops: [{ kind: "remove", path: "a" }] }));

export const step: PlanStep = moveRoute("a.b", "c.d");
export const plan: PlanSource = definePlan({ ...head, steps: [step] });
