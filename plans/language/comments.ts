import { listOf, stepOf } from "./build.ts";
import type { Several, StepOptions } from "./build.ts";
import type { StepOf } from "./source.ts";

export interface EditCommentOptions extends StepOptions {
  /** Text that the comments of a file have once, and what they are to say in its stead. */
  readonly replace?: Readonly<Record<string, string>> | undefined;
  /** Lines that are to go, without indentation and comment marks. */
  readonly removeLines?: readonly string[] | undefined;
}

/**
 * Makes comments say something else:
 *
 *     editComment("src/schema/*.ts", { replace: { "belongs to a post": "belongs to an article" } })
 *
 * @param files Globs of the files that may change.
 */
export function editComment(
  files: Several,
  { id, replace = {}, removeLines = [] }: EditCommentOptions,
): StepOf<"edit-comment"> {
  const pairs = Object.entries(replace).map(([from, to]) => ({ from, to }));
  const params = { in: listOf(files), replace: pairs, removeLines: [...removeLines] };
  return stepOf("edit-comment", params, { id });
}

export interface RemoveCommentOptions extends StepOptions {
  /** Globs of the files that may change. */
  readonly in: Several;
  /** `exact` (the default): the comment says this and nothing else. `includes`: it holds it. */
  readonly mode?: "exact" | "includes" | undefined;
}

/** Removes comments by what they say: `removeComment("was postId", { in: "src/**" })`. */
export function removeComment(
  text: string,
  { id, in: files, ...options }: RemoveCommentOptions,
): StepOf<"remove-comment"> {
  return stepOf("remove-comment", { text, in: listOf(files), ...options }, { id });
}
