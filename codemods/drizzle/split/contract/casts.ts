import { ts } from "ts-morph";
import type { Flow } from "./flow.ts";
import type { Naming } from "./naming.ts";
import type { Parts } from "./parts.ts";
import { isNothingType } from "../types.ts";
import { removalRanges } from "./removal-ranges.ts";

/** Says what a type that was written for the old value is for one of its parts. */
export class Casts {
  constructor(
    private readonly flow: Flow,
    private readonly parts: Parts,
    private readonly naming: Naming,
  ) {}

  /** The type of a cast, for the part that goes into `key`; undefined if there is to be none. */
  forCast(type: ts.TypeNode, key: string): string | undefined {
    if (type.kind === ts.SyntaxKind.NeverKeyword || type.kind === ts.SyntaxKind.AnyKeyword)
      return type.getText();
    const asked = this.askedOf(type, key);
    if (asked !== undefined) return asked;
    // The type of the new column says more than a cast of what it was a member of.
    if (this.parts.memberOf(key) !== undefined) return undefined;
    const literal = literalIn(type);
    if (!literal) return undefined;
    return literal.members.every((each) => this.isTaken(each))
      ? undefined
      : this.withoutTaken(type, literal);
  }

  /** The type of a parameter, for a part; undefined if it is not known. */
  forAnnotation(type: ts.TypeNode, key: string): string | undefined {
    const asked = this.askedOf(type, key);
    if (asked !== undefined) return asked;
    const literal = literalIn(type);
    if (!literal) return undefined;
    const member = this.parts.memberOf(key);
    if (member === undefined) return this.withoutTaken(type, literal);
    const own = literal.members.find(
      (each) => ts.isPropertySignature(each) && nameOf(each) === member,
    );
    if (!own || !ts.isPropertySignature(own) || !own.type) return undefined;
    const text = type.getText();
    const start = literal.getStart() - type.getStart();
    return text.slice(0, start) + own.type.getText() + text.slice(start + literal.getWidth());
  }

  /** `Row["old"]` and `typeof variable`, with what surrounds them: `NonNullable<Row["key"]>`. */
  private askedOf(type: ts.TypeNode, key: string): string | undefined {
    const edits: { node: ts.Node; text: string }[] = [];
    for (const { node, use, carrier } of this.flow.references) {
      if (use.kind !== "type" || !isIn(node, type)) continue;
      if (ts.isLiteralTypeNode(node.parent)) edits.push({ node, text: `"${key}"` });
      else if (carrier.wanted.has(key))
        edits.push({ node, text: this.naming.nameOf(carrier, key) });
      else return undefined;
    }
    if (edits.length === 0) return undefined;
    edits.sort((a, b) => b.node.getStart() - a.node.getStart());
    let text = type.getText();
    for (const edit of edits) {
      const start = edit.node.getStart() - type.getStart();
      text = text.slice(0, start) + edit.text + text.slice(start + edit.node.getWidth());
    }
    return text;
  }

  private isTaken(member: ts.TypeElement): boolean {
    const name = nameOf(member);
    return name !== undefined && this.parts.taken.has(name);
  }

  private withoutTaken(type: ts.TypeNode, literal: ts.TypeLiteralNode): string {
    const { text } = type.getSourceFile();
    const removed = new Set(literal.members.filter((each) => this.isTaken(each)));
    let result = "";
    let at = type.getStart();
    for (const { start, end } of removalRanges(literal.members, removed)) {
      result += text.slice(at, start);
      at = end;
    }
    return result + text.slice(at, type.getEnd());
  }
}

function nameOf(member: ts.TypeElement): string | undefined {
  const { name } = member;
  if (!name) return undefined;
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : undefined;
}

/** The one type literal of a type that is it, or it or nothing. */
export function literalIn(type: ts.TypeNode): ts.TypeLiteralNode | undefined {
  if (ts.isTypeLiteralNode(type)) return type;
  if (ts.isParenthesizedTypeNode(type)) return literalIn(type.type);
  if (!ts.isUnionTypeNode(type)) return undefined;
  const others = type.types.filter((each) => !isNothingType(each));
  const [only] = others;
  return others.length === 1 && only ? literalIn(only) : undefined;
}

/** Whether a type is, or has, `null` or `undefined`. */
export function mayBeNothing(type: ts.TypeNode): boolean {
  if (ts.isParenthesizedTypeNode(type)) return mayBeNothing(type.type);
  return ts.isUnionTypeNode(type) ? type.types.some(mayBeNothing) : isNothingType(type);
}

function isIn(inner: ts.Node, outer: ts.Node): boolean {
  for (let at: ts.Node | undefined = inner; at; at = at.parent) if (at === outer) return true;
  return false;
}
