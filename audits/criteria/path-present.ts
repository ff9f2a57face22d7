import { z } from "zod";
import type { CriterionKind } from "../criterion.ts";
import { filesAt, literalPath, nearestPath } from "../places.ts";
import { listed, places } from "./fields.ts";

export interface PathPresent {
  /** Files and folders, literal; a folder is there if a file is in it. */
  readonly paths: readonly string[];
}

/** Holds if all of some files and folders are there. */
export const pathPresent: CriterionKind<PathPresent> = {
  kind: "path-present",
  schema: z.strictObject({ paths: places.describe("Files and folders, literal.") }),
  title: ({ paths }) => `${listed(paths)} ${paths.length === 1 ? "exists" : "exist"}`,
  evaluate: async ({ paths }, snapshot) => {
    if (snapshot.paths().length === 0) {
      return { status: "error", scanned: 0, hits: [], message: "there are no files at all" };
    }
    const hits = paths
      .map((path) => literalPath(path) ?? path)
      .filter((path) => filesAt(path, snapshot).length === 0)
      .map((path) => {
        const nearest = nearestPath(path, snapshot);
        const text = nearest === undefined ? path : `${path} (the nearest there is: ${nearest})`;
        return { path, line: 1, column: 1, text, context: "path" as const };
      });
    return { status: hits.length === 0 ? "pass" : "fail", scanned: paths.length, hits };
  },
};
