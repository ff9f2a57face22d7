/** The part of a regular expression between its ends or a group's brackets: `a|b`. */
export interface Disjunction {
  readonly alternatives: readonly Alternative[];
}

/** Offsets are those of the text that was parsed. */
export interface Alternative {
  readonly start: number;
  readonly end: number;
  readonly tokens: readonly Token[];
}

type Token = { readonly start: number; readonly end: number } & (
  | { readonly kind: "char"; readonly char: string }
  | { readonly kind: "other" }
  /** `negative`: a look-ahead or look-behind that must not match. */
  | { readonly kind: "group"; readonly negative: boolean; readonly body: Disjunction }
);

/**
 * The alternatives and groups of a regular expression's source. With `inString`, `source` is the
 * raw text inside the quotes of a string literal, where each backslash is doubled.
 */
export function parsePattern(source: string, inString: boolean): Disjunction {
  return new PatternParser(source, inString ? 2 : 1).disjunction();
}

/** Where `route` stands in `alternative` itself, not in its groups, as a whole word. */
export function routeIn(
  alternative: Alternative,
  route: string,
): { start: number; end: number } | undefined {
  const { tokens } = alternative;
  for (let at = 0; at + route.length <= tokens.length; at += 1) {
    const run = tokens.slice(at, at + route.length);
    const matches = run.every(
      (token, index) => token.kind === "char" && token.char === route[index],
    );
    const first = run[0];
    const last = run.at(-1);
    if (!matches || !first || !last) continue;
    if (isWord(tokens[at - 1]) || isWord(tokens[at + route.length])) continue;
    return { start: first.start, end: last.end };
  }
  return undefined;
}

/** All alternatives in `pattern`, those in groups too. */
export function alternativesIn(pattern: Disjunction): readonly Alternative[] {
  return pattern.alternatives.flatMap((alternative) => [
    alternative,
    ...alternative.tokens.flatMap((token) =>
      token.kind === "group" ? alternativesIn(token.body) : [],
    ),
  ]);
}

/**
 * What to cut so that no alternative names `route`; `dead` if nothing of the pattern would be
 * left, as then it cannot match any more.
 */
export function cutsFor(
  pattern: Disjunction,
  route: string,
): { dead: true } | { dead: false; cuts: readonly { start: number; end: number }[] } {
  const { alternatives } = pattern;
  const dead = alternatives.map((alternative) => isDead(alternative, route));
  if (dead.every(Boolean)) return { dead: true };
  const lastKept = dead.lastIndexOf(false);
  const cuts = alternatives.flatMap((alternative, index) => {
    if (dead[index]) {
      return index < lastKept
        ? [{ start: alternative.start, end: alternative.end + 1 }]
        : [{ start: alternative.start - 1, end: alternative.end }];
    }
    return alternative.tokens.flatMap((token) => {
      if (token.kind !== "group") return [];
      const inner = cutsFor(token.body, route);
      return inner.dead ? [{ start: token.start, end: token.end }] : inner.cuts;
    });
  });
  return { dead: false, cuts };
}

function isDead(alternative: Alternative, route: string): boolean {
  if (routeIn(alternative, route)) return true;
  return alternative.tokens.some(
    (token) => token.kind === "group" && !token.negative && cutsFor(token.body, route).dead,
  );
}

function isWord(token: Token | undefined): boolean {
  return token?.kind === "char" && /[\w$]/.test(token.char);
}

class PatternParser {
  private at = 0;

  constructor(
    private readonly source: string,
    private readonly backslash: 1 | 2,
  ) {}

  disjunction(): Disjunction {
    const alternatives: Alternative[] = [];
    for (;;) {
      alternatives.push(this.alternative());
      if (this.source[this.at] !== "|") return { alternatives };
      this.at += 1;
    }
  }

  private alternative(): Alternative {
    const start = this.at;
    const tokens: Token[] = [];
    while (this.at < this.source.length && !/[|)]/.test(this.source[this.at] ?? "")) {
      tokens.push(this.token());
    }
    return { start, end: this.at, tokens };
  }

  private token(): Token {
    const start = this.at;
    const char = this.source[start] ?? "";
    if (char === "\\") {
      const escaped = this.source[start + this.backslash] ?? "";
      this.at = Math.min(start + this.backslash + 1, this.source.length);
      return /[^\w]/.test(escaped)
        ? { kind: "char", char: escaped, start, end: this.at }
        : { kind: "other", start, end: this.at };
    }
    if (char === "[") return this.characterClass(start);
    if (char === "(") return this.group(start);
    this.at += 1;
    return /[.^$*+?{}]/.test(char)
      ? { kind: "other", start, end: this.at }
      : { kind: "char", char, start, end: this.at };
  }

  private characterClass(start: number): Token {
    this.at += 1;
    while (this.at < this.source.length && this.source[this.at] !== "]") {
      this.at += this.source[this.at] === "\\" ? this.backslash + 1 : 1;
    }
    this.at = Math.min(this.at + 1, this.source.length);
    return { kind: "other", start, end: this.at };
  }

  private group(start: number): Token {
    const opening = /^\((?:\?(?:<?[=!]|:|<[^>]*>))?/.exec(this.source.slice(start))?.[0] ?? "(";
    this.at += opening.length;
    const body = this.disjunction();
    this.at = Math.min(this.at + 1, this.source.length);
    return { kind: "group", negative: opening.endsWith("!"), body, start, end: this.at };
  }
}
