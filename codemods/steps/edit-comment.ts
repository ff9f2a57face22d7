import { z } from "zod";
import { isSourcePath } from "../program/source-path.ts";
import { runTransform } from "../run-transform.ts";
import type { Note, StepKind } from "../step.ts";
import * as editComment from "../transforms/edit-comment.ts";
import { filesIn } from "./files-in.ts";

const onOneLine = z
  .string()
  .trim()
  .regex(/^[^\r\n]+$/, "must be text on one line");

const schema = z
  .strictObject({
    in: z.array(z.string().min(1)).min(1).describe("Globs of the files that may change."),
    replace: z
      .array(z.strictObject({ from: onOneLine, to: onOneLine }))
      .default([])
      .describe(
        "Text that the comments of a file have once, and what they are to say in its stead.",
      ),
    removeLines: z
      .array(onOneLine)
      .default([])
      .describe("Lines that are to go, without indentation and comment marks."),
  })
  .refine(({ replace, removeLines }) => replace.length + removeLines.length > 0, {
    error: "must replace something or remove a line",
  });

type EditCommentParams = z.infer<typeof schema>;

/** The parameters of an `edit-comment` step as a plan gives them. */
export type EditCommentInput = z.input<typeof schema>;

/** Makes comments say something else. */
export const editCommentStep: StepKind<EditCommentParams> = {
  kind: "edit-comment",
  schema,
  title: ({ replace, removeLines }) =>
    [
      ...replace.map(({ from, to }) => `say “${to}” for “${from}” in comments`),
      ...removeLines.map((line) => `take “${line}” out of comments`),
    ].join(", "),
  run: async ({ in: globs, replace, removeLines }, snapshot) => {
    const { paths, notes } = filesIn(snapshot, globs);
    const needles = [...replace.map(({ from }) => from), ...removeLines];
    const holding = snapshot.containing([...needles, ...replace.map(({ to }) => to)]);
    const has = (path: string, text: string) => holding.get(text)?.includes(path) ?? false;
    const sources = paths.filter(isSourcePath);
    const result = await runTransform(
      editComment,
      { replace, removeLines },
      snapshot,
      sources.filter((path) => needles.some((needle) => has(path, needle))),
    );
    const strangers = sources.flatMap((path) =>
      replace
        .filter(({ from, to }) => !has(path, from) && !has(path, to))
        .map(({ from, to }): Note => ({
          code: "not-found",
          severity: "info",
          path,
          line: 1,
          column: 1,
          message: `no comment of this file says “${from}” or “${to}”`,
        })),
    );
    return { ops: result.ops, notes: [...notes, ...result.notes, ...strangers] };
  },
};
