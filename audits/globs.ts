import picomatch from "picomatch";
import type { RepoPath } from "../workspace/repo-path.ts";

/**
 * Whether a path matches one of `globs`. Files and folders whose names begin with a dot match like
 * all others, and a glob that is, letter for letter, the path itself matches it, so that
 * `app/[slug]/page.tsx` means that file. A leading `!` has no special meaning: an exception must
 * not grow to everything else.
 */
export function matcherOf(globs: readonly string[]): (path: RepoPath) => boolean {
  const exact = new Set(globs);
  const matches = picomatch([...globs], { dot: true, nonegate: true });
  return (path) => exact.has(path) || matches(path);
}
