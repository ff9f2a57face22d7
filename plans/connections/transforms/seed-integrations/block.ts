import type { API, ASTNode, CallExpression } from "jscodeshift";
import type { Source } from "../../../../codemods/transforms/lib/source.ts";
import type { Names } from "./names.ts";
import { Refused } from "./refused.ts";

export interface BlockContext {
  /** The variable that takes the id of the user source. */
  readonly variable: string;
  readonly names: Names;
  /** What the queries are made with, as it is written. */
  readonly database: string;
}

/** What else the queries call. */
const QUERY = new Set(["select", "where", "orderBy", "limit", "values", "returning"]);

/**
 * The variables that `statements` declare, after a look whether they do nothing but find or make a
 * user source: then, and only then, they can go. Throws Refused at what does something else.
 */
export function checkBlock(
  source: Source,
  api: API,
  statements: readonly ASTNode[],
  { variable, names, database }: BlockContext,
): readonly string[] {
  const j = api.jscodeshift;
  const at = (node: object) => source.span(node);
  const refuse = (node: object, what: string): never => {
    throw new Refused(at(node).start, `${what} among the statements about the user source`);
  };
  const block = j(statements.map((node) => j(node).paths()).flat());

  const declared = new Set<string>();
  for (const statement of statements) {
    if (j.VariableDeclaration.check(statement)) {
      j(statement)
        .find(j.VariableDeclarator)
        .forEach(({ node }) => {
          for (const name of namesBoundBy(node.id)) declared.add(name);
        });
    } else if (!j.IfStatement.check(statement) && !j.ExpressionStatement.check(statement)) {
      refuse(statement, "there is something else");
    }
  }
  if (!declared.has(variable)) refuse(statements[0] ?? {}, `\`${variable}\` is not declared`);

  block.find(j.Statement).forEach(({ node }) => {
    const leaves = [j.ReturnStatement, j.ContinueStatement, j.BreakStatement, j.ThrowStatement];
    if (leaves.some((kind) => kind.check(node))) refuse(node, "the loop is left");
  });
  block.find(j.UpdateExpression).forEach(({ node }) => refuse(node, "something is counted"));
  block.find(j.AssignmentExpression).forEach(({ node }) => {
    if (!j.Identifier.check(node.left) || !declared.has(node.left.name)) {
      refuse(node, "something else is set");
    }
  });
  block.find(j.Identifier, { name: names.integrations }).forEach(({ node }) => {
    refuse(node, "an integration is read or written");
  });
  block.find(j.CallExpression).forEach(({ node, parent }) => {
    const { callee } = node;
    const written = source.text.slice(at(callee).start, at(callee).end);
    const makesId =
      j.Identifier.check(callee) &&
      j.AssignmentExpression.check(parent?.node) &&
      j.Identifier.check(parent.node.left) &&
      parent.node.left.name === variable;
    if (makesId || isOperator(callee) || isQueryOfTable(node) || written.startsWith("console."))
      return;
    refuse(node, `\`${written.replaceAll(/\s+/g, "")}\` is called`);
  });
  return [...declared];

  /** A link of a query's chain, which must be about the table and no other. */
  function isQueryOfTable({ callee, arguments: args }: CallExpression): boolean {
    if (!j.MemberExpression.check(callee) || !j.Identifier.check(callee.property)) return false;
    const { name } = callee.property;
    const isOfTable = j.Identifier.check(args[0]) && args[0].name === names.userSources;
    const isKnown = ["from", "insert"].includes(name) ? isOfTable : QUERY.has(name);
    const { object } = callee;
    if (j.CallExpression.check(object)) return isKnown && isQueryOfTable(object);
    return isKnown && source.text.slice(at(object).start, at(object).end) === database;
  }

  /** `eq`, `and` and their like. */
  function isOperator(callee: ASTNode): boolean {
    if (!j.Identifier.check(callee)) return false;
    const { name } = callee;
    return (
      source.root
        .find(j.ImportDeclaration, { source: { value: "drizzle-orm" } })
        .find(j.ImportSpecifier)
        .filter(({ node }) => (node.local?.name ?? node.imported.name) === name)
        .size() > 0
    );
  }

  function namesBoundBy(pattern: ASTNode): readonly string[] {
    if (j.Identifier.check(pattern)) return [pattern.name];
    if (j.ArrayPattern.check(pattern)) {
      return pattern.elements.flatMap((element) => (element ? namesBoundBy(element) : []));
    }
    return refuse(pattern, "there is a pattern");
  }
}
