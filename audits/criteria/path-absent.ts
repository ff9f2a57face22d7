import { z } from "zod";
import type { CriterionKind } from "../criterion.ts";
import { filesAt, isAt, literalPath } from "../places.ts";
import { counted, listed, places } from "./fields.ts";

export interface PathAbsent {
  /** Files and folders, literal. */
  readonly paths: readonly string[];
}

/** Holds if none of some files and folders is there. */
export const pathAbsent: CriterionKind<PathAbsent> = {
  kind: "path-absent",
  schema: z.strictObject({ paths: places }),
  title: ({ paths }) => `${listed(paths)} ${paths.length === 1 ? "does" : "do"} not exist`,
  catches: ({ paths }) => {
    const places = paths.map((path) => literalPath(path) ?? path);
    return (path) => places.some((place) => isAt(path, place));
  },
  evaluate: async ({ paths }, snapshot) => {
    // From an empty tree everything is absent: that is a wrong folder, not a success.
    if (snapshot.paths().length === 0) {
      return { status: "error", scanned: 0, hits: [], message: "there are no files at all" };
    }
    const hits = paths
      .map((path) => literalPath(path) ?? path)
      .flatMap((path) => {
        const files = filesAt(path, snapshot);
        if (files.length === 0) return [];
        const text = snapshot.has(path) ? path : `${path}/ (${counted(files.length, "file")})`;
        return [{ path, line: 1, column: 1, text, context: "path" as const }];
      });
    return { status: hits.length === 0 ? "pass" : "fail", scanned: paths.length, hits };
  },
};
