import { folderOf, foldersAbove } from "../../workspace/repo-path.ts";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { isRecord } from "../is-record.ts";

/** A script of a package.json, as one would type it. */
export interface Script {
  readonly command: string;
  /** Where; `""` for the root. */
  readonly folder: RepoPath;
}

/** Names that people give to checking types, the most telling first. */
const TYPE_CHECKS = ["typecheck", "type-check", "check-types", "types:check", "tsc"];

/** The script of the root that checks types; undefined if there is none of a usual name. */
export function typeCheck(snapshot: Snapshot): Script | undefined {
  const scripts = scriptsIn(snapshot, "package.json");
  const name = TYPE_CHECKS.find((each) => Object.hasOwn(scripts, each));
  return name === undefined ? undefined : { command: `${runner(snapshot)} ${name}`, folder: "" };
}

/** The script that has drizzle-kit generate a migration, of the package that `near` is in or around. */
export function migrationScript(snapshot: Snapshot, near: RepoPath): Script | undefined {
  for (const folder of [...foldersAbove(near), ""]) {
    const manifest = folder === "" ? "package.json" : `${folder}/package.json`;
    const scripts = Object.entries(scriptsIn(snapshot, manifest));
    const found = scripts.find(([, script]) => /\bdrizzle-kit\s+generate\b/.test(script));
    if (found) return { command: `${runner(snapshot)} ${found[0]}`, folder: folderOf(manifest) };
  }
  return undefined;
}

function scriptsIn(snapshot: Snapshot, manifest: RepoPath): Readonly<Record<string, string>> {
  let read: unknown;
  try {
    read = JSON.parse(snapshot.text(manifest) ?? "{}");
  } catch {
    return {};
  }
  const scripts = isRecord(read) && isRecord(read["scripts"]) ? read["scripts"] : {};
  return Object.fromEntries(
    Object.entries(scripts).flatMap(([name, script]) =>
      typeof script === "string" && /^[\w:.-]+$/.test(name) ? [[name, script]] : [],
    ),
  );
}

/** How scripts are run here, by the lockfile. */
function runner(snapshot: Snapshot): string {
  if (snapshot.has("pnpm-lock.yaml") || snapshot.has("pnpm-workspace.yaml")) return "pnpm run";
  if (snapshot.has("yarn.lock")) return "yarn run";
  return snapshot.has("bun.lock") || snapshot.has("bun.lockb") ? "bun run" : "npm run";
}
