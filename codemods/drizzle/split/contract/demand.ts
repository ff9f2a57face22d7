import { ts } from "ts-morph";
import { noteAt } from "../../../program/notes.ts";
import { unwrap } from "../../../program/syntax.ts";
import type { Note } from "../../../step.ts";
import { evaluatedAgain } from "./at-once.ts";
import type { Carrier, Reference } from "./carrier.ts";
import { isNothing } from "./climb.ts";
import type { Flow } from "./flow.ts";
import { membersFor } from "./literals.ts";
import type { Parts } from "./parts.ts";
import { groupsIn, groupsOf } from "./patterns.ts";
import type { WritePlan } from "./write-plan.ts";

/**
 * Works out which parts are asked of each carrier: those that something reads which stays. What
 * only the old column is given asks for nothing. Places that cannot be served are notes.
 */
export class Demand {
  readonly notes: Note[] = [];
  /** Carriers by what they are given: what stands in there counts only if the carrier is wanted. */
  private readonly given = new Set<ts.Node>();
  private readonly reached = new Map<ts.Node, Set<string>>();
  private readonly seen = new Set<ts.Node>();

  constructor(
    private readonly flow: Flow,
    private readonly parts: Parts,
    writes: WritePlan,
  ) {
    for (const property of writes.removed) this.given.add(property);
    for (const carrier of flow.carriers)
      for (const definition of carrier.definitions) this.given.add(definition);
    for (const { arguments: values } of flow.helperCalls.keys())
      for (const value of values) this.given.add(value);
    for (const reference of flow.references)
      if (!this.isGiven(reference.node, undefined)) this.apply(reference);
    for (const call of flow.helperCalls.keys())
      if (!this.isGiven(call, undefined)) this.applyHelper(call);
    for (const property of writes.split) {
      const value = ts.isPropertyAssignment(property) ? property.initializer : property.name;
      if (value && ts.isExpression(value)) for (const key of parts.keys) this.reach(value, key);
    }
    for (const carrier of flow.carriers) {
      // What is answered goes on being answered: not all clients have been looked at.
      const isKept = carrier.kind === "parameter" && carrier.wanted.size === 0;
      const [first] = parts.keys;
      if ((carrier.isAnswer || isKept) && first !== undefined) this.want(carrier, first);
      if (carrier.isHandedOut) for (const key of parts.keys) this.want(carrier, key);
    }
  }

  /** Has the part for `key` of what `expression` says, and all that it is made of. */
  reach(expression: ts.Expression, key: string): void {
    const known = this.reached.get(expression) ?? new Set();
    this.reached.set(expression, known);
    if (known.has(key)) return;
    known.add(key);
    const inner = unwrap(expression);
    const again = known.size > 1 ? evaluatedAgain(this.flow, inner) : undefined;
    if (again) {
      const message = `this would be evaluated once for each of ${this.named(" and ")}. Put it into a constant in front, then run again.`;
      this.notes.push(noteAt(again, "cannot-split", "blocking", message));
    }
    const reference = this.flow.byExpression.get(inner);
    if (reference) {
      this.liveIn(ts.isPropertyAccessExpression(inner) ? inner.expression : inner, inner);
      this.want(reference.carrier, key);
    } else if (ts.isObjectLiteralExpression(inner)) this.reachLiteral(inner, key);
    else if (ts.isConditionalExpression(inner)) {
      this.liveIn(inner.condition, inner);
      this.reach(inner.whenTrue, key);
      this.reach(inner.whenFalse, key);
    } else if (ts.isBinaryExpression(inner)) {
      if (inner.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken)
        this.liveIn(inner.left, inner);
      else this.reach(inner.left, key);
      this.reach(inner.right, key);
    } else if (!isNothing(inner)) {
      this.note(
        expression,
        "cannot-split",
        `it is not known what \`${key}\` is to hold of this value`,
      );
    }
  }

  private reachLiteral(literal: ts.ObjectLiteralExpression, key: string): void {
    const members = membersFor(this.flow, this.parts, literal, key);
    if ("problem" in members) {
      this.note(members.node, "cannot-split", members.problem);
      return;
    }
    for (const member of members.kept) {
      const value = member.kind === "blob" ? member.value : undefined;
      if (value) this.reach(value, key);
      else this.liveIn(member.node, literal);
    }
  }

  private want(carrier: Carrier, key: string): void {
    if (carrier.wanted.has(key)) return;
    carrier.wanted.add(key);
    if (carrier.takenFrom) this.want(carrier.takenFrom.carrier, key);
    // What is written to the old column goes; those who read it there read the new ones beside it.
    if (carrier.kind === "written") return;
    for (const definition of carrier.definitions) this.reach(definition, key);
  }

  /** All that `node` refers to by itself, and not within what another carrier is given. */
  private liveIn(node: ts.Node, owner: ts.Node): void {
    for (const reference of this.flow.references) {
      if (isIn(reference.node, node) && !this.isGiven(reference.node, owner)) this.apply(reference);
    }
    for (const call of this.flow.helperCalls.keys()) {
      if (isIn(call, node) && !this.isGiven(call, owner)) this.applyHelper(call);
    }
  }

  /** Whether a token is in what a carrier is given, up to `owner`. */
  private isGiven(node: ts.Node, owner: ts.Node | undefined): boolean {
    for (let at = node; at !== owner && !ts.isSourceFile(at); at = at.parent) {
      if (this.given.has(at)) return true;
    }
    return false;
  }

  private applyHelper(call: ts.CallExpression): void {
    const [value] = call.arguments;
    const key = this.flow.helperCalls.get(call);
    if (value && key !== undefined) this.reach(value, key);
  }

  private apply({ node, use, carrier }: Reference): void {
    if (this.seen.has(node)) return;
    this.seen.add(node);
    const { parts } = this;
    switch (use.kind) {
      case "member": {
        const key = parts.holding(use.member);
        if (key !== undefined) this.reach(use.whole, key);
        else this.note(node, "dropped-member", `no new column holds \`${use.member}\``);
        return;
      }
      case "pattern": {
        const groups = groupsOf(use.declaration, parts);
        if ("problem" in groups) this.note(groups.node, "cannot-split", groups.problem);
        else if (use.declaration.initializer)
          for (const key of groups.byKey.keys()) this.reach(use.declaration.initializer, key);
        return;
      }
      case "nested": {
        const groups = groupsIn(use.element.name, parts);
        if ("problem" in groups) this.note(groups.node, "cannot-split", groups.problem);
        else for (const key of groups.byKey.keys()) this.want(carrier, key);
        return;
      }
      case "test": {
        const [first] = parts.keys;
        if (first !== undefined) this.reach(use.whole, first);
        return;
      }
      case "escape": {
        if (carrier.isAnswer) {
          // All but the members that are beside it now can still be read of what is handed on.
          this.handedOn(node, carrier.name, use.how);
          return;
        }
        const how = `the whole of \`${parts.old}\` is used here, ${use.how}`;
        this.note(node, "whole-value", how);
        return;
      }
      default:
    }
  }

  private handedOn(node: ts.Node, name: string, how: string): void {
    const gone = [...this.parts.taken].map((member) => `\`${member}\``).join(" and ");
    const message = `\`${name}\` is handed on here, ${how}, and is without ${gone} from now on. Look whether it is read from it there.`;
    this.notes.push(noteAt(node, "possible-read", "manual", message));
  }

  /** The new columns. */
  private named(between: string): string {
    return this.parts.keys.map((key) => `\`${key}\``).join(between);
  }

  private note(node: ts.Node, code: string, what: string): void {
    const message = `${what}. Change this place to read ${this.named(" or ")}, then run again.`;
    if (!this.notes.some((each) => isAt(each, noteAt(node, code, "blocking", message))))
      this.notes.push(noteAt(node, code, "blocking", message));
  }
}

function isAt(a: Note, b: Note): boolean {
  return a.path === b.path && a.line === b.line && a.column === b.column;
}

function isIn(inner: ts.Node, outer: ts.Node): boolean {
  for (let at: ts.Node | undefined = inner; at; at = at.parent) if (at === outer) return true;
  return false;
}
