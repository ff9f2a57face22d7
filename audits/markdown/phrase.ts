import { childrenOf } from "./parse.ts";
import type { Node, NodeOf } from "./parse.ts";

/**
 * What a bullet says, ready to be matched: its words, with `CODE` in the place of each piece of
 * inline code, and the pieces in order. Emphasis and links count for what is in them.
 */
export interface Phrase {
  readonly words: string;
  readonly codes: readonly string[];
  /** The HTML comments beside it. */
  readonly comments: readonly NodeOf<"html">[];
  /** Why it cannot be taken at its word. */
  readonly problem: string | undefined;
}

/** The character that stands for a piece of code: Unicode's own for "an object is here". */
export const CODE = "\uFFFC";

/** What `paragraph` says. */
export function phraseOf(paragraph: Node): Phrase {
  const codes: string[] = [];
  const comments: NodeOf<"html">[] = [];
  const problems: string[] = [];
  const read = (node: Node): string => {
    switch (node.type) {
      case "text":
        if (node.value.includes(CODE)) problems.push("it holds the character U+FFFC");
        return node.value;
      case "inlineCode":
        codes.push(node.value);
        return CODE;
      case "break":
        return " ";
      case "html":
        if (isComment(node.value)) comments.push(node);
        else if (!/^<\/?(?:br|b|i|em|strong|kbd|sub|sup|span)\b[^<>]*>$/i.test(node.value)) {
          problems.push("it holds HTML");
        }
        return " ";
      case "delete":
        problems.push("it is struck through; if it no longer counts, take it out");
        return " ";
      case "paragraph":
      case "strong":
      case "emphasis":
      case "link":
      case "linkReference":
        return childrenOf(node).map(read).join("");
      default:
        problems.push(`it holds something that is not text (${node.type})`);
        return " ";
    }
  };
  const words = read(paragraph).replace(/\s+/g, " ").trim();
  return { words, codes, comments, problem: problems[0] };
}

/** Whether a piece of HTML is a comment and nothing else. */
export function isComment(html: string): boolean {
  const text = html.trim();
  return text.startsWith("<!--") && text.indexOf("-->") === text.length - 3;
}

/** `words` with its code put back, from the piece with index `from`, as a person wrote it. */
export function spelledOut(words: string, codes: readonly string[], from = 0): string {
  let next = from;
  return words.replaceAll(CODE, () => {
    next += 1;
    return `\`${codes[next - 1] ?? ""}\``;
  });
}

/** How many pieces of code are in `words`. */
export function countCodes(words: string): number {
  return words.split(CODE).length - 1;
}
