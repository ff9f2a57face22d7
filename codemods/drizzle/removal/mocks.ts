import { ts } from "ts-morph";
import { fileOf } from "./plan.ts";
import type { Goal } from "./plan.ts";
import type { TypeProgram } from "../../program/program.ts";
import { calledName, keyOf, walk } from "../syntax.ts";

/**
 * Names of what goes in places that hand a module on without importing it: the keys of a test's
 * stand-in (`vi.mock("@acme/db", () => ({ users: … }))`), and what is taken from `require(…)`.
 */
export function mockedNames(
  program: TypeProgram,
  file: ts.SourceFile,
  names: ReadonlySet<string>,
  goal: Goal,
): readonly ts.Node[] {
  if (goal.column) return [];
  const found: ts.Node[] = [];
  walk(file, (node) => {
    if (!ts.isCallExpression(node)) return;
    const [first, factory] = node.arguments;
    const called = calledName(node);
    const isMock = called !== undefined && /^(?:doMock|mock|unstable_mockModule)$/.test(called);
    if (!first || !ts.isStringLiteralLike(first) || !(isMock || called === "require")) return;
    const module = program.resolver.resolve(first.text, fileOf(file));
    if (module === undefined || !program.filesReaching(goal.table.path).has(module)) return;
    if (isMock && factory) found.push(...keysNamed(factory, names));
    const { parent } = node;
    if (isMock || !ts.isVariableDeclaration(parent) || !ts.isObjectBindingPattern(parent.name))
      return;
    found.push(...parent.name.elements.filter((it) => names.has(keyOf(it) ?? "")));
  });
  return found;
}

function keysNamed(factory: ts.Node, names: ReadonlySet<string>): readonly ts.Node[] {
  const found: ts.Node[] = [];
  walk(factory, (node) => {
    if (ts.isObjectLiteralElementLike(node) && names.has(keyOf(node) ?? "")) found.push(node);
  });
  return found;
}
