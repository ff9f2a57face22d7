import type { API, FileInfo, Options } from "jscodeshift";
import type { AnyTransform } from "../../codemods/run-transform.ts";
import type { Refactor } from "../../codemods/steps/refactor.ts";
import { listOf, stepOf } from "./build.ts";
import type { Several, StepOptions } from "./build.ts";
import type { StepOf, StepParams } from "./source.ts";

/** What jscodeshift would run on a file: gives the new text, or nothing to leave it as it is. */
export type TransformFunction = (file: FileInfo, api: API, options: Options) => unknown;

/**
 * A jscodeshift transform: the function, the module that has it as its default, a function without
 * parameters that imports that module, or where that module is: a path that begins with a dot, from
 * the plan's file, or the name of a package.
 */
export type TransformGiven = TransformFunction | AnyTransform | (() => Promise<unknown>) | string;

export interface TransformOptions extends StepOptions {
  /** What it does, in words for people; made from the path or the function's name if left out. */
  readonly name?: string | undefined;
  /** Handed on to the transform as they are. */
  readonly options?: Readonly<Record<string, unknown>> | undefined;
  /** Text that a file must hold to be parsed at all. */
  readonly needle?: string | undefined;
  /**
   * What becomes of a place that the transform reports. `manual` (the default): it is left to a
   * person. `blocking`: so it is beside a change of the file, but where the file is left as it was,
   * nothing of the phase may be written.
   */
  readonly reports?: "manual" | "blocking" | undefined;
}

/**
 * Runs a jscodeshift transform, of your own or of a package:
 *
 *     transform("./transforms/logger.ts", "src/**\/*.ts", { options: { level: "info" } })
 *
 * @param files Globs of the files that it is run on.
 */
export function transform(
  given: TransformGiven,
  files: Several,
  { id, name = nameOf(given), ...rest }: TransformOptions = {},
): StepOf<"transform"> {
  return stepOf("transform", { name, module: moduleOf(given), in: listOf(files), ...rest }, { id });
}

/**
 * Runs a function on all files at once; it returns operations and notes, and never writes:
 *
 *     refactor("empty the log", (files) => ({
 *       ops: [{ kind: "write", path: "log.txt", text: "" }],
 *     }))
 *
 * @param name What it does, in words for people.
 */
export function refactor(
  name: string,
  run: Refactor,
  options: StepOptions = {},
): StepOf<"refactor"> {
  return stepOf("refactor", { name, run }, options);
}

/** Of a function that takes a file, the module that would have it as its default. */
function moduleOf(given: TransformGiven): StepParams["transform"]["module"] {
  if (typeof given !== "function") return given;
  if (given.length > 0) return { default: given as TransformFunction };
  return given as () => Promise<unknown>;
}

function nameOf(given: TransformGiven): string {
  if (typeof given === "string") return `transform with ${given}`;
  const own = typeof given === "function" ? given.name : "";
  return own === "" ? "transform of the plan" : `transform with ${own}`;
}
