import type { API } from "jscodeshift";
import type { Source } from "../../../../codemods/transforms/lib/source.ts";
import type { Span, Splice } from "../../../../codemods/transforms/lib/splice.ts";
import { within } from "./shape.ts";

/** What the script says about itself, and what it is to say. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\buser sources and workspace integrations\b/gi, "workspace integrations"],
  [/\ba userSource \+ workspaceIntegration pair\b/gi, "a workspaceIntegration"],
  [/\ba userSource and the integration that uses it\b/gi, "the integration to seed"],
];

const MENTION = /\buser[ -_]?sources?\b/i;

export interface Wording {
  readonly splices: readonly Splice[];
  /** Where the text still speaks of what is gone. */
  readonly left: readonly number[];
}

/** Rewords comments and texts that are not within `gone`. */
export function wordingOf(source: Source, api: API, gone: readonly Span[]): Wording {
  const j = api.jscodeshift;
  const texts: readonly Span[] = [
    ...source.root.find(j.TemplateElement).paths(),
    ...source.root.find(j.StringLiteral).paths(),
  ]
    .filter(({ parent }) => !j.ImportDeclaration.check(parent?.node))
    .map(({ node }) => source.span(node));
  const splices: Splice[] = [];
  const left: number[] = [];
  for (const { start, end } of [...source.comments, ...texts]) {
    if (gone.some((span) => within({ start, end }, span))) continue;
    const text = source.text.slice(start, end);
    let rest = text;
    for (const [phrase, to] of PHRASES) {
      for (const { index, 0: from } of text.matchAll(phrase)) {
        const capital = /^[A-Z]/.test(from);
        const written = capital ? `${to.charAt(0).toUpperCase()}${to.slice(1)}` : to;
        splices.push({ start: start + index, end: start + index + from.length, text: written });
        rest = `${rest.slice(0, index)}${" ".repeat(from.length)}${rest.slice(index + from.length)}`;
      }
    }
    const mention = MENTION.exec(rest);
    if (mention) left.push(start + mention.index);
  }
  return { splices, left };
}
