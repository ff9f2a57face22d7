import stringWidth from "fast-string-width";

/** Made when it is needed: Node reads a lot for the first one. */
let graphemes: Intl.Segmenter | undefined;

/** `text` in what people see as characters. */
function charactersOf(text: string): Intl.Segments {
  graphemes ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return graphemes.segment(text);
}

/** How many columns plain `text` takes in a terminal. A tab takes none. */
export function widthOf(text: string): number {
  return stringWidth(text, { tabWidth: 0 });
}

/** Plain `text`, its end replaced by `…` if it takes more than `columns`. */
export function cutTo(text: string, columns: number): string {
  if (text.length <= columns / 2 || widthOf(text) <= columns) return text;
  return takeColumns(text, Math.max(0, columns - 1)).head + (columns > 0 ? "…" : "");
}

/** Plain `text` with its middle replaced by `…` if need be: of a path, both ends tell the most. */
export function cutMiddle(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  const head = takeColumns(text, Math.max(0, Math.floor((columns - 1) / 3))).head;
  const room = columns - 1 - widthOf(head);
  const parts = [...charactersOf(text.slice(head.length))].map(({ segment }) => segment);
  let tail = "";
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    if (widthOf(part + tail) > room) break;
    tail = part + tail;
  }
  return `${head}…${tail}`;
}

/** Plain `text` in pieces of at most `columns`, broken anywhere: for code, where spaces count. */
export function breakTo(text: string, columns: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (widthOf(rest) > columns) {
    const { head, tail } = takeColumns(rest, Math.max(1, columns));
    pieces.push(head);
    rest = tail;
  }
  return [...pieces, rest];
}

/** Plain `text` in lines of at most `columns`, broken at spaces where it can be. At least one. */
export function wrapTo(text: string, columns: number): string[] {
  return wrapWords(text, columns).flatMap((line) => breakTo(line, columns));
}

/**
 * Plain `text` in lines of at most `columns`, broken at spaces alone: a longer word is a longer line,
 * so that a path can be clicked and copied. At least one.
 */
export function wrapWords(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line: string | undefined;
  for (const word of text.split(" ")) {
    const longer: string = line === undefined ? word : `${line} ${word}`;
    if (line !== undefined && widthOf(longer) > columns) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line ?? ""];
}

export function padStart(text: string, columns: number): string {
  return " ".repeat(Math.max(0, columns - widthOf(text))) + text;
}

export function padEnd(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - widthOf(text)));
}

/** As many whole characters as fit, at least one, and the rest. */
function takeColumns(text: string, columns: number): { head: string; tail: string } {
  let head = "";
  let used = 0;
  for (const { segment } of charactersOf(text)) {
    const width = widthOf(segment);
    if (used + width > columns && head !== "") break;
    head += segment;
    used += width;
  }
  return { head, tail: text.slice(head.length) };
}
