import { ts } from "ts-morph";
import { noteAt } from "../../../program/notes.ts";
import { pathOf } from "../../../program/program.ts";
import type { Note } from "../../../step.ts";
import { calledName, walk } from "../../syntax.ts";
import type { Carrier } from "./carrier.ts";
import type { Flow } from "./flow.ts";

/** Functions that make text of what they are given, or send it: who reads that has no type of it. */
const TEXTING = /^(?:json|stringify|serialize|send)$/;

/** How far into a value is looked: a row in a list in an answer. */
const DEEPEST = 3;

/**
 * Notes for rows, whole or selected, that go to where no type tells what is read of them: into JSON,
 * a response, a cache. They are of another shape now, and what reads them is not followed.
 */
export function handedOutNotes(flow: Flow): readonly Note[] {
  const { checker } = flow.input.program;
  const notes: Note[] = [];
  for (const file of flow.sources) {
    walk(file, (node) => {
      if (!ts.isCallExpression(node) || !TEXTING.test(calledName(node) ?? "")) return;
      const declaration = checker.getResolvedSignature(node)?.declaration;
      if (declaration && pathOf(declaration.getSourceFile()) !== undefined) return;
      for (const value of node.arguments) {
        const held = heldIn(flow, checker.getTypeAtLocation(value), value, DEEPEST);
        if (held) notes.push(noteAt(value, "handed-out", "manual", messageFor(held, node)));
      }
    });
  }
  return notes;
}

function messageFor(held: Carrier, call: ts.CallExpression): string {
  return `rows with the old value in \`${held.name}\` go to \`${calledName(call)}(…)\` here, and have its parts instead from now on. What reads them there is not followed: look who does, and what is kept of them from before.`;
}

/** What holds the old value in a value of a type, or in its members and entries. */
function heldIn(flow: Flow, type: ts.Type, at: ts.Node, depth: number): Carrier | undefined {
  const { checker } = flow.input.program;
  const sure = checker.getNonNullableType(type);
  if (depth === 0 || (sure.flags & ts.TypeFlags.Any) !== 0) return undefined;
  if (sure.isUnion()) return first(sure.types, (each) => heldIn(flow, each, at, depth));
  if ((sure.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) === 0) return undefined;
  const element = checker.getIndexTypeOfType(sure, ts.IndexKind.Number);
  if (element) return heldIn(flow, element, at, depth);
  // A function, a class of a package: what it has is not what becomes of it as text.
  if (sure.getCallSignatures().length > 0) return undefined;
  const members = checker.getPropertiesOfType(sure);
  return (
    first(members, (member) => first(member.declarations ?? [], (it) => flow.carrierOf(it))) ??
    first(members, (member) =>
      isOwn(member)
        ? heldIn(flow, checker.getTypeOfSymbolAtLocation(member, at), at, depth - 1)
        : undefined,
    )
  );
}

function isOwn({ declarations }: ts.Symbol): boolean {
  return declarations?.some((each) => pathOf(each.getSourceFile()) !== undefined) ?? true;
}

function first<Each, Found>(
  list: readonly Each[],
  find: (each: Each) => Found | undefined,
): Found | undefined {
  for (const each of list) {
    const found = find(each);
    if (found !== undefined) return found;
  }
  return undefined;
}
