import { escapeControl } from "../../terminal/escape.ts";
import type { Report } from "../report.ts";
import { counted } from "../words.ts";
import { hanging } from "./view.ts";
import type { View } from "./view.ts";

/** What below the root was not looked at: a count, or with `verbose` each path and why. */
export function skippedLines({ skippedPaths }: Report, view: View): string[] {
  if (skippedPaths.length === 0) return [];
  if (!view.verbose) {
    const text = `${counted(skippedPaths.length, "path")} not looked at (symlinks, submodules and the like; --verbose lists all)`;
    return hanging("", 0, text, view, view.paint.dim);
  }
  return [
    "Not looked at",
    ...skippedPaths.flatMap(({ path, reason }) =>
      hanging("  ", 2, `${escapeControl(path)}: ${escapeControl(reason)}`, view, view.paint.dim),
    ),
  ];
}
