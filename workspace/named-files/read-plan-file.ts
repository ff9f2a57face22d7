import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { duplicateKeyIn } from "./duplicate-key.ts";
import { UserError } from "../errors.ts";
import { isSystemError, reasonOf } from "../root.ts";

/** Plans are written by people; what is larger is another file. In bytes. */
const MOST_BYTES = 8 * 1024 * 1024;

/** How long a plan that is code may take to load, in milliseconds. */
const LOADING = 30_000;

/** What a plan file holds. */
export interface PlanFile {
  readonly value: unknown;
  /**
   * Imports what the plan names, as its own `import()` would: a path from its file, or a package.
   * Only for a plan that is code itself.
   */
  readonly importModule?: (specifier: string) => Promise<unknown>;
  /** The specifiers of what has been imported that way so far. */
  readonly imported?: ReadonlySet<string>;
}

/** How a plan that is code is loaded. */
export interface PlanLoading {
  /** How long it may take where it waits for something. */
  readonly loadingMs?: number;
  /** Files by the specifiers that stand for them in the plan, whatever is installed beside it. */
  readonly aliases?: Readonly<Record<string, string>>;
}

/**
 * What the plan file `path` (from `folder`) holds: the content of a JSON file, which is never run,
 * or what a TypeScript or JavaScript module exports as `default` or `plan`, which is code and is
 * run. Throws UserError `plan-not-found` or `plan-unreadable`.
 */
export async function readPlanFile(
  path: string,
  folder: string,
  { loadingMs = LOADING, aliases = {} }: PlanLoading = {},
): Promise<PlanFile> {
  const file = resolve(folder, path);
  let text: string;
  try {
    // A pipe would be waited for.
    const stat = statSync(file);
    if (!stat.isFile()) throw unreadable(path, "it is not a file");
    if (stat.size > MOST_BYTES) {
      throw unreadable(path, `it is larger than ${MOST_BYTES / 1024 / 1024} MiB`);
    }
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof UserError) throw error;
    const absent = isSystemError(error) && error.code === "ENOENT";
    throw absent
      ? new UserError(
          "plan-not-found",
          `there is no plan ${JSON.stringify(path)}: it is neither a built-in plan nor a file (looked for ${file}).`,
        )
      : unreadable(path, reasonOf(error));
  }
  if (path.endsWith(".json")) return { value: fromJson(text, path) };
  const { createJiti } = await import("jiti");
  // Nothing is kept on disk: what only looks must not leave anything behind.
  const jiti = createJiti(pathToFileURL(file).href, {
    interopDefault: false,
    fsCache: false,
    alias: { ...aliases },
  });
  const value = await fromModule(() => jiti.import(file), path, loadingMs);
  const imported = new Set<string>();
  const importModule = (specifier: string): Promise<unknown> => {
    imported.add(specifier);
    return jiti.import(specifier);
  };
  return { value, importModule, imported };
}

function fromJson(text: string, path: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new UserError("plan-unreadable", `the plan ${path} is not JSON: ${reasonOf(error)}`);
  }
  const twice = duplicateKeyIn(text);
  if (twice !== undefined) {
    throw new UserError(
      "plan-unreadable",
      `the plan ${path} has ${twice} twice, and only one of them can count. Remove the other.`,
    );
  }
  return value;
}

async function fromModule(
  load: () => Promise<unknown>,
  path: string,
  loadingMs: number,
): Promise<unknown> {
  let module: unknown;
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_resolve, reject) => {
    const why = `it has not finished loading after ${loadingMs / 1000} s`;
    timer = setTimeout(() => reject(new Error(why)), loadingMs);
  });
  try {
    module = await Promise.race([load(), tooLong]);
  } catch (error) {
    throw new UserError("plan-unreadable", `could not load the plan ${path}: ${reasonOf(error)}`);
  } finally {
    clearTimeout(timer);
  }
  const exported = module as { readonly default?: unknown; readonly plan?: unknown } | undefined;
  const plan = exported?.default ?? exported?.plan;
  if (plan === undefined) {
    throw new UserError(
      "plan-unreadable",
      `the plan ${path} exports no plan. Export it as \`default\` or as \`plan\`.`,
    );
  }
  return plan;
}

function unreadable(path: string, why: string): UserError {
  return new UserError("plan-unreadable", `could not read the plan ${path}: ${why}.`);
}
