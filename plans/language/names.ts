import { listOf, stepOf } from "./build.ts";
import type { Several, StepOptions } from "./build.ts";
import type { StepOf } from "./source.ts";

export interface RenameNameOptions extends StepOptions {
  /** Globs of the files that may change. */
  readonly in: Several;
  /** The new name of a symbol for which the first one is taken. */
  readonly otherwise?: string | undefined;
  /** Whether comments follow the code; they do if left out. */
  readonly comments?: boolean | undefined;
}

/**
 * Renames all symbols of a name in some files, with the Pascal form and the setter of the name:
 *
 *     renameName("postId", "articleId", { in: "apps/web/src/**" })
 */
export function renameName(
  from: string,
  to: string,
  { id, in: files, ...options }: RenameNameOptions,
): StepOf<"rename-name"> {
  return stepOf("rename-name", { from, to, in: listOf(files), ...options }, { id });
}

export interface RenameExportOptions extends StepOptions {
  /** Globs of the files that may change; all of them if left out. */
  readonly in?: Several | undefined;
  /** Whether comments of the files that use it follow; they do if left out. */
  readonly comments?: boolean | undefined;
}

/**
 * Renames what a module exports and whatever imports it, but nothing else of the same name:
 *
 *     renameExport("src/lib/format.ts", "formatPost", "formatArticle")
 *
 * @param module The file that declares it.
 */
export function renameExport(
  module: string,
  from: string,
  to: string,
  { id, in: files, ...options }: RenameExportOptions = {},
): StepOf<"rename-export"> {
  const inside = files === undefined ? {} : { in: listOf(files) };
  return stepOf("rename-export", { module, from, to, ...inside, ...options }, { id });
}

/**
 * Moves a file and repoints every specifier to it and in it:
 *
 *     moveModule("src/lib/posts.ts", "src/articles/index.ts")
 */
export function moveModule(
  from: string,
  to: string,
  options: StepOptions = {},
): StepOf<"move-module"> {
  return stepOf("move-module", { from, to }, options);
}
