import { z } from "zod";
import { UserError } from "../../workspace/errors.ts";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { runTransform } from "../run-transform.ts";
import type { AnyTransform } from "../run-transform.ts";
import type { Note, StepKind, StepResult } from "../step.ts";
import { filesIn } from "./files-in.ts";

export interface TransformParams {
  /** What it does, in words for people. */
  readonly name: string;
  /** A jscodeshift transform, as `import * as` gives it, or what imports it when it is needed. */
  readonly module: AnyTransform | (() => Promise<unknown>);
  /** Handed on to the transform as they are. */
  readonly options?: Readonly<Record<string, unknown>> | undefined;
  /** Globs of the files that it is run on. */
  readonly in: readonly string[];
  /** Text that a file must hold to be parsed at all. */
  readonly needle?: string | undefined;
  /**
   * What becomes of a place that the transform reports. `manual` (the default): it is left to a
   * person. `blocking`: so it is beside a change of the file, but where the file is left as it was,
   * nothing of the phase may be written.
   */
  readonly reports?: "manual" | "blocking" | undefined;
}

/** Runs a transform of the plan's own on files. */
export const transformStep: StepKind<TransformParams> = {
  kind: "transform",
  schema: z.strictObject({
    name: z.string().trim().min(1),
    module: z.custom<TransformParams["module"]>(
      (value) => typeof value === "function" || transformIn(value) !== undefined,
      {
        error:
          "must be a jscodeshift transform with a default function, or a function that imports one; only a plan in TypeScript or JavaScript can hold it",
      },
    ),
    options: z.record(z.string(), z.unknown()).optional(),
    in: z.array(z.string().min(1)).min(1),
    needle: z.string().min(1).optional(),
    reports: z.enum(["manual", "blocking"]).optional(),
  }),
  title: ({ name }) => name,
  run: async (params, snapshot) => {
    const { paths, notes } = filesIn(snapshot, params.in);
    const { needle } = params;
    const holding = needle === undefined ? undefined : snapshot.containing([needle]).get(needle);
    const wanted = paths.filter((path) => holding?.includes(path) ?? true);
    if (wanted.length === 0) return { ops: [], notes };
    const transform = await load(params);
    const results: StepResult[] = [{ ops: [], notes }];
    for (const path of wanted) results.push(await runOn(path, transform, params, snapshot));
    return {
      ops: results.flatMap(({ ops }) => ops),
      notes: results.flatMap((result) => result.notes),
    };
  },
};

async function runOn(
  path: RepoPath,
  transform: AnyTransform,
  { name, options, reports }: TransformParams,
  snapshot: Snapshot,
): Promise<StepResult> {
  try {
    const result = await runTransform(transform, options ?? {}, snapshot, [path]);
    if (reports !== "blocking" || result.ops.length > 0) return result;
    const notes = result.notes.map((note): Note => ({ ...note, severity: "blocking" }));
    return { ops: [], notes };
  } catch (error) {
    const message = `the transform “${name}” failed on this file: ${error instanceof Error ? error.message : String(error)}`;
    const note: Note = {
      code: "transform-failed",
      severity: "blocking",
      path,
      line: 1,
      column: 1,
      message,
    };
    return { ops: [], notes: [note] };
  }
}

/** Throws UserError `no-transform` where what the plan imports is none. */
async function load({ name, module }: TransformParams): Promise<AnyTransform> {
  let loaded: unknown = module;
  if (typeof module === "function") {
    try {
      loaded = await module();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new UserError("no-transform", `could not load the transform “${name}”: ${message}`);
    }
  }
  const found = transformIn(loaded);
  if (found) return found;
  throw new UserError(
    "no-transform",
    `what the plan loads as the transform “${name}” is none: it must export a default function that jscodeshift would run.`,
  );
}

/** The transform that a module is, or that a compiled or CommonJS module has as its default. */
function transformIn(value: unknown, depth = 0): AnyTransform | undefined {
  if (typeof value === "function") return { default: (...args) => value(...args) };
  if (typeof value !== "object" || value === null || !("default" in value)) return undefined;
  if (typeof value.default !== "function") {
    return depth < 2 ? transformIn(value.default, depth + 1) : undefined;
  }
  // What `import()` makes of CommonJS has the exported function as its default, and the parser on it.
  const { parser } = { ...value.default, ...value } as { parser?: AnyTransform["parser"] };
  const run = value.default;
  return { default: (...args) => run(...args), ...(parser !== undefined && { parser }) };
}
