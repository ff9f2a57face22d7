import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";

/** Gives the program a cache of its own for the tests, which ends with them. */
export default function ownCache(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "conn-codemod-cache-"));
  process.env["XDG_CACHE_HOME"] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
