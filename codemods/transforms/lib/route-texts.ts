import type { API, ASTNode, FileInfo } from "jscodeshift";
import { isModuleName } from "./module-names.ts";
import { proseEvidence, textEvidence } from "./route-evidence.ts";
import type { Evidence } from "./route-evidence.ts";
import { parseSource } from "./source.ts";
import type { Source } from "./source.ts";
import type { Span } from "./splice.ts";

/** Where a file may speak of a route. */
export interface RouteTexts {
  /** Comments, texts that name no module, templates, and what JSX shows. */
  readonly texts: readonly Text[];
  readonly keys: readonly QueryKey[];
}

export interface Text extends Span {
  readonly evidence: Evidence;
}

/** The texts of an array that stands first in another array, as the path does in a query key. */
export type QueryKey = readonly (Span & { readonly value: string })[];

/** What was found in the last text of each path: a step asks for one part of it after the other. */
const known = new Map<string, { readonly source: string; readonly found: RouteTexts }>();

/** Throws the parser's SyntaxError. */
export function routeTextsIn(file: FileInfo, api: API): RouteTexts {
  const last = known.get(file.path);
  if (last?.source === file.source) return last.found;
  const source = parseSource(file, api);
  const found = { texts: textsOf(source, api), keys: queryKeys(source, api) };
  known.set(file.path, { source: file.source, found });
  return found;
}

function textsOf(source: Source, api: API): Text[] {
  const j = api.jscodeshift;
  const written = ({ start, end }: Span): string => source.text.slice(start, end);
  const prose = (span: Span): Text => ({ ...span, evidence: proseEvidence(written(span)) });
  const texts: Text[] = source.comments.map(({ start, end }) => prose({ start, end }));
  source.root.find(j.StringLiteral).forEach((path) => {
    if (isModuleName(path, api)) return;
    const span = source.span(path.node);
    texts.push({ ...span, evidence: textEvidence(path, path.node.value, source, api) });
  });
  source.root.find(j.TemplateLiteral).forEach((path) => {
    const whole = path.node.quasis.map(({ value }) => value.raw).join("");
    const evidence = textEvidence(path, whole, source, api);
    for (const quasi of path.node.quasis) texts.push({ ...source.span(quasi), evidence });
  });
  source.root.find(j.JSXText).forEach((path) => {
    texts.push(prose(source.span(path.node)));
  });
  return texts;
}

function queryKeys(source: Source, api: API): QueryKey[] {
  const j = api.jscodeshift;
  const keys: QueryKey[] = [];
  source.root.find(j.ArrayExpression).forEach((path) => {
    let first: ASTNode | null | undefined = path.node.elements[0];
    while (j.TSAsExpression.check(first) || j.TSSatisfiesExpression.check(first)) {
      first = first.expression;
    }
    if (!j.ArrayExpression.check(first)) return;
    const parts = first.elements.flatMap((element) =>
      element?.type === "StringLiteral" ? [{ ...source.span(element), value: element.value }] : [],
    );
    if (parts.length === first.elements.length) keys.push(parts);
  });
  return keys;
}
