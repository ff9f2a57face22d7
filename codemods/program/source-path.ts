import type { RepoPath } from "../../workspace/repo-path.ts";

/** Whether the path is one that TypeScript's parser reads. Declaration files count. */
export function isSourcePath(path: RepoPath): boolean {
  return /\.[cm]?[jt]sx?$/.test(path);
}
