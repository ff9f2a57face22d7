import type { FileChange } from "../../workspace/change-set.ts";
import { unifiedPatch } from "../../workspace/diff.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { escapedLines } from "../terminal/escape.ts";

/** How much of a difference is shown, in lines. */
const SHOWN = 200;

/** In words, how `found` differs from `expected`; nothing if every file is the same. */
export function differences(expected: Snapshot, found: Snapshot): readonly string[] {
  const paths = [...new Set([...expected.paths(), ...found.paths()])].sort();
  const changes = paths.flatMap((path): FileChange[] => {
    const before = contentOf(expected, path);
    const after = contentOf(found, path);
    if (before === after) return [];
    const change = before === undefined ? "added" : after === undefined ? "deleted" : "modified";
    return [{ path, from: undefined, change, before, after, baseHash: undefined, steps: [] }];
  });
  if (changes.length === 0) return [];
  const lines = escapedLines(unifiedPatch(changes));
  const more = lines.length > SHOWN ? [`… and ${lines.length - SHOWN} more lines`] : [];
  return [
    ["the result differs (- expected, + found):", ...lines.slice(0, SHOWN), ...more].join("\n"),
  ];
}

/** The text of a file, or what stands for its bytes where they are none. */
function contentOf(snapshot: Snapshot, path: string): string | undefined {
  if (!snapshot.has(path)) return undefined;
  return snapshot.text(path) ?? `(not text: SHA-256 ${snapshot.hash(path) ?? "unknown"})\n`;
}
