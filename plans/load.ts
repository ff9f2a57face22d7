import { basename, extname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { readPlanFile } from "../workspace/named-files/read-plan-file.ts";
import type { PlanFile } from "../workspace/named-files/read-plan-file.ts";
import { UserError } from "../workspace/errors.ts";
import { compilePlan } from "./compile.ts";
import { didYouMean } from "./problems.ts";
import type { Phase, Plan } from "./plan.ts";
import type { PlanSource } from "./language/source.ts";

const BUILT_IN: Readonly<Record<string, () => Promise<PlanSource>>> = {
  connections: async () => (await import("./connections/index.ts")).connections,
};

/** The plan to run where nobody names one. */
export const DEFAULT_PLAN = "connections";

/** Endings of a file that is a plan document itself. */
const DOCUMENTS = [".md", ".markdown"];

/** Whether a plan in a file of this name is data: it is read, and never run. */
export function isDataFile(name: string): boolean {
  return [".json", ...DOCUMENTS].includes(extname(name).toLowerCase());
}

/** What a plan can be called without being a file. */
export const builtInNames: readonly string[] = Object.keys(BUILT_IN);

/**
 * The built-in plan `name`, or the one in the file `name` (from `folder`; see readPlanFile). A
 * Markdown file is a plan without steps, the criteria of which are still to be read (see
 * readDocument). Throws UserError `plan-not-found`, `plan-unreadable` or `invalid-plan`.
 */
export async function loadPlan(name: string, folder: string): Promise<Plan> {
  if (DOCUMENTS.includes(extname(name).toLowerCase())) return planOfDocument(name, folder);
  const builtIn = Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name] : undefined;
  if (builtIn) return compilePlan(await builtIn(), `the built-in plan ${name}`);
  return compileFile(await readPlan(name, folder), name);
}

/** What the plan file `path` holds; see readPlanFile. */
export async function readPlan(path: string, folder = ""): Promise<PlanFile> {
  try {
    return await readPlanFile(path, folder, { aliases: ALIASES });
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== "plan-not-found") throw error;
    throw new UserError(error.code, `${error.message}${didYouMean(path, builtInNames)}`);
  }
}

/** The plan that a file holds; `from` says in messages where it was read. */
export function compileFile({ value, importModule, imported }: PlanFile, from: string): Plan {
  return { ...compilePlan(value, from, importModule), ...(imported && { imported }) };
}

/** This package under its own name: a plan needs no installed one, and gets no other version. */
const ALIASES = { "conn-codemod": besideThis("language/index") };

/** A file of this package, as source or built. */
function besideThis(module: string): string {
  const ending = extname(new URL(import.meta.url).pathname);
  return fileURLToPath(new URL(`${module}${ending}`, import.meta.url));
}

function planOfDocument(name: string, folder: string): Plan {
  const id = idFrom(basename(name, extname(name)));
  // Its title is the document's, which is not read yet.
  const document = { path: resolve(folder, name), optional: false };
  return { id, title: "", phases: [], names: [], allow: [], document };
}

/** How long the id of a plan may be, in characters. */
const LONGEST_ID = 100;

/** The id of a plan in a file of this name, in kebab case: a date before it is no part of it. */
function idFrom(name: string): string {
  const words = name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  const id = words
    .replace(/^[^a-z]+/, "")
    .slice(0, LONGEST_ID)
    .replace(/-+$/, "");
  return id === "" ? "document" : id;
}

/**
 * The phases with `ids`, in the plan's order; without ids, those that are not marked as skipped.
 * Throws UserError `unknown-phase`.
 */
export function selectPhases(plan: Plan, ids: readonly string[]): readonly Phase[] {
  const unknown = ids.filter((id) => !plan.phases.some((phase) => phase.id === id));
  if (unknown.length > 0) {
    const all = plan.phases.map((phase) => phase.id);
    const known = all.join(", ");
    const meant = didYouMean(unknown[0] ?? "", all);
    throw new UserError(
      "unknown-phase",
      `the plan ${plan.id} has no phase ${unknown.join(", ")}; it has: ${known}.${meant}`,
    );
  }
  return plan.phases.filter((phase) =>
    ids.length > 0 ? ids.includes(phase.id) : phase.skipped === undefined,
  );
}
