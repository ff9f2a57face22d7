import { CODE, countCodes, spelledOut } from "./phrase.ts";

/** What stands in a bullet behind what it asks for. */
export interface Gloss {
  /** As it is written. */
  readonly text: string;
  /** Whether it takes something out of what is asked for. */
  readonly excepts: boolean;
}

const EXCEPTS =
  /\b(?:except|exception|excepting|excepted|exclude[sd]?|excluding|other than|apart from|aside from|besides|unless|ignor(?:e[sd]?|ing)|outside|not (?:counting|including)|but not|only|allowed|may remain|until)\b/i;

/** What begins a further demand. */
const ASKS_MORE = /\b(?:also|plus|as well as)\b|^\(?and\b/i;

/**
 * The glosses in `rest`, which is what a form left of a bullet: `(the Drizzle table)`, `— all gone`,
 * `, except in tests`. `codes` are the pieces of code from its first one on. Undefined if there is
 * more than glosses, or one that names code and is no exception, or begins with "and", and so asks for more.
 */
export function glossesIn(rest: string, codes: readonly string[]): readonly Gloss[] | undefined {
  const glosses: Gloss[] = [];
  let left = rest.trim();
  let from = 0;
  while (left !== "" && !/^[.;,!]+$/.test(left)) {
    const part = gloss(left);
    if (!part) return undefined;
    const text = spelledOut(part.text, codes, from);
    const excepts = EXCEPTS.test(part.text);
    if (ASKS_MORE.test(part.text) || (part.text.includes(CODE) && !excepts)) return undefined;
    glosses.push({ text, excepts });
    from += countCodes(left.slice(0, left.length - part.left.length));
    left = part.left.trim();
  }
  return glosses;
}

function gloss(rest: string): { text: string; left: string } | undefined {
  const bracketed = /^[\s,;]*(\((?:[^()]|\([^()]*\))*\))(.*)$/s.exec(rest);
  if (bracketed) return { text: bracketed[1] ?? "", left: bracketed[2] ?? "" };
  const behindDash = /^\s*(?:[—–;:]|-+\s)\s*([^(]+)(.*)$/s.exec(rest);
  if (behindDash) return { text: (behindDash[1] ?? "").trim(), left: behindDash[2] ?? "" };
  const exception =
    /^[\s,]*((?:except|excluding|other than|apart from|outside)\b[^(]*)(.*)$/is.exec(rest);
  if (exception) return { text: (exception[1] ?? "").trim(), left: exception[2] ?? "" };
  return undefined;
}

/** What to say of a `rest` that `glossesIn` does not take; `what` is what it stands behind. */
export function notUnderstood(what: string, rest: string, codes: readonly string[]): string {
  return `what follows ${what} is not understood: ${spelledOut(rest.trim(), codes)}`;
}
