import { UserError } from "../../workspace/errors.ts";
import { criteriaOfList, manualItemsOfList, unparsedAt } from "./bullets.ts";
import type { Around } from "./bullets.ts";
import { directiveIn, EXCEPT_SYNTAX } from "./directive.ts";
import { WHOLE_DOCUMENT } from "./document.ts";
import type { CompiledDocument, DocumentCriterion, DocumentPhase } from "./document.ts";
import { understand } from "./forms.ts";
import { mentionsIn } from "./mentions.ts";
import { misplacedIn } from "./misplaced.ts";
import { childrenOf, parseMarkdown, textOf } from "./parse.ts";
import type { Node, NodeOf, Parsed } from "./parse.ts";
import { isComment, phraseOf } from "./phrase.ts";
import { sectionsOf } from "./sections.ts";
import type { PhaseHeading, Placed } from "./sections.ts";
import { statedFor, statedIn } from "./states.ts";

export interface CompileOptions {
  /** The document, for messages. */
  readonly name: string;
  /** Names and texts with paths in them that the plan speaks of, beside the document. */
  readonly known?: readonly string[];
}

/**
 * Compiles the success criteria of a plan document. Bullets under `Automated Verification` (or a
 * like heading), numbered and nested ones too, become criteria, those under `Manual Verification`
 * items for a person. What stands among the criteria and cannot be read as one becomes `unparsed`,
 * as does one that stands where nobody would look for it (see misplacedIn); only explanations, and
 * quotes and comments of other things, do not count. Throws UserError `invalid-document`.
 */
export function compileDocument(text: string, options: CompileOptions): CompiledDocument {
  const parsed = parseMarkdown(text, options.name);
  const { parts, headings, title } = sectionsOf(parsed);
  mustBeUnique(headings, options.name);
  const heeded = new Set<Node>();
  const around: Around = {
    parsed,
    mentions: mentionsIn(parsed, options.known ?? []),
    onComment: (comment) => heeded.add(comment),
  };
  const found = new Map<string, DocumentCriterion[]>();
  const put = (part: Placed, criteria: readonly DocumentCriterion[]): void => {
    if (criteria.length === 0) return;
    const id = phaseId(part.phase, headings);
    found.set(id, [...(found.get(id) ?? []), ...criteria]);
  };
  for (const part of parts) {
    put(part, criteriaOf(part, around));
    put(
      part,
      misplacedIn(part).map(({ node, why }) => refused(node, why, parsed)),
    );
    // Only now is it known which comments a bullet has taken.
    const lost = commentsIn(part.node).filter((comment) => !heeded.has(comment));
    put(
      part,
      lost.flatMap((comment) => strayDirective(comment, parsed)),
    );
  }

  const stated = statedIn(parts);
  const phases = headings.map(({ id, title: name, line, state }): DocumentPhase => {
    const known = state ?? statedFor(id, stated.states);
    const reason = known === "skipped" ? statedFor(id, stated.reasons) : undefined;
    return { id, title: name, line, state: known, reason, criteria: found.get(id) ?? [] };
  });
  const others = [...found].filter(([id]) => !headings.some((heading) => heading.id === id));
  return {
    title,
    phases: [
      ...phases,
      ...others.map(([id, criteria]): DocumentPhase => {
        const whole = id === WHOLE_DOCUMENT;
        const name = whole ? "Criteria of the document as a whole" : `Phase ${id}`;
        const line = criteria[0]?.line ?? 1;
        return { id, title: name, line, state: undefined, reason: undefined, criteria };
      }),
    ],
  };
}

function criteriaOf({ node, section }: Placed, around: Around): readonly DocumentCriterion[] {
  if (section === undefined) return [];
  if (section === "manual") return node.type === "list" ? manualItemsOfList(node, around) : [];
  const { parsed } = around;
  switch (node.type) {
    case "list":
      return criteriaOfList(node, around);
    case "paragraph":
      return looksLikeCheck(node)
        ? [refused(node, "it is a paragraph; write it as a bullet", parsed)]
        : [];
    case "code":
    case "table":
      return [
        refused(
          node,
          `a ${node.type === "code" ? "code block" : "table"} is not read; write each check as a bullet`,
          parsed,
        ),
      ];
    case "html":
      return htmlText(node.value) === ""
        ? []
        : [
            refused(
              node,
              "HTML is not read; write each check as a bullet, with an empty line before the list",
              parsed,
            ),
          ];
    default:
      return [];
  }
}

function refused(node: Node, why: string, parsed: Parsed): DocumentCriterion {
  const { start, end } = parsed.at(node);
  const source = parsed.text.slice(start, end).replace(/\s+/g, " ").trim();
  const text = source.length > 120 ? `${source.slice(0, 120)}…` : source;
  return unparsedAt(node, text, why, parsed);
}

/**
 * Whether a paragraph among the criteria may be meant as one of them: it has a box, code, or the
 * words of a check. One that says by a bold "Note" that it is an explanation is none.
 */
function looksLikeCheck(node: NodeOf<"paragraph">): boolean {
  const [first] = node.children;
  const isNote = first?.type === "strong" && /\bnotes?\b/i.test(textOf(first));
  if (isNote) return false;
  const phrase = phraseOf(node);
  if (phrase.words === "") return false;
  return (
    phrase.codes.length > 0 ||
    /^\[.?\]/.test(phrase.words) ||
    /^(?:zero|no)\b.*\b(?:results?|references?|match(?:es)?|occurrences?)\b/i.test(phrase.words) ||
    /\b(?:does|do) not exist\b/i.test(phrase.words) ||
    "demands" in understand(phrase)
  );
}

const MOST_HTML = 10_000;

/** What a reader sees of a piece of HTML, without the parts of a fold-out. */
function htmlText(html: string): string {
  // Only what is small is looked into: these patterns take long on what is made to confuse them.
  if (html.length > MOST_HTML) return html;
  return html
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<summary\b[^>]*>[\s\S]*?<\/summary>/gi, "")
    .replace(/<\/?(?:details|summary|br|hr|a|p|div)\b[^>]*>/gi, "")
    .trim();
}

function commentsIn(node: Node): readonly NodeOf<"html">[] {
  if (node.type === "html") return isComment(node.value) ? [node] : [];
  return childrenOf(node).flatMap((child) => commentsIn(child));
}

/** A comment for this program that no bullet has taken must not be lost without a word. */
function strayDirective(comment: NodeOf<"html">, parsed: Parsed): readonly DocumentCriterion[] {
  if (directiveIn(comment.value) === undefined) return [];
  const why = `it stands beside no bullet of the criteria: put ${EXCEPT_SYNTAX} on the line of the bullet, or below it and indented as its text is`;
  return [refused(comment, why, parsed)];
}

function phaseId(written: string | undefined, headings: readonly PhaseHeading[]): string {
  if (written === undefined) return WHOLE_DOCUMENT;
  const same = (id: string): boolean => id.toLowerCase() === written.toLowerCase();
  return headings.find(({ id }) => same(id))?.id ?? written;
}

function mustBeUnique(headings: readonly PhaseHeading[], name: string): void {
  const lines = new Map<string, number>();
  for (const { id, line } of headings) {
    const before = lines.get(id.toLowerCase());
    if (before !== undefined) {
      throw new UserError(
        "invalid-document",
        `${name} has two headings for phase ${id}, in lines ${before} and ${line}, so it cannot be told which criteria are whose. Give each phase an id of its own.`,
      );
    }
    lines.set(id.toLowerCase(), line);
  }
}
