import { CODE } from "../phrase.ts";
import type { Gloss } from "../gloss.ts";

/** `a`, `b` and `c`, as a pattern; with "both" or "either" before it. */
export const LIST = `(?:(?:both|either|all of) )?${CODE}(?:(?:, ?(?:and|or|nor) |, ?| (?:and|or|nor|&) | ?/ ?)${CODE})*`;

/** A pattern over the whole phrase, blind to case. Its last group is what is behind the form. */
export function whole(pattern: string): RegExp {
  return new RegExp(`^${pattern}(?<rest>(?![\\p{L}\\p{N}${CODE}]).*)$`, "isu");
}

/** The first exception that is stated in words. */
export function exceptionIn(glosses: readonly Gloss[]): { exception?: string } {
  const exception = glosses.find(({ excepts }) => excepts)?.text;
  return exception === undefined ? {} : { exception };
}

/** Why a piece of code is no literal path; undefined if it may be one. */
export function pathProblem(path: string): string | undefined {
  if (path !== path.trim()) return `the path \`${path}\` begins or ends with a blank`;
  if (/[*?]|\{.*\}/.test(path)) {
    return `\`${path}\` looks like a pattern; paths are taken literally, so it would never be there`;
  }
  if (/:\d+(?:-\d+)?$/.test(path)) return `\`${path}\` names a line; name the file alone`;
  return undefined;
}
