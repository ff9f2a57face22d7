import { UserError } from "../../workspace/errors.ts";
import { understand } from "./forms.ts";
import { childrenOf, parseMarkdown } from "./parse.ts";
import type { ListItem, Node, NodeOf } from "./parse.ts";
import { isComment, phraseOf } from "./phrase.ts";
import type { Placed } from "./sections.ts";

/** A bullet that asks for something in a place where nobody would look for it. */
export interface Misplaced {
  readonly node: Node;
  readonly why: string;
}

/** What a search or a look at the disk answers: nobody writes that by accident. */
const PLAIN: readonly string[] = ["zero-references", "path-absent", "path-present"];

/**
 * Bullets of `part` that say what a criterion says and would be lost without a word: in a quote or a
 * comment among the criteria, or, with a box, under no heading for criteria.
 */
export function misplacedIn({ node, section }: Placed): readonly Misplaced[] {
  if (section === undefined) {
    return itemsIn(node)
      .filter((item) => typeof item.checked === "boolean" && asksFor(item, PLAIN))
      .map((item) => ({ node: item, why: "it stands under no heading for criteria" }));
  }
  if (section === "manual") return [];
  if (node.type === "blockquote") {
    return itemsIn(node)
      .filter((item) => typeof item.checked === "boolean" || asksFor(item))
      .map((item) => ({ node: item, why: "it stands in a quote; put it among the bullets" }));
  }
  return commentsIn(node)
    .filter((comment) => commentedOut(comment.value))
    .map((comment) => ({
      node: comment,
      why: "it is commented out; if it no longer counts, take it out",
    }));
}

/** Whether a bullet for a person asks for what needs no person. */
export function needsNoPerson(item: ListItem): boolean {
  return asksFor(item, PLAIN);
}

function asksFor(item: ListItem, kinds?: readonly string[]): boolean {
  const [first] = item.children;
  if (first?.type !== "paragraph") return false;
  const understood = understand(phraseOf(first));
  if (!("demands" in understood)) return false;
  return understood.demands.every(({ kind }) => kinds?.includes(kind) ?? true);
}

/** The items of lists in `node`, those of inner lists too. */
function itemsIn(node: Node): readonly ListItem[] {
  const inner = childrenOf(node).flatMap((child) => itemsIn(child));
  return node.type === "listItem" ? [node, ...inner] : inner;
}

function commentsIn(node: Node): readonly NodeOf<"html">[] {
  if (node.type === "html") return isComment(node.value) ? [node] : [];
  return childrenOf(node).flatMap((child) => commentsIn(child));
}

/** A comment is looked into only up to this length. */
const MOST = 10_000;

function commentedOut(comment: string): boolean {
  const body = comment.trim().slice(4, -3);
  if (body.length > MOST || !/^\s*(?:[-*+]|\d+[.)])\s/m.test(body)) return false;
  try {
    const { root } = parseMarkdown(body.replace(/^[ \t]+/gm, ""), "the comment");
    return root.children.some((node) => itemsIn(node).some((item) => asksFor(item)));
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}
