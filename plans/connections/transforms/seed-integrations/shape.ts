import type { API, ASTNode, ASTPath, ForOfStatement, ObjectExpression } from "jscodeshift";
import { keyOf } from "../../../../codemods/transforms/lib/object.ts";
import type { Source } from "../../../../codemods/transforms/lib/source.ts";
import type { Span } from "../../../../codemods/transforms/lib/splice.ts";
import type { Names } from "./names.ts";
import { checkBlock } from "./block.ts";
import { Refused } from "./refused.ts";

/** The parts of the script that change, and what they are made of. */
export interface Shape {
  /** The statements that find or make a user source. */
  readonly block: Span;
  /** The body of the loop over the demo data. */
  readonly body: Span;
  /** `eq(workspaceIntegrations.userSourceId, userSourceId)` of the lookup. */
  readonly filter: Span;
  /** The property of the new row that refers to the user source. */
  readonly reference: Span;
  /** Whether the properties of the new row stand on lines of their own. */
  readonly ownLines: boolean;
  readonly hasProvider: boolean;
  /** Code, as the script writes it. */
  readonly database: string;
  readonly workspaceId: string;
  readonly provider: string;
  readonly providerResourceId: string;
  /** The variable of the loop, and the one that it runs over. */
  readonly entry: string;
  readonly list: string;
}

/** Throws Refused where the script does not have them all, just once. */
export function shapeOf(source: Source, api: API, names: Names): Shape {
  const j = api.jscodeshift;
  const code = (node: object): string => {
    const { start, end } = source.span(node);
    return source.text.slice(start, end);
  };
  const insert = insertInto(names.integrations);
  const row = insert.values;
  const reference = propertyOf(row, "userSourceId");
  const resource = propertyOf(row, "providerResourceId");
  if (!j.Identifier.check(reference.value)) {
    throw new Refused(source.span(reference.node).start, "`userSourceId` is not a variable here");
  }
  const existing = row.properties.find((property) => keyOf(property, api) === "installationId");
  if (existing) {
    throw new Refused(source.span(existing).start, "the new row has an `installationId` already");
  }
  const loop = loopAround(insert.path);
  const body = loop.body;
  if (!j.BlockStatement.check(body)) throw new Refused(source.span(body).start, NO_LOOP);

  const made = insertInto(names.userSources);
  const provider = propertyOf(made.values, "sourceType");
  const statements = body.body.map((node) => ({ node, ...source.span(node) }));
  const mentions = tokensSaying(names.userSources);
  const touched = statements.filter((statement) => mentions.some((at) => within(at, statement)));
  const [first, last] = [touched[0], touched.at(-1)];
  const place = source.span(insert.path.node);
  if (!first || !last || last.end > place.start) {
    throw new Refused(place.start, "no user source is looked up before this row is inserted");
  }
  const block = { start: first.start, end: last.end };
  const astray = mentions.find((at) => !within(at, block));
  if (astray) throw new Refused(astray.start, "the table of user sources is used here as well");

  const inBlock = statements.filter((statement) => within(statement, block));
  const variable = reference.value.name;
  const declared = checkBlock(
    source,
    api,
    inBlock.map(({ node }) => node),
    { variable, names, database: insert.database },
  );
  const filter = filterOn(variable);
  for (const name of declared) {
    const stray = identifiersCalled(name).find(
      (at) => !within(at, block) && !within(at, filter) && !within(at, source.span(reference.node)),
    );
    if (stray) throw new Refused(stray.start, `\`${name}\`, which is to go, is used here`);
  }
  return {
    block,
    body: source.span(body),
    filter,
    reference: source.span(reference.node),
    ownLines: code(row).includes("\n"),
    hasProvider: row.properties.some((property) => keyOf(property, api) === "provider"),
    database: insert.database,
    workspaceId: workspaceIn(filter),
    provider: code(provider.value),
    providerResourceId: code(resource.value),
    ...namesOfLoop(loop),
  };

  /** The one `db.insert(table).values({ … })` of a table. */
  function insertInto(table: string) {
    const found = source.root
      .find(j.CallExpression, { callee: { property: { name: "insert" } } })
      .filter(
        ({ node }) => j.Identifier.check(node.arguments[0]) && node.arguments[0].name === table,
      )
      .paths();
    const [path] = found;
    const callee = path?.node.callee;
    const member: unknown = path?.parent?.node;
    const call: unknown = path?.parent?.parent?.node;
    const values = j.CallExpression.check(call) ? call.arguments[0] : undefined;
    const isValues =
      j.MemberExpression.check(member) &&
      j.Identifier.check(member.property) &&
      member.property.name === "values";
    if (
      !path ||
      found.length > 1 ||
      !isValues ||
      !j.ObjectExpression.check(values) ||
      !j.MemberExpression.check(callee)
    ) {
      const at = found[1] ?? path;
      const start = at ? source.span(at.node).start : (tokensSaying(table)[0]?.start ?? 0);
      throw new Refused(
        start,
        `one row of \`${table}\` is not inserted as an object, in one place`,
      );
    }
    return { path, values, database: code(callee.object) };
  }

  function propertyOf(object: ObjectExpression, key: string): { node: ASTNode; value: ASTNode } {
    const node = object.properties.find((property) => keyOf(property, api) === key);
    if (!node || !(j.ObjectProperty.check(node) || j.Property.check(node))) {
      throw new Refused(source.span(object).start, `the row has no \`${key}\``);
    }
    return { node, value: node.value };
  }

  function loopAround(path: ASTPath): ForOfStatement {
    for (let at: ASTPath | null = path; at; at = at.parent) {
      if (j.ForOfStatement.check(at.node)) return at.node;
    }
    throw new Refused(source.span(path.node).start, NO_LOOP);
  }

  function namesOfLoop({ left, right }: ForOfStatement): { entry: string; list: string } {
    const [declarator] = j.VariableDeclaration.check(left) ? left.declarations : [];
    const id = j.VariableDeclarator.check(declarator) ? declarator.id : undefined;
    if (!j.Identifier.check(id) || !j.Identifier.check(right)) {
      throw new Refused(source.span(left).start, NO_LOOP);
    }
    return { entry: id.name, list: right.name };
  }

  /** The one condition that ties the lookup of an integration to the user source. */
  function filterOn(name: string): Span {
    const found = comparisons("userSourceId").filter(
      ({ other }) => j.Identifier.check(other) && other.name === name,
    );
    const [only] = found;
    const start = found[1]?.start ?? place.start;
    if (!only || found.length > 1) {
      throw new Refused(start, "the integration is not looked up by its user source just once");
    }
    return { start: only.start, end: only.end };
  }

  /** What the integration's workspace is compared with, in the same `and(…)` as `filter`. */
  function workspaceIn(filter: Span): string {
    const groups = source.root
      .find(j.CallExpression, { callee: { type: "Identifier", name: names.and } })
      .paths()
      .map(({ node }) => source.span(node))
      .filter((group) => within(filter, group));
    const found = comparisons("workspaceId").filter((it) => groups.some((and) => within(it, and)));
    const [only] = found;
    if (!only || found.length > 1) {
      throw new Refused(filter.start, "the integration is not looked up by its workspace as well");
    }
    return code(only.other);
  }

  /** `eq(workspaceIntegrations.column, other)`, whichever comes first. */
  function comparisons(column: string): (Span & { readonly other: ASTNode })[] {
    return source.root
      .find(j.CallExpression, { callee: { type: "Identifier", name: names.eq } })
      .paths()
      .flatMap(({ node }) => {
        const [left, right] = node.arguments;
        if (!left || !right || node.arguments.length !== 2) return [];
        const written = `${names.integrations}.${column}`;
        const other = code(left) === written ? right : code(right) === written ? left : undefined;
        return other ? [{ ...source.span(node), other }] : [];
      });
  }

  function tokensSaying(text: string): readonly Span[] {
    const imports = source.root.find(j.ImportDeclaration).paths();
    const spans = imports.map(({ node }) => source.span(node));
    return source.tokens.filter(
      (token) => token.text === text && !spans.some((span) => within(token, span)),
    );
  }

  /** Where a variable is named, as the name of a member or not at all. */
  function identifiersCalled(name: string): readonly Span[] {
    return source.tokens.filter(
      ({ text }, index) =>
        text === name && ![".", "?."].includes(source.tokens[index - 1]?.text ?? ""),
    );
  }
}

const NO_LOOP = "the rows are not inserted in a `for (const entry of LIST) { … }`";

export function within(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}
