import { ts } from "ts-morph";
import { isImportMeta } from "./specifiers.ts";

/** Code that means something else when its file is elsewhere, and that no specifier tells of. */
export function placesBoundToPath(
  file: ts.SourceFile,
): readonly { readonly offset: number; readonly what: string }[] {
  const places: { offset: number; what: string }[] = [];
  const add = (node: ts.Node, what: string): void => {
    places.push({ offset: node.getStart(file), what });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && /^__(?:dirname|filename)$/.test(node.text)) {
      add(node, node.text);
    } else if (ts.isPropertyAccessExpression(node) && isImportMeta(node.expression)) {
      const { text } = node.name;
      const ofFile = /^(?:dirname|filename|dir|file|path|glob|globEager)$/.test(text);
      if (ofFile || (text === "url" && !isTakenCareOf(node))) add(node, `import.meta.${text}`);
    } else if (ts.isCallExpression(node)) {
      const [first] = node.arguments;
      const { expression } = node;
      if (expression.kind === ts.SyntaxKind.ImportKeyword && first && isRelativeTemplate(first)) {
        add(first, "this import() by a path that is put together");
      } else if (expression.getText(file) === "require.context") add(node, "require.context");
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return places;
}

/** In `new URL("./a", import.meta.url)` the string is repointed; require follows its own file. */
function isTakenCareOf(url: ts.Node): boolean {
  const { parent } = url;
  if (ts.isNewExpression(parent)) {
    const [first] = parent.arguments ?? [];
    return first !== undefined && first !== url && ts.isStringLiteralLike(first);
  }
  return (
    ts.isCallExpression(parent) &&
    ts.isIdentifier(parent.expression) &&
    parent.expression.text === "createRequire"
  );
}

function isRelativeTemplate(node: ts.Node): boolean {
  return ts.isTemplateExpression(node) && /^\.{1,2}\//.test(node.head.text);
}
