import { basename, dirname, extname, join, relative, resolve, sep } from "node:path";
import { UserError } from "../../workspace/errors.ts";
import { findConfig } from "../../workspace/named-files/find-config.ts";
import { checkOutputFile, outputFileExists } from "../../workspace/named-files/output-file.ts";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Options } from "../options.ts";
import type { Io } from "../io.ts";

/** Where a new plan goes. */
export interface NewPlanFiles {
  /** Absolute. */
  readonly plan: string;
  readonly isCode: boolean;
  /** The document, and its path from the root; undefined if the plan is not put into the target. */
  readonly document: { readonly file: string; readonly path: RepoPath } | undefined;
  /** How the plan's file names the JSON Schema of plans. */
  readonly schema: string;
  /** How a command is told of the plan: `""` if it finds it by itself. */
  readonly argument: string;
}

const CONFIG = "conn-codemod.config";

/**
 * The files of the new plan of the target at `root` (absolute). Throws UserError `usage`,
 * `file-exists` unless they may be written over, `output-failed`, and what findConfig throws.
 */
export function filesFor(root: string, { output, force }: Options, io: Io): NewPlanFiles {
  const plan = output === undefined ? join(root, `${CONFIG}.json`) : resolve(io.cwd, output);
  const ending = extname(plan);
  if (![".json", ".ts", ".mts"].includes(ending)) {
    throw new UserError(
      "usage",
      `--output ${output ?? ""} has to end in .json, or in .ts for a plan in TypeScript.`,
    );
  }
  const stem = basename(plan, ending);
  const place = pathIn(
    root,
    join(dirname(plan), `${stem === CONFIG ? "conn-codemod.plan" : stem}.md`),
  );
  const document = place === undefined ? undefined : { file: join(root, place), path: place };
  for (const file of [plan, document?.file]) {
    if (file === undefined) continue;
    checkOutputFile(file);
    if (!force && outputFileExists(file)) {
      throw new UserError(
        "file-exists",
        `there is a file ${file} already, and it is not written over. Pass --output for another one, or --force.`,
      );
    }
  }
  const isConfig = stem === CONFIG && dirname(plan) === root;
  const found = isConfig ? findConfig(root) : undefined;
  if (found && found.folder === root && found.file !== plan) {
    throw new UserError(
      "file-exists",
      `this repository has a plan of its own already: ${found.file}. Pass --output, such as --output plans/new.json.`,
    );
  }
  const schema = relative(dirname(plan), join(root, "node_modules/conn-codemod/plan.schema.json"));
  return {
    plan,
    isCode: ending !== ".json",
    document,
    schema: schema.startsWith("..") ? posix(schema) : `./${posix(schema)}`,
    argument: isConfig ? "" : ` ${posix(relative(io.cwd, plan) || plan)}`,
  };
}

/** The path of a file from the root; undefined if it lies elsewhere. */
function pathIn(root: string, file: string): RepoPath | undefined {
  const path = posix(relative(root, file));
  return path === "" || path.startsWith("../") || path === ".." || resolve(root, path) !== file
    ? undefined
    : path;
}

function posix(path: string): string {
  return path.split(sep).join("/");
}
