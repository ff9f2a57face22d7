import { ts } from "ts-morph";
import type { RepoPath } from "../../workspace/repo-path.ts";

/**
 * How many syntax nodes deep a file is nested; Infinity if that is more than the parser can take.
 * Code that people write is rarely more than 60 deep.
 */
export function nestingOf(path: RepoPath, text: string): number {
  let level: ts.Node[];
  try {
    level = [ts.createSourceFile(path, text, ts.ScriptTarget.ESNext)];
  } catch (error) {
    if (isStackOverflow(error)) return Infinity;
    throw error;
  }
  // Level by level, and not by recursion, which is what such a file is too deep for.
  let depth = 0;
  while (level.length > 0) {
    const next: ts.Node[] = [];
    for (const node of level) ts.forEachChild(node, (child) => void next.push(child));
    level = next;
    depth += 1;
  }
  return depth;
}

/** Whether `error` is what the engine throws when functions have called each other too deep. */
export function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes("call stack");
}
