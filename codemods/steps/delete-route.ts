import { z } from "zod";
import type { StepKind } from "../step.ts";
import type { DeleteRouteParams } from "./delete-route/params.ts";

/** Takes a route that nothing calls out of its router, with its import, doc line and module. */
export const deleteRoute: StepKind<DeleteRouteParams> = {
  kind: "delete-route",
  schema: z.strictObject({
    root: z.string().min(1),
    route: z
      .string()
      .regex(
        /^[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)+$/,
        "must be a router and a key: `appRouter.posts`",
      ),
    module: z.enum(["delete", "keep"]).optional(),
  }),
  title: ({ route }) => `delete the route ${route}`,
  run: async (params, snapshot) => (await import("./delete-route/run.ts")).run(params, snapshot),
};
