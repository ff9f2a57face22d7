import { z } from "zod";
import type { StepKind } from "../step.ts";
import { root, route } from "./fields.ts";
import type { DeleteRouteParams } from "./delete-route/params.ts";

/** Takes a route that nothing calls out of its router, with its import, doc line and module. */
export const deleteRoute: StepKind<DeleteRouteParams> = {
  kind: "delete-route",
  schema: z.strictObject({
    root,
    route: route.describe("Router variable, then keys: `appRouter.posts`."),
    module: z
      .enum(["delete", "keep"])
      .optional()
      .describe("`delete`: the router's module goes too, if its router has no procedures."),
  }),
  title: ({ route }) => `delete the route ${route}`,
  run: async (params, snapshot) => {
    const { withRoot } = await import("./find-root.ts");
    const { run } = await import("./delete-route/run.ts");
    return await withRoot(params.root, [params.route], snapshot, (root) =>
      run({ ...params, root }, snapshot),
    );
  },
};
