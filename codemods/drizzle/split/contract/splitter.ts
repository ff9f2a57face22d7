import { ts } from "ts-morph";
import { unwrap } from "../../../program/syntax.ts";
import type { Carrier, Reference } from "./carrier.ts";
import { Casts, mayBeNothing } from "./casts.ts";
import type { Flow } from "./flow.ts";
import { membersFor } from "./literals.ts";
import { Naming } from "./naming.ts";
import { NestedEdits } from "./nested-edits.ts";
import type { Parts } from "./parts.ts";
import { removalRanges } from "./removal-ranges.ts";
import { isPath, samePart } from "./same-part.ts";
import { indentOf, reindented } from "./text.ts";
import type { WritePlan } from "./write-plan.ts";

/** Writes expressions that have the old value as expressions that have one part of it. */
export class Splitter {
  readonly naming: Naming;
  readonly casts: Casts;
  /** Casts to a type of a name that went, since it is not known what it says of a part. */
  readonly dropped = new Set<ts.Node>();
  private readonly edits = new Map<ts.SourceFile, NestedEdits>();

  constructor(
    readonly flow: Flow,
    readonly parts: Parts,
    readonly writes: WritePlan,
  ) {
    this.naming = new Naming(parts);
    this.casts = new Casts(flow, parts, this.naming);
  }

  /** The edits of the file that `node` is in. */
  editsOf(node: ts.Node): NestedEdits {
    const file = node.getSourceFile();
    const known = this.edits.get(file) ?? new NestedEdits(file);
    this.edits.set(file, known);
    return known;
  }

  /** All edits, by file. */
  all(): ReadonlyMap<ts.SourceFile, NestedEdits> {
    return this.edits;
  }

  /** The text of `node` with the edits that are within it. */
  render(node: ts.Node): string {
    return this.editsOf(node).render(node.getStart(), node.getEnd());
  }

  /** What `expression` says for the column `key`. Only for what the demand has found to be split. */
  textOf(expression: ts.Expression, key: string): string {
    if (ts.isParenthesizedExpression(expression)) {
      const inner = this.textOf(expression.expression, key);
      return isSimple(inner) ? inner : `(${inner})`;
    }
    if (ts.isAsExpression(expression) || ts.isSatisfiesExpression(expression)) {
      return this.castText(expression, key);
    }
    if (ts.isNonNullExpression(expression)) {
      const inner = this.textOf(expression.expression, key);
      return inner.includes("?.") ? `${inner}!` : inner;
    }
    if (ts.isTypeAssertionExpression(expression)) return this.textOf(expression.expression, key);
    const reference = this.flow.byExpression.get(expression);
    if (reference) return this.referenceText(reference, expression, key);
    if (ts.isObjectLiteralExpression(expression)) return this.literalText(expression, key);
    if (ts.isConditionalExpression(expression)) {
      const { condition, whenTrue, whenFalse } = expression;
      return `${this.render(condition)} ? ${this.textOf(whenTrue, key)} : ${this.textOf(whenFalse, key)}`;
    }
    if (ts.isBinaryExpression(expression)) {
      const { left, operatorToken, right } = expression;
      const isGuard = operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
      const before = isGuard ? this.render(left) : this.textOf(left, key);
      return `${before} ${operatorToken.getText()} ${this.textOf(right, key)}`;
    }
    return this.render(expression);
  }

  /** The text of a part that is that of a row, `row.key`; undefined if it is made anew. */
  sameAs(expression: ts.Expression, key: string): string | undefined {
    const same = samePart(this.flow, this.parts, expression, key);
    if (same) return `${same.row.getText()}.${this.naming.nameOf(same.carrier, key)}`;
    const value = this.ownPart(unwrap(expression), key);
    return value && isPath(this.flow, value) ? this.render(value) : undefined;
  }

  /** What an object as written gives a member that is a column now. */
  private ownPart(literal: ts.Expression, key: string): ts.Expression | undefined {
    if (this.parts.memberOf(key) === undefined || !ts.isObjectLiteralExpression(literal)) {
      return undefined;
    }
    const members = membersFor(this.flow, this.parts, literal, key);
    const only = "kept" in members ? members.kept[0] : undefined;
    if (only?.kind !== "own") return undefined;
    if (ts.isPropertyAssignment(only.node)) return only.node.initializer;
    return ts.isShorthandPropertyAssignment(only.node) ? only.node.name : undefined;
  }

  /** Whether a variable need not be declared for a part, since its readers can read the row. */
  isInlined(carrier: Carrier, key: string): boolean {
    if (carrier.kind !== "variable" || key === this.naming.primaryOf(carrier)) return false;
    const [definition] = carrier.definitions;
    return definition !== undefined && this.sameAs(definition, key) !== undefined;
  }

  /** The parts that a carrier is declared for. */
  declared(carrier: Carrier): readonly string[] {
    return this.naming.keysOf(carrier).filter((key) => !this.isInlined(carrier, key));
  }

  /** Whether a part of `expression` may be null or undefined, the new columns being NOT NULL. */
  mayBeNothing(expression: ts.Expression): boolean {
    const inner = unwrap(expression);
    const reference = this.flow.byExpression.get(inner);
    if (!reference) return !ts.isObjectLiteralExpression(inner);
    if (ts.isPropertyAccessExpression(inner))
      return (inner.flags & ts.NodeFlags.OptionalChain) !== 0;
    const { carrier } = reference;
    if (carrier.kind === "parameter") {
      return [...carrier.declarations].some(
        (each) =>
          ts.isParameter(each) &&
          (!!each.questionToken || (!!each.type && mayBeNothing(each.type))),
      );
    }
    return [...carrier.definitions].some((each) => this.mayBeNothing(each));
  }

  private castText(expression: ts.AsExpression | ts.SatisfiesExpression, key: string): string {
    const inner = expression.expression;
    const type = this.isOwnType(inner, key) ? undefined : this.casts.forCast(expression.type, key);
    const word = ts.isAsExpression(expression) ? "as" : "satisfies";
    if (type !== undefined) return `${this.textOf(inner, key)} ${word} ${type}`;
    if (ts.isTypeReferenceNode(expression.type) && this.parts.memberOf(key) === undefined)
      this.dropped.add(expression);
    // `value as unknown as Type`: without the second, the first is of no use.
    const isBridge = ts.isAsExpression(inner) && inner.type.kind === ts.SyntaxKind.UnknownKeyword;
    return this.textOf(isBridge ? inner.expression : inner, key);
  }

  /** Whether the part is an object as written, of a type that needs no help to be the column's. */
  private isOwnType(value: ts.Expression, key: string): boolean {
    return this.parts.memberOf(key) !== undefined && ts.isObjectLiteralExpression(unwrap(value));
  }

  private referenceText({ carrier }: Reference, expression: ts.Expression, key: string): string {
    if (ts.isPropertyAccessExpression(expression)) {
      const edits = this.editsOf(expression);
      const before = edits.render(expression.getStart(), expression.name.getStart());
      return before + this.naming.nameOf(carrier, key);
    }
    if (ts.isElementAccessExpression(expression)) {
      const edits = this.editsOf(expression);
      const argument = expression.argumentExpression;
      const before = edits.render(expression.getStart(), argument.getStart());
      const after = edits.render(argument.getEnd(), expression.getEnd());
      return `${before}"${this.naming.nameOf(carrier, key)}"${after}`;
    }
    if (this.isInlined(carrier, key)) {
      const [definition] = carrier.definitions;
      const same = definition && this.sameAs(definition, key);
      if (same !== undefined) return same;
    }
    return this.naming.nameOf(carrier, key);
  }

  private literalText(literal: ts.ObjectLiteralExpression, key: string): string {
    const members = membersFor(this.flow, this.parts, literal, key);
    if ("problem" in members) return this.render(literal);
    const [only] = members.kept;
    if (only && members.kept.length === 1) {
      if (only.kind === "blob") return this.textOf(only.value, key);
      if (this.parts.memberOf(key) !== undefined) {
        return reindented(this.valueText(only.node), indentOf(only.node), indentOf(literal));
      }
    }
    const edits = this.editsOf(literal);
    const kept = new Set<ts.Node>(members.kept.map(({ node }) => node));
    for (const member of members.kept) {
      if (member.kind !== "blob") continue;
      const { value } = member;
      edits.add(value.getStart(), value.getEnd(), () => this.spreadText(value, key));
    }
    const removed = new Set(literal.properties.filter((each) => !kept.has(each)));
    let text = "";
    let at = literal.getStart();
    for (const { start, end } of removalRanges(literal.properties, removed)) {
      text += edits.render(at, start);
      at = end;
    }
    return text + edits.render(at, literal.getEnd());
  }

  /** What is spread needs no cast: each part has a type of its own. */
  private spreadText(value: ts.Expression, key: string): string {
    const inner = unwrap(value);
    return this.flow.byExpression.has(inner) ? this.textOf(inner, key) : this.textOf(value, key);
  }

  private valueText(property: ts.ObjectLiteralElementLike): string {
    if (ts.isPropertyAssignment(property)) return this.render(property.initializer);
    return ts.isShorthandPropertyAssignment(property)
      ? this.shorthandText(property)
      : this.render(property);
  }

  private shorthandText(property: ts.ShorthandPropertyAssignment): string {
    return property.name.text;
  }
}

/** Whether a text needs no parentheses before a dot. */
function isSimple(text: string): boolean {
  return /^[\w$.?!"[\]]+$/.test(text);
}
