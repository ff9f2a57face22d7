import type { API, ASTNode } from "jscodeshift";
import type { Source } from "./source.ts";

/**
 * Those of `names` that something in the file refers to or declares, imports aside: as a value, a
 * type, a tag, an export. What only names a member, a key, an attribute or a label does not count.
 * A name in an inner scope counts like one of the file's own, and so does a token that the parser's
 * tree does not account for, so that nothing in use is ever missed.
 */
export function namesInUse(source: Source, api: API, names: readonly string[]): Set<string> {
  const j = api.jscodeshift;
  const onlyNames = new Set<number>();
  const leave = (node: object) => onlyNames.add(source.span(node).start);
  source.root.find(j.Identifier).forEach((path) => {
    if (names.includes(path.node.name) && isOnlyAName(path.node, path.parent?.node, api)) {
      leave(path.node);
    }
  });
  source.root.find(j.JSXIdentifier).forEach((path) => {
    const parent: unknown = path.parent?.node;
    const isMember = j.JSXMemberExpression.check(parent) && parent.property === path.node;
    if (isMember || j.JSXAttribute.check(parent)) leave(path.node);
  });
  source.root.find(j.ImportDeclaration).forEach((path) => {
    const { start, end } = source.span(path.node);
    for (const token of source.tokens) {
      if (token.start >= start && token.end <= end) onlyNames.add(token.start);
    }
  });
  const wanted = new Set(names);
  const used = new Set<string>();
  for (const { start, text } of source.tokens) {
    if (wanted.has(text) && !onlyNames.has(start)) used.add(text);
  }
  for (const name of impliedByJsx(source, api)) used.add(name);
  return used;
}

/** What JSX refers to without a word in the code: the classic `React`, and a pragma's names. */
function impliedByJsx(source: Source, api: API): string[] {
  const j = api.jscodeshift;
  const pragmas = source.comments.flatMap(({ text }) =>
    [...text.matchAll(/@jsx(?:Frag)?\s+([\w$]+)/g)].map((match) => match[1] ?? ""),
  );
  const hasJsx =
    source.root.find(j.JSXElement).size() > 0 || source.root.find(j.JSXFragment).size() > 0;
  return hasJsx ? ["React", ...pragmas] : pragmas;
}

function isOnlyAName(node: ASTNode, parent: unknown, api: API): boolean {
  const j = api.jscodeshift;
  if (
    j.ImportSpecifier.check(parent) ||
    j.ImportDefaultSpecifier.check(parent) ||
    j.ImportNamespaceSpecifier.check(parent)
  ) {
    return true;
  }
  if (j.MemberExpression.check(parent) || j.OptionalMemberExpression.check(parent)) {
    return parent.property === node && parent.computed !== true;
  }
  if (j.ObjectProperty.check(parent)) {
    // In a shorthand, key and value may be one node.
    return parent.key === node && parent.value !== node && !parent.computed && !parent.shorthand;
  }
  if (
    j.ObjectMethod.check(parent) ||
    j.ClassMethod.check(parent) ||
    j.ClassProperty.check(parent) ||
    j.TSPropertySignature.check(parent) ||
    j.TSMethodSignature.check(parent)
  ) {
    return parent.key === node && parent.computed !== true;
  }
  if (j.TSQualifiedName.check(parent)) return parent.right === node;
  if (j.TSEnumMember.check(parent)) return parent.id === node;
  if (j.ExportSpecifier.check(parent)) {
    // `export { x }` has x twice, at one place.
    return j.Identifier.check(node) && parent.local?.name !== node.name;
  }
  return (
    j.LabeledStatement.check(parent) ||
    j.BreakStatement.check(parent) ||
    j.ContinueStatement.check(parent)
  );
}
