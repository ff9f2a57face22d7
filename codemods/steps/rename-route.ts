import { z } from "zod";
import type { StepKind } from "../step.ts";
import { identifier, root, route, routeWords } from "./fields.ts";

/** The parameters of a `rename-route` step. */
export interface RenameRouteParams {
  /** The module that puts the routers together; found by itself if left out. */
  readonly root?: string | undefined;
  /** Router variable, then keys: `appRouter.posts`. */
  readonly route: string;
  /** Its new last key: `articles`. */
  readonly to: string;
  /**
   * `rename` (the default): the module takes the new key into its file name where that speaks of
   * the old one. `keep`: it stays where it is.
   */
  readonly module?: "rename" | "keep" | undefined;
  /** The new name of the module's export; made from the key if left out. */
  readonly exportName?: string | undefined;
  /** What the router's doc comment says of the route; its present words if left out. */
  readonly description?: string | undefined;
  /** As for `move-route`. */
  readonly logTag?: string | undefined;
}

/** Renames a tRPC route where it is, its module and export included; see `moveRoute`. */
export const renameRoute: StepKind<RenameRouteParams> = {
  kind: "rename-route",
  schema: z.strictObject({
    root,
    route: route.describe("Router variable, then keys: `appRouter.posts`."),
    to: identifier.describe("Its new last key: `articles`."),
    module: z
      .enum(["rename", "keep"])
      .optional()
      .describe(
        "`rename` (the default): the module's file name takes the new key where it speaks of the old one. `keep`: it stays.",
      ),
    ...routeWords,
  }),
  title: ({ route, to }) => `rename the route ${route} to ${to}`,
  run: async ({ route, to, module = "rename", root, ...rest }, snapshot) => {
    const { withRoot } = await import("./find-root.ts");
    const { run } = await import("./move-route/run.ts");
    const renamed = [...route.split(".").slice(0, -1), to].join(".");
    const move = { ...rest, from: route, to: renamed, followModule: module === "rename" };
    return await withRoot(root, [route], snapshot, (found) =>
      run({ ...move, root: found }, snapshot),
    );
  },
};
