import { escapeControl } from "../../terminal/escape.ts";

/** A piece of a text; all of them in a row are the text, with one blank for each gap. */
export interface Word {
  /**
   * `word`, `number` and `symbol` mean nothing to GitHub beyond themselves, whatever stands beside
   * them; `code` may mean anything.
   */
  readonly kind: "word" | "number" | "symbol" | "gap" | "code";
  readonly text: string;
}

const CODE_SPAN = /(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)/g;

const PAIRS: readonly (readonly [string, string])[] = [
  ["(", ")"],
  ["“", "”"],
  ["‘", "’"],
  ["«", "»"],
  ['"', '"'],
  ["'", "'"],
];

/** Letters with hyphens and apostrophes among them; letters and digits; `e.g.` is handled apart. */
const WORD = /^(?:[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*|[\p{L}\p{M}\p{Nd}]+)$/u;
const NUMBER = /^\d{1,3}(?:,?\d{3})?(?:\.\d+)*%?$/;
const SYMBOL = /^(?:[–—→←↔·×+=&/<>|-]|->|=>|<=|>=|&&|\|\|)$/u;
/** Marks of a sentence, such as follow a name. */
const MARKS = /^[.,;:!?…()“”‘’«»"']+$/u;
/** What may be a commit. */
const HASH = /[0-9a-f]{7}/i;

/**
 * The pieces of `text`, which counts as one line. What stands in backticks is code, and so is all
 * that is not plainly a word: names of files, addresses, mentions, references to issues, tags.
 */
export function wordsOf(text: string): readonly Word[] {
  const line = escapeControl(text.replace(/\s+/g, " ").trim());
  const words: Word[] = [];
  let from = 0;
  for (const match of line.matchAll(CODE_SPAN)) {
    words.push(...plainWords(line.slice(from, match.index)), {
      kind: "code",
      text: match[2] ?? "",
    });
    from = match.index + match[0].length;
  }
  return joined([...words, ...plainWords(line.slice(from))]);
}

function plainWords(text: string): Word[] {
  return text
    .split(/( +)/)
    .filter((token) => token !== "")
    .flatMap((token): Word[] =>
      token.trim() === "" ? [{ kind: "gap", text: " " }] : tokenWords(token),
    );
}

function tokenWords(token: string): Word[] {
  if (/^\(?(?:\p{L}\.){2,3}[,:)]?$/u.test(token)) return [{ kind: "word", text: token }];
  const { before, core, after } = peeled(token);
  const kind = NUMBER.test(core) ? "number" : kindOf(core);
  if (kind !== "code") return [{ kind, text: before + core + after }];
  const pieces: readonly Word[] = [
    { kind: "word", text: before },
    { kind: "code", text: core },
    { kind: "word", text: after },
  ];
  return pieces.filter((piece) => piece.text !== "");
}

function kindOf(core: string): Word["kind"] {
  if (SYMBOL.test(core)) return "symbol";
  if (MARKS.test(core)) return "word";
  return WORD.test(core) && !HASH.test(core) ? "word" : "code";
}

/** `token` without the punctuation around it: brackets only where they come in pairs. */
function peeled(token: string): { before: string; core: string; after: string } {
  let before = "";
  let core = token;
  let after = "";
  const count = (mark: string): number => core.split(mark).length - 1;
  for (let last = ""; last !== core;) {
    last = core;
    const end = /[.,;:!?…]+$/u.exec(core)?.[0] ?? "";
    if (end !== "" && end.length < core.length) {
      core = core.slice(0, -end.length);
      after = end + after;
    }
    for (const [open, close] of PAIRS) {
      const opens = core.startsWith(open) && core.length > 1;
      const alone = open === close || count(open) < count(close);
      if (core.endsWith(close) && core.length > 1 && (opens || alone)) {
        core = core.slice(0, -1);
        after = close + after;
      }
      const opened = open === close || count(open) > count(close);
      if (core.startsWith(open) && core.length > 1 && opened) {
        core = core.slice(1);
        before += open;
      }
    }
  }
  return { before, core, after };
}

/** Two spans of code with nothing between them would be read as something else. */
function joined(words: readonly Word[]): readonly Word[] {
  const result: Word[] = [];
  for (const word of words) {
    const last = result.at(-1);
    if (word.kind === "code" && last?.kind === "code") {
      result[result.length - 1] = { kind: "code", text: last.text + word.text };
    } else {
      result.push(word);
    }
  }
  return result;
}
