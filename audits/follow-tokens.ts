import { diffLines } from "diff";
import { findTokens, type Token } from "./spellings.ts";

/** What became of the words of one file. `edited + removed + stayed.length` is how many there were. */
export interface Followed {
  /** Gone from lines that were replaced by others. */
  readonly edited: number;
  /** Gone with their lines. */
  readonly removed: number;
  /** Still there: where, in the text after the change. In order. */
  readonly stayed: readonly Token[];
  /** Each word of before, with what became of it: the word that it is now, if it stayed. */
  readonly fates: readonly TokenFate[];
}

/** A word of before, and what became of it. */
export interface TokenFate {
  readonly was: Token;
  readonly is: Token | "edited" | "removed";
}

/** How many lines may differ before a diff costs more than it tells. */
const mostChangedLines = 4000;

/**
 * Follows each word of `spellings` from the text of a file before a change to the one after it,
 * along a diff of their lines. On lines that were replaced, words that are there on both sides
 * pair up in order; a word whose line went from one place of the file to another stayed.
 */
export function followTokens(
  before: string,
  after: string,
  spellings: readonly string[],
): Followed {
  const kept: Pair[] = [];
  const newcomers: Token[] = [];
  const removed: Token[] = [];
  const edited: Token[] = [];
  const allOld = findTokens(before, spellings);
  if (before === after) {
    const fates = allOld.map((token) => ({ was: token, is: token }));
    return { edited: 0, removed: 0, stayed: allOld, fates };
  }
  const allNow = findTokens(after, spellings);
  for (const block of blocksOf(before, after)) {
    const old = within(allOld, block.before);
    const now = within(allNow, block.after);
    const { pairs, first, second } = pairUp(old, now, (token) => token.spelling);
    addAll(kept, pairs);
    addAll(newcomers, second);
    addAll(block.after.start < block.after.end ? edited : removed, first);
  }
  const moved = pairUp(
    removed,
    newcomers,
    (token) => `${token.spelling} in ${lineOf(before, token)}`,
    (token) => `${token.spelling} in ${lineOf(after, token)}`,
  );
  addAll(kept, moved.pairs);
  return {
    edited: edited.length,
    removed: moved.first.length,
    stayed: kept.map(({ is }) => is).sort((a, b) => a.start - b.start),
    fates: [
      ...kept,
      ...edited.map((was): TokenFate => ({ was, is: "edited" })),
      ...moved.first.map((was): TokenFate => ({ was, is: "removed" })),
    ],
  };
}

/** One by one: a file may hold more than a function takes arguments. */
function addAll<T>(to: T[], items: readonly T[]): void {
  for (const item of items) to.push(item);
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** A run of lines that are the same in both texts, or that one text has in the other's stead. */
interface Block {
  readonly before: Range;
  readonly after: Range;
}

function blocksOf(before: string, after: string): readonly Block[] {
  const whole = {
    before: { start: 0, end: before.length },
    after: { start: 0, end: after.length },
  };
  const changes = diffLines(before, after, { maxEditLength: mostChangedLines });
  if (!changes) return [whole];
  const blocks: Block[] = [];
  let from = { before: 0, after: 0 };
  let to = from;
  const close = () => {
    blocks.push({
      before: { start: from.before, end: to.before },
      after: { start: from.after, end: to.after },
    });
    from = to;
  };
  for (const { added, removed, value } of changes) {
    const common = !added && !removed;
    if (common) close();
    to = {
      before: to.before + (added ? 0 : value.length),
      after: to.after + (removed ? 0 : value.length),
    };
    if (common) close();
  }
  close();
  return blocks;
}

function within(tokens: readonly Token[], { start, end }: Range): readonly Token[] {
  return tokens.filter((token) => start <= token.start && token.end <= end);
}

interface Pair {
  readonly was: Token;
  readonly is: Token;
}

/** Pairs tokens of the same key in order. */
function pairUp(
  first: readonly Token[],
  second: readonly Token[],
  keyOfFirst: (token: Token) => string,
  keyOfSecond = keyOfFirst,
): {
  readonly pairs: readonly Pair[];
  readonly first: readonly Token[];
  readonly second: readonly Token[];
} {
  const waiting = new Map<string, { readonly tokens: Token[]; next: number }>();
  for (const token of second) {
    const key = keyOfSecond(token);
    const line = waiting.get(key);
    if (line) line.tokens.push(token);
    else waiting.set(key, { tokens: [token], next: 0 });
  }
  const pairs: Pair[] = [];
  const alone: Token[] = [];
  for (const token of first) {
    const line = waiting.get(keyOfFirst(token));
    const partner = line?.tokens[line.next];
    if (!line || !partner) alone.push(token);
    else {
      line.next += 1;
      pairs.push({ was: token, is: partner });
    }
  }
  const left = [...waiting.values()].flatMap(({ tokens, next }) => tokens.slice(next));
  return { pairs, first: alone, second: left };
}

function lineOf(text: string, { start }: Token): string {
  const end = text.indexOf("\n", start);
  return text.slice(text.lastIndexOf("\n", start) + 1, end === -1 ? text.length : end).trim();
}
