import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { UserError } from "./errors.ts";
import { isSystemError, reasonOf } from "./root.ts";

/**
 * The value that the plan file `path` (from `folder`) holds: the content of a JSON file, which is
 * never run, or what a TypeScript or JavaScript module exports as `default` or `plan`, which is
 * code and is run. Throws UserError `plan-not-found` or `plan-unreadable`.
 */
export async function readPlanFile(path: string, folder: string): Promise<unknown> {
  const file = resolve(folder, path);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const absent = isSystemError(error) && error.code === "ENOENT";
    throw absent
      ? new UserError(
          "plan-not-found",
          `there is no plan ${JSON.stringify(path)}: it is neither a built-in plan nor a file (looked for ${file}).`,
        )
      : new UserError("plan-unreadable", `could not read the plan ${path}: ${reasonOf(error)}`);
  }
  return path.endsWith(".json") ? fromJson(text, path) : await fromModule(file, path);
}

function fromJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError("plan-unreadable", `the plan ${path} is not JSON: ${reasonOf(error)}`);
  }
}

async function fromModule(file: string, path: string): Promise<unknown> {
  const { createJiti } = await import("jiti");
  let module: unknown;
  try {
    module = await createJiti(pathToFileURL(file).href).import(file);
  } catch (error) {
    throw new UserError("plan-unreadable", `could not load the plan ${path}: ${reasonOf(error)}`);
  }
  const exported = module as { readonly default?: unknown; readonly plan?: unknown };
  const plan = exported.default ?? exported.plan;
  if (plan === undefined) {
    throw new UserError(
      "plan-unreadable",
      `the plan ${path} exports no plan. Export it as \`default\` or as \`plan\`.`,
    );
  }
  return plan;
}
