import type { Report } from "../report.ts";

/** The document that the criteria come from, if they come from one only; null if not. */
export function documentPathOf({ document, criteria }: Report): string | null {
  if (document !== null) return document.path;
  const paths = new Set(criteria.flatMap(({ source }) => (source === null ? [] : [source.path])));
  const [only, ...others] = paths;
  return only !== undefined && others.length === 0 ? only : null;
}
