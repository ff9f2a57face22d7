import type { ts } from "ts-morph";
import { CannotTell } from "./values.ts";

/** The regular expression of a source and flags. Throws CannotTell if it is not a valid one. */
export function makePattern(source: string, flags: string, node: ts.Node): RegExp {
  try {
    return new RegExp(source, flags);
  } catch {
    throw new CannotTell("its regular expression is not a valid one", node);
  }
}

/** The regular expression of a literal, `/a/i`. Throws CannotTell if it is not a valid one. */
export function patternOfLiteral(literal: ts.RegularExpressionLiteral): RegExp {
  const end = literal.text.lastIndexOf("/");
  return makePattern(literal.text.slice(1, end), literal.text.slice(end + 1), literal);
}
