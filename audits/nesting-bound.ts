/**
 * How deep a syntax tree of `text` can be at the most, roughly in frames of a parser: a bracket
 * counts for two, as the parser takes twice as much stack for one. Infinity where that cannot be
 * told without parsing. It is meant to be cheap, and to be too much rather than too little:
 *
 * - Each word and each mark is taken for a level of its own below the one before it, until a comma
 *   or a semicolon begins anew, or the bracket around them is closed.
 * - What is in strings and comments counts, and never ends a level: what looks like one may be the
 *   text of an element. So does each `<`, which may be a bracket, and each `else`.
 */
export function nestingBound(text: string): number {
  return new Bound(text).value();
}

const DOUBLE = '"';
const SINGLE = "'";
/** Keywords that an expression can follow, and so a string or a regular expression. */
const BEFORE_VALUE = new Set(
  "as await case default else export extends from import in instanceof is module new of return satisfies throw typeof void yield".split(
    " ",
  ),
);
const WORD = /[\w$\u0080-\uffff]+/y;
/** The rest of a string after its first quote, if it ends in its line; and that of an attribute. */
const STRINGS = {
  [DOUBLE]: { inLine: /(?:[^"\\\r\n]|\\[^])*"/y, attribute: /[^"]*"/y },
  [SINGLE]: { inLine: /(?:[^'\\\r\n]|\\[^])*'/y, attribute: /[^']*'/y },
};
const REGEXP = /(?:[^/\\[\r\n]|\\[^\r\n]|\[(?:[^\]\\\r\n]|\\[^\r\n])*\])+\//y;
const LINE_COMMENT = /[^\r\n]*/y;
const BLOCK_COMMENT = /[^]*?\*\//y;
/** The text of a template up to where code begins in it, or to its end. */
const TEMPLATE = /(?:[^`\\$]|\\[^]|\$(?!\{))*(?:`|\$\{)/y;
const LEVELS_IN_TEXT = /[\w$]+|[^\w\s$]/g;

class Bound {
  private at = 0;
  private deepest = 0;
  /** Levels above what is being read: those that a closing bracket ends, and those that nothing ends. */
  private above = 0;
  private lasting = 0;
  private here = 0;
  private readonly open: { readonly bracket: string; readonly here: number }[] = [];
  /** What came last: a word, or a mark. */
  private last = "";

  constructor(private readonly text: string) {}

  value(): number {
    while (this.at < this.text.length) {
      const code = this.text.charCodeAt(this.at);
      // Blanks
      if (code === 0x20 || (code >= 0x09 && code <= 0x0d)) this.at += 1;
      else if (!this.token(this.text.charAt(this.at))) return Infinity;
      const depth = this.above + this.lasting + this.here;
      if (depth > this.deepest) this.deepest = depth;
    }
    return this.deepest;
  }

  /** Whether it is plain what comes next, which is then behind it. */
  private token(mark: string): boolean {
    const word = this.match(WORD);
    if (word !== undefined) {
      this.here += 1;
      if (word === "else") this.lasting += 2;
      this.last = word;
      return true;
    }
    this.at += 1;
    switch (mark) {
      case DOUBLE:
      case SINGLE:
        return this.startsValue() && this.string(STRINGS[mark], mark);
      case "`":
        return this.template();
      case "/":
        return this.slash();
      case "(":
      case "[":
      case "{":
        this.enter(mark);
        return true;
      case ")":
      case "]":
      case "}":
        return this.leave(mark);
      case ",":
      case ";":
        this.here = 0;
        break;
      case "<":
        // An element that ends takes back what its beginning was counted for.
        this.lasting += this.text.charAt(this.at) === "/" ? -2 : 2;
        this.here += 1;
        break;
      default:
        this.here += 1;
    }
    this.last = mark;
    return true;
  }

  private slash(): boolean {
    const next = this.text.charAt(this.at);
    if (next === "/") return this.skip(LINE_COMMENT, this.last);
    if (next === "*") return this.skip(BLOCK_COMMENT, this.last);
    if (next === ">") {
      this.lasting -= 2;
      this.at += 1;
      this.last = ">";
      return true;
    }
    if (this.last === "<") return true;
    if (this.startsValue()) return this.skip(REGEXP, ")");
    // A division; but after `if (…)` it may be none, and what is behind it read the wrong way round.
    const isPlain = /^[\w$\]\u0080-\uffff]/.test(this.last);
    this.here += 1;
    this.last = "/";
    return isPlain || !/["'`/]/.test(this.text.slice(this.at, this.lineEnd()));
  }

  private lineEnd(): number {
    const end = this.text.indexOf("\n", this.at);
    return end === -1 ? this.text.length : end;
  }

  /** Whether something can begin here that is a value, and not go on from one. */
  private startsValue(): boolean {
    const { last } = this;
    if (/^[\w$\u0080-\uffff]/.test(last)) return BEFORE_VALUE.has(last);
    if (last === ">")
      return this.text
        .slice(0, this.at - 1)
        .trimEnd()
        .endsWith("=>");
    return last !== "}" && last !== ")" && last !== "]";
  }

  /** A backslash before the end of a line goes on in the next; in an attribute, nothing is needed. */
  private string(rest: (typeof STRINGS)[typeof DOUBLE], mark: string): boolean {
    return this.skip(rest.inLine, mark) || (this.last === "=" && this.skip(rest.attribute, mark));
  }

  private template(): boolean {
    const text = this.match(TEMPLATE);
    if (text === undefined) return false;
    this.lasting += levelsIn(text);
    if (text.endsWith("${")) this.enter("`");
    else this.last = ")";
    return true;
  }

  /** Passes over what is no code, which counts nevertheless. */
  private skip(what: RegExp, last: string): boolean {
    const text = this.match(what);
    if (text === undefined) return false;
    this.lasting += levelsIn(text);
    this.last = last;
    return true;
  }

  private enter(bracket: string): void {
    this.open.push({ bracket, here: this.here });
    this.above += this.here + 2;
    this.here = 0;
    this.last = bracket;
  }

  private leave(mark: string): boolean {
    const opened = this.open.pop();
    if (!opened) return false;
    this.above -= opened.here + 2;
    this.here = opened.here + 1;
    this.last = mark;
    return opened.bracket === "`" ? mark === "}" && this.template() : true;
  }

  private match(what: RegExp): string | undefined {
    what.lastIndex = this.at;
    const [text] = what.exec(this.text) ?? [];
    if (text !== undefined) this.at += text.length;
    return text;
  }
}

function levelsIn(text: string): number {
  return text.match(LEVELS_IN_TEXT)?.length ?? 0;
}
