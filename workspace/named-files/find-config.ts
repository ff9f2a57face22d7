import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UserError } from "../errors.ts";
import { isSystemError, reasonOf } from "../root.ts";

/** What a team has said of its plan in its repository. */
export interface FoundConfig {
  /** Where it stands, absolute: the file, and the folder that it is in. */
  readonly file: string;
  readonly folder: string;
  /** What package.json says under its key; undefined for a file of its own, which is not read yet. */
  readonly inPackage?: { readonly value: unknown };
}

/** The key of package.json. */
export const CONFIG_KEY = "conn-codemod";

const NAMES = ["ts", "mts", "js", "mjs", "cjs", "json"].map((end) => `conn-codemod.config.${end}`);

/**
 * The nearest `conn-codemod.config.*`, or package.json with the key `conn-codemod`, in `folder`
 * (absolute) or above it, up to the root of the git checkout; outside of one, in `folder` alone.
 * Nothing is run. Throws UserError `config-ambiguous` where a folder has two, and
 * `config-unreadable`.
 */
export function findConfig(folder: string): FoundConfig | undefined {
  for (const each of foldersUpToCheckout(folder)) {
    const found = configIn(each);
    if (found) return found;
  }
  return undefined;
}

function configIn(folder: string): FoundConfig | undefined {
  const files = listed(folder).filter((name) => NAMES.includes(name));
  const inPackage = keyIn(join(folder, "package.json"));
  const all = [...files, ...(inPackage ? [`package.json (its key ${CONFIG_KEY})`] : [])];
  if (all.length > 1) {
    throw new UserError(
      "config-ambiguous",
      `${folder} has more than one plan to run: ${all.join(", ")}. Keep one of them, or name a plan.`,
    );
  }
  if (inPackage) return { file: join(folder, "package.json"), folder, inPackage };
  const [name] = files;
  return name === undefined ? undefined : { file: join(folder, name), folder };
}

function keyIn(file: string): { readonly value: unknown } | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
  if (!text.includes(`"${CONFIG_KEY}"`)) return undefined;
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, CONFIG_KEY)) {
      return undefined;
    }
    return { value: (value as Readonly<Record<string, unknown>>)[CONFIG_KEY] };
  } catch (error) {
    const why = reasonOf(error);
    throw new UserError(
      "config-unreadable",
      `${file} speaks of ${CONFIG_KEY}, but is not JSON: ${why}. Correct it, or name a plan.`,
    );
  }
}

/** `folder` and those above it up to the one that git's own folder, or file, is in. */
function foldersUpToCheckout(folder: string): readonly string[] {
  const folders = [folder];
  for (let at = folder; !existsSync(join(at, ".git"));) {
    const above = dirname(at);
    if (above === at) return [folder];
    folders.push(above);
    at = above;
  }
  return folders;
}

/** A folder that may not be looked into has no config as far as anybody can tell. */
function listed(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if (isSystemError(error)) return [];
    throw error;
  }
}
