import picomatch from "picomatch";
import { z } from "zod";
import { isSourcePath } from "../program/source-path.ts";
import { runTransform } from "../run-transform.ts";
import type { StepKind } from "../step.ts";
import * as removeComment from "../transforms/remove-comment.ts";

export interface RemoveCommentParams {
  /** What the comment says, without its marks. */
  readonly text: string;
  /** `exact` (the default): the comment says this and nothing else. `includes`: among other things. */
  readonly mode?: "exact" | "includes" | undefined;
  /** Globs of the files that may change. */
  readonly in: readonly string[];
}

/** Removes comments by what they say. */
export const removeCommentStep: StepKind<RemoveCommentParams> = {
  kind: "remove-comment",
  schema: z.strictObject({
    text: z.string().trim().min(1).describe("What the comment says, without its marks."),
    mode: z
      .enum(["exact", "includes"])
      .optional()
      .describe(
        "`exact` (the default): the comment says this and nothing else. `includes`: it holds it.",
      ),
    in: z.array(z.string().min(1)).min(1).describe("Globs of the files that may change."),
  }),
  title: ({ text }) => `remove the comment “${text}”`,
  run: async ({ text, mode, in: globs }, snapshot) => {
    const exact = new Set(globs);
    const matches = picomatch([...globs], { dot: true, nonegate: true });
    const paths = (snapshot.containing([text]).get(text) ?? []).filter(
      (path) => isSourcePath(path) && (exact.has(path) || matches(path)),
    );
    return await runTransform(removeComment, { text, mode }, snapshot, paths);
  },
};
