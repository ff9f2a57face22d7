import { ts } from "ts-morph";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { Snapshot } from "../../../workspace/snapshot.ts";

/** A JSON file (comments allowed) whose strings can be found in the text again. */
export interface JsonFile {
  readonly text: string;
  readonly root: ts.ObjectLiteralExpression;
  readonly problem: { readonly offset: number; readonly message: string } | undefined;
}

/** The JSON file at `path`; undefined if it is not text or not an object. */
export function readJson(path: RepoPath, snapshot: Snapshot): JsonFile | undefined {
  const text = snapshot.text(path);
  if (text === undefined) return undefined;
  const file = ts.createSourceFile(
    path,
    text,
    ts.ScriptTarget.JSON,
    true,
    ts.ScriptKind.JSON,
  ) as ts.JsonSourceFile;
  const root = file.statements[0]?.expression;
  if (!root || !ts.isObjectLiteralExpression(root)) return undefined;
  const { parseDiagnostics } = file as ts.JsonSourceFile & {
    parseDiagnostics: readonly ts.DiagnosticWithLocation[];
  };
  const [first] = parseDiagnostics;
  return {
    text,
    root,
    problem: first && {
      offset: first.start,
      message: ts.flattenDiagnosticMessageText(first.messageText, " "),
    },
  };
}

/** The keys of an object and what they hold. */
export function propertiesOf(node: ts.Node | undefined): readonly [string, ts.Expression][] {
  if (!node || !ts.isObjectLiteralExpression(node)) return [];
  return node.properties.flatMap((property): [string, ts.Expression][] =>
    ts.isPropertyAssignment(property) && ts.isStringLiteral(property.name)
      ? [[property.name.text, property.initializer]]
      : [],
  );
}

/** What an object holds under a key. */
export function propertyOf(node: ts.Node | undefined, key: string): ts.Expression | undefined {
  return propertiesOf(node).find(([name]) => name === key)?.[1];
}

/** All strings in a value; keys are none of them. */
export function stringsIn(node: ts.Expression | undefined): readonly ts.StringLiteral[] {
  if (!node) return [];
  if (ts.isStringLiteral(node)) return [node];
  if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap(stringsIn);
  return propertiesOf(node).flatMap(([, value]) => stringsIn(value));
}
