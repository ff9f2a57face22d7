import type { ts } from "ts-morph";
import type { TextEdit } from "../../../../workspace/text-edit.ts";
import { Refused } from "./refused.ts";

/** Collects what is cut out of one file, so that whole lines go where nothing else is on them. */
export class Cutting {
  /** Where the comments begin that stood above what is cut and may have been about it. */
  readonly orphans: number[] = [];
  private readonly cuts: TextEdit[] = [];

  constructor(
    private readonly file: ts.SourceFile,
    /** Whether a comment speaks of what is cut and of nothing else. */
    private readonly isOwnComment: (text: string) => boolean,
  ) {}

  /** The edits so far; cuts that meet or overlap are one. */
  edits(): readonly TextEdit[] {
    const merged: TextEdit[] = [];
    for (const cut of this.cuts.toSorted((a, b) => a.start - b.start)) {
      const last = merged.at(-1);
      if (last && cut.start <= last.end) {
        merged[merged.length - 1] = { ...last, end: Math.max(last.end, cut.end) };
      } else merged.push(cut);
    }
    return merged;
  }

  /** Cuts exactly these characters, between which there must be no comment. */
  glue(start: number, end: number): void {
    const between = this.file.text.slice(start, end);
    if (/\/[/*]/.test(between)) {
      throw new Refused("a comment stands in between", this.file);
    }
    this.add(start, end);
  }

  /** Cuts exactly these characters, whatever they are. */
  exactly(start: number, end: number): void {
    this.add(start, end);
  }

  /**
   * Cuts something that stands for itself. If nothing else is on its lines, they go too, with a
   * comment behind it and comments above it that are its own.
   */
  unit(start: number, end: number): void {
    if (this.isAlone(start, end)) {
      this.lines(this.aboveWithComments(start), end);
      return;
    }
    const { text } = this.file;
    const before = text.slice(lineStart(text, start), start);
    const after = text.slice(end, lineEnd(text, end));
    if (/^\s*(?:\/\/|\/\*|$)/.test(after)) {
      this.add(start - (/[ \t]*$/.exec(before)?.[0].length ?? 0), end);
    } else if (/(?:^|[\s([{])$/.test(before)) {
      this.add(start, end + (/^[ \t]*/.exec(after)?.[0].length ?? 0));
    } else {
      this.add(start, end);
    }
  }

  /** Whether nothing but white space and a comment behind it shares the lines of these characters. */
  isAlone(start: number, end: number): boolean {
    const { text } = this.file;
    const before = text.slice(lineStart(text, start), start);
    const after = text.slice(end, lineEnd(text, end));
    return before.trim() === "" && /^\s*(?:\/\/.*|\/\*(?:(?!\*\/).)*\*\/\s*)?$/.test(after);
  }

  /** Cuts a statement with its own lines, and one of the blank lines that would then meet. */
  statement(node: ts.Node): void {
    const { text } = this.file;
    const start = node.getStart(this.file, true);
    if (!this.isAlone(start, node.end)) {
      this.unit(start, node.end);
      return;
    }
    const from = lineStart(text, this.aboveWithComments(start));
    const to = nextLine(text, node.end);
    const next = nextLine(text, to);
    const blankAbove = from === 0 || text.slice(lineStart(text, from - 1), from).trim() === "";
    const blankBelow = text.slice(to, next).trim() === "";
    this.add(from, blankAbove && blankBelow ? next : to);
  }

  private lines(start: number, end: number): void {
    const { text } = this.file;
    const from = lineStart(text, start);
    const to = nextLine(text, end);
    // A last line without an end takes the line break in front of it along.
    const isUnended = to === text.length && !/[\r\n]$/.test(text) && from > 0;
    this.add(isUnended ? from - lineBreakBefore(text, from) : from, to);
  }

  /** Where the comment lines right above `start` begin that belong to it. */
  private aboveWithComments(start: number): number {
    const { text } = this.file;
    let top = lineStart(text, start);
    while (top > 0) {
      const above = lineStart(text, top - 1);
      const line = text.slice(above, top).trim();
      if (!/^(?:\/\/|\/\*.*\*\/$)/.test(line)) return top;
      if (!this.isOwnComment(line)) {
        this.orphans.push(above + text.slice(above, top).search(/\S/));
        return top;
      }
      top = above;
    }
    return top;
  }

  private add(start: number, end: number): void {
    this.cuts.push({ start, end, text: "" });
  }
}

/** Offset of the first character of the line that `offset` is on. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** Offset of the line break after `offset`, or the end of the text. */
export function lineEnd(text: string, offset: number): number {
  const at = text.indexOf("\n", offset);
  if (at === -1) return text.length;
  return text[at - 1] === "\r" && at > offset ? at - 1 : at;
}

/** Offset of the line after the one that `offset` is on. */
export function nextLine(text: string, offset: number): number {
  const at = text.indexOf("\n", offset);
  return at === -1 ? text.length : at + 1;
}

/** The white space that the line of `offset` begins with. */
export function indentOf(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset)))?.[0] ?? "";
}

/** The line break that the file uses. */
export function lineBreakOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

function lineBreakBefore(text: string, offset: number): number {
  return text[offset - 2] === "\r" ? 2 : 1;
}
