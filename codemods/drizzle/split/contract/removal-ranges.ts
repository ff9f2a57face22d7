import type { ts } from "ts-morph";

export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * The characters that go when some entries of a list go: whole lines with their comments where an
 * entry has its lines to itself, and the comma that would be left over elsewhere.
 */
export function removalRanges(
  list: readonly ts.Node[],
  removed: ReadonlySet<ts.Node>,
): readonly Range[] {
  const ranges: Range[] = [];
  list.forEach((node, index) => {
    if (!removed.has(node)) return;
    const { text } = node.getSourceFile();
    const lines = ownLines(text, node);
    if (lines) ranges.push(lines);
    else {
      const isLast = list.slice(index).every((each) => removed.has(each));
      const before = list.slice(0, index).findLast((each) => !removed.has(each));
      const comma = /^\s*,/.exec(text.slice(node.getEnd()))?.[0].length ?? 0;
      const space = /^\s*/.exec(text.slice(node.getEnd() + comma))?.[0].length ?? 0;
      if (isLast && before) {
        // The comma before it is that of the last one that stays, and goes with the first that does not.
        // A member of a type has its semicolon in it.
        const start = text.slice(0, before.getEnd()).replace(/;$/, "").length;
        const end = text.slice(0, node.getEnd()).replace(/;$/, "").length + comma;
        ranges.push({ start: Math.max(start, endOf(ranges)), end });
      } else
        ranges.push({ start: node.getStart(), end: node.getEnd() + comma + (isLast ? 0 : space) });
    }
  });
  return ranges;
}

/** The lines that a statement has to itself, with the comment right above it. */
export function statementRange(statement: ts.Statement): Range {
  const { text } = statement.getSourceFile();
  const lines = ownLines(text, statement);
  if (!lines) return { start: statement.getStart(), end: statement.getEnd() };
  // One empty line is enough between what stood before and behind.
  const isAfterEmpty = /\n[^\S\n]*\r?\n$/.test(text.slice(0, lines.start));
  const empty = isAfterEmpty ? /^[^\S\n]*\r?\n/.exec(text.slice(lines.end)) : undefined;
  return { start: lines.start, end: lines.end + (empty?.[0].length ?? 0) };
}

function ownLines(text: string, node: ts.Node): Range | undefined {
  const lineStart = text.lastIndexOf("\n", node.getStart() - 1) + 1;
  if (text.slice(lineStart, node.getStart()).trim() !== "") return undefined;
  const rest = /^[^\S\n]*[,;]?[^\S\n]*(?:\/\/[^\n]*|\/\*[^\n]*?\*\/[^\S\n]*)?(?:\r?\n|$)/.exec(
    text.slice(node.getEnd()),
  );
  if (!rest) return undefined;
  const comments =
    /(?:^|\n)((?:[^\S\n]*\/\/[^\n]*\r?\n)+|[^\S\n]*\/\*(?:(?!\*\/)[\s\S])*\*\/[^\S\n]*\r?\n)$/.exec(
      text.slice(0, lineStart),
    );
  const start = comments?.[1] === undefined ? lineStart : lineStart - comments[1].length;
  return { start, end: node.getEnd() + rest[0].length };
}

function endOf(ranges: readonly Range[]): number {
  return ranges.at(-1)?.end ?? 0;
}
