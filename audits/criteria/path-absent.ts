import { z } from "zod";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import type { CriterionKind, Hit } from "../criterion.ts";
import { filesAt, isAt, literalPath } from "../places.ts";
import { counted, listed, places } from "./fields.ts";

export interface PathAbsent {
  /** Files and folders, literal. */
  readonly paths: readonly string[];
}

/**
 * Holds if none of some files and folders is there; a symlink, a submodule or a file that git does
 * not list is there as well. Of a folder with no listed file in it, git knows nothing: it is told.
 */
export const pathAbsent: CriterionKind<PathAbsent> = {
  kind: "path-absent",
  schema: z.strictObject({ paths: places.describe("Files and folders, literal.") }),
  title: ({ paths }) => `${listed(paths)} ${paths.length === 1 ? "does" : "do"} not exist`,
  catches: ({ paths }) => {
    const places = paths.map((path) => literalPath(path) ?? path);
    return (path) => places.some((place) => isAt(path, place));
  },
  evaluate: async ({ paths }, snapshot) => {
    // From an empty tree everything is absent: that is a wrong folder, not a success.
    if (snapshot.paths().length === 0) {
      return { status: "error", scanned: 0, hits: [], message: "there are no files at all" };
    }
    const found = paths.map((path) => whatIsAt(literalPath(path) ?? path, snapshot));
    const hits = found.flatMap(({ hit }) => hit ?? []);
    const remarks = found.flatMap(({ remark }) => remark ?? []);
    return {
      status: hits.length === 0 ? "pass" : "fail",
      scanned: paths.length,
      hits,
      ...(remarks.length > 0 && { message: remarks.join("\n") }),
    };
  },
};

/** What is at `path`, or what a person should know of it although nothing is. */
function whatIsAt(
  path: RepoPath,
  snapshot: Snapshot,
): { readonly hit?: Hit; readonly remark?: string } {
  const hitOf = (text: string) => {
    return { hit: { path, line: 1, column: 1, text, context: "path" as const } };
  };
  const files = filesAt(path, snapshot);
  if (snapshot.has(path)) return hitOf(path);
  if (files.length > 0) return hitOf(`${path}/ (${counted(files.length, "file")})`);

  const alike = snapshot.paths().find((other) => isAt(other.toLowerCase(), path.toLowerCase()));
  if (alike !== undefined) {
    const other = alike.slice(0, path.length);
    return { remark: `there is ${other}, which differs from ${path} in case alone` };
  }
  const others = snapshot.others(path).filter((other) => isAt(other.path, path));
  const folder = others.find(({ code }) => code === "unlisted-folder");
  const [other] = others.filter((each) => each !== folder);
  if (other) return hitOf(`${other.path} (${other.reason})`);
  return folder ? { remark: `${path} is on disk: ${folder.reason}` } : {};
}
