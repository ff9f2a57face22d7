import { ts } from "ts-morph";
import { fromVirtual } from "../../program/virtual-path.ts";
import type { TypeProgram } from "../../program/program.ts";
import { textOf } from "../../program/references.ts";
import { valueBehind } from "../router-source.ts";
import { chainOf } from "./chain.ts";
import { isAmbientTrpc, isMadeByTrpc } from "./made-by-trpc.ts";

/** A key of a router and what is mounted there. */
export interface Entry {
  readonly key: string;
  readonly property: MountProperty;
  readonly value: ts.Expression;
}

export type MountProperty = ts.PropertyAssignment | ts.ShorthandPropertyAssignment;

/** What a router consists of, and what of it could not be read. */
export interface Entries {
  readonly entries: readonly Entry[];
  readonly unread: readonly { readonly node: ts.Node; readonly why: string }[];
  /** The calls and records that it is made of. */
  readonly parts: readonly ts.Node[];
}

/**
 * The keys of the router that `value` is: those of an object literal, with what is spread into it,
 * through the calls that make and merge routers; where the code does not show them, those that the
 * checker knows of. Of two of one key the last one counts, as when it runs.
 */
export function entriesOf(program: TypeProgram, value: ts.Expression): Entries {
  const reader = new Reader(program);
  reader.read(value);
  const byKey = new Map<string, Entry>();
  for (const entry of reader.entries) byKey.set(entry.key, entry);
  return { entries: [...byKey.values()], unread: reader.unread, parts: reader.parts };
}

class Reader {
  readonly entries: Entry[] = [];
  readonly unread: { node: ts.Node; why: string }[] = [];
  readonly parts: ts.Node[] = [];
  private readonly seen = new Set<ts.Node>();

  constructor(private readonly program: TypeProgram) {}

  read(value: ts.Expression): void {
    const inner = valueBehind(this.program, value);
    if (this.seen.has(inner)) {
      this.unread.push({ node: value, why: "it is made of itself" });
      return;
    }
    this.seen.add(inner);
    this.parts.push(inner);
    if (ts.isObjectLiteralExpression(inner)) this.readRecord(inner);
    else if (ts.isCallExpression(inner) && inner.arguments.length > 0 && this.isMade(inner)) {
      for (const argument of inner.arguments) this.read(argument);
    } else if (!this.readType(value)) {
      this.unread.push({ node: value, why: "what it holds is not written out" });
    }
    this.seen.delete(inner);
  }

  /** Whether a call makes a router of what it is given: of one record, or of several routers. */
  private isMade(call: ts.CallExpression): boolean {
    if (isRouterType(this.program, call)) return true;
    const [only, ...others] = call.arguments.map((each) => valueBehind(this.program, each));
    if (!only || others.length > 0 || !ts.isObjectLiteralExpression(only)) return false;
    // Made by a function that nothing is known of: what it is given has to look like routes.
    return only.properties.some((property) => isMount(property) && this.isRoute(valueOf(property)));
  }

  private isRoute(value: ts.Expression): boolean {
    const inner = valueBehind(this.program, value);
    return isProcedure(this.program, inner) || isRouterType(this.program, inner);
  }

  private readRecord(record: ts.ObjectLiteralExpression): void {
    for (const property of record.properties) {
      if (ts.isSpreadAssignment(property)) {
        this.read(property.expression);
        continue;
      }
      const key = textOf(property.name);
      if (!isMount(property) || key === undefined) {
        const what = key === undefined ? "its key is worked out when it runs" : "it is a method";
        this.unread.push({ node: property, why: what });
        continue;
      }
      this.add(key, property);
    }
  }

  /** What the checker knows of the members; false if that is nothing. */
  private readType(value: ts.Expression): boolean {
    const { checker } = this.program;
    const found = membersOf(this.program, checker.getTypeAtLocation(value));
    for (const property of found) this.add(property.name.getText(), property);
    return found.length > 0;
  }

  private add(key: string, property: MountProperty): void {
    this.entries.push({ key, property, value: valueOf(property) });
  }
}

function valueOf(property: MountProperty): ts.Expression {
  return ts.isPropertyAssignment(property) ? property.initializer : property.name;
}

function isMount(property: ts.ObjectLiteralElementLike): property is MountProperty {
  return ts.isPropertyAssignment(property) || ts.isShorthandPropertyAssignment(property);
}

/** The keys of records of the repository that the members of `type` come from. */
function membersOf({ checker }: TypeProgram, type: ts.Type): readonly MountProperty[] {
  return checker
    .getPropertiesOfType(type)
    .flatMap((member) => checker.getRootSymbols(member))
    .flatMap((root) => root.declarations ?? [])
    .filter(
      (each): each is MountProperty =>
        (ts.isPropertyAssignment(each) || ts.isShorthandPropertyAssignment(each)) &&
        fromVirtual(each.getSourceFile().fileName) !== undefined &&
        textOf(each.name) !== undefined,
    );
}

/** Whether `value` is a router as tRPC makes them, and not a plain record of routes. */
export function isRouterType(program: TypeProgram, value: ts.Expression): boolean {
  if (ts.isObjectLiteralExpression(value)) return false;
  if (ts.isCallExpression(value) && isMadeByTrpc(program, value)) return true;
  const type = program.checker.getTypeAtLocation(value);
  return hasOwn(type, "_def") && hasOwn(type, "createCaller");
}

/** Whether `value` is a procedure: by its type, or since its chain ends as that of one does. */
export function isProcedure(program: TypeProgram, value: ts.Expression): boolean {
  if (chainOf(value)) return true;
  if (ts.isObjectLiteralExpression(value)) return false;
  if (ts.isCallExpression(value) && isMadeByTrpc(program, value)) return false;
  const type = program.checker.getTypeAtLocation(value);
  return hasOwn(type, "~input") && hasOwn(type, "~output");
}

function hasOwn(type: ts.Type, name: string): boolean {
  return type.getProperty(name)?.declarations?.some(isAmbientTrpc) === true;
}
