import { ts } from "ts-morph";
import type { Note } from "../../step.ts";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { EditSet } from "../../program/edit-set.ts";
import type { TypeProgram } from "../../program/program.ts";
import { noteAt } from "../../program/notes.ts";
import type { Mount, RootRouter } from "../../routes/router-model.ts";
import { renameBinding } from "./bindings.ts";
import { counterpartOf, reaches, switchableName } from "./clients.ts";
import { switchImport } from "./client-imports.ts";
import type { ClientSwitch } from "./client-imports.ts";
import { routeReferences, suspectedReferences } from "./route-references.ts";
import type { RouteReference } from "./route-references.ts";

/** A route that moves, with both ends looked up. */
export interface RouteMove {
  readonly mount: Mount;
  readonly from: RootRouter;
  readonly to: RootRouter;
  /** Keys below `to`: `["connections"]`. */
  readonly path: readonly string[];
}

/**
 * Rewrites every use of a route in `files`: the path where it is written, the variable that a
 * pattern names after it, and the client, where the old one does not reach the new router. Edits
 * go into `edits`; what cannot be rewritten comes back as notes.
 */
export function rewriteCallSites(
  program: TypeProgram,
  files: readonly RepoPath[],
  move: RouteMove,
  edits: EditSet,
): readonly Note[] {
  const notes: Note[] = [];
  const switches: ClientSwitch[] = [];
  for (const reference of routeReferences(program, files, move.mount)) {
    const problem =
      rewritePath(program, reference, move, edits) ??
      switchClient(program, reference, move, switches);
    if (problem) notes.push(problem);
  }
  for (const client of new Set(switches.map(({ symbol }) => symbol))) {
    const uses = switches.filter(({ symbol }) => symbol === client);
    const problem = switchImport(program, uses, edits);
    if (problem) notes.push(problem);
  }
  for (const node of suspectedReferences(program, files, move.mount)) {
    notes.push(
      noteAt(
        node,
        "unresolved-call-site",
        "manual",
        `${quoted(node.text)} is used here as the route ${move.from.name}.${move.mount.path.join(".")} would be, but what it is read from has no known type. If it is the route, change it to ${quoted(move.path.join("."))} by hand.`,
      ),
    );
  }
  return notes;
}

function rewritePath(
  program: TypeProgram,
  { node, segments, pattern }: RouteReference,
  move: RouteMove,
  edits: EditSet,
): Note | undefined {
  const old = move.mount.path;
  const next = move.path;
  const sameUpToLast =
    old.length === next.length && old.slice(0, -1).every((key, index) => key === next[index]);
  const last = next.at(-1) ?? "";
  if (pattern && sameUpToLast) return renamePattern(program, pattern, node.text, last, edits);
  if (sameUpToLast) {
    edits.replace(node, ts.isStringLiteralLike(node) ? requote(node, last) : last);
    return undefined;
  }
  if (!pattern && segments.length === old.length) {
    const first = segments[0] ?? node;
    const file = node.getSourceFile();
    const [start, end] = [edgeOf(first).start, edgeOf(node).end];
    const text = ts.isStringLiteralLike(node)
      ? next.map((key) => `[${requote(node, key)}]`).join("")
      : next.map((key) => `.${key}`).join("");
    edits.add(file, { start, end, text });
    return undefined;
  }
  return noteAt(
    node,
    "partial-path",
    "blocking",
    `the route ${old.join(".")} becomes ${next.join(".")}, but only part of its path is written here. Write the whole path in one expression, then run again.`,
  );
}

/** `const { posts } = trpc`: the key, and the variable of the same name with all its uses. */
function renamePattern(
  program: TypeProgram,
  element: ts.BindingElement,
  old: string,
  next: string,
  edits: EditSet,
): Note | undefined {
  if (element.propertyName) {
    edits.replace(element.propertyName, next);
    return undefined;
  }
  if (renameBinding(program, element, old, next, edits)) {
    edits.replace(element.name, next);
    return undefined;
  }
  edits.replace(element.name, `${next}: ${old}`);
  return noteAt(
    element,
    "name-taken",
    "info",
    `the variable keeps its name ${quoted(old)}, because ${quoted(next)} means something else in its scope.`,
  );
}

function switchClient(
  program: TypeProgram,
  { node, base }: RouteReference,
  move: RouteMove,
  switches: ClientSwitch[],
): Note | undefined {
  if (move.from.declaration === move.to.declaration) return undefined;
  if (base && reaches(program, base, move.to)) return undefined;
  const name = base && switchableName(base);
  const counterpart = name && counterpartOf(program, name, move);
  const symbol = name && program.checker.getSymbolAtLocation(name);
  if (name && counterpart && symbol && !sharesPattern(node)) {
    switches.push({ name, symbol, to: counterpart.name });
    return undefined;
  }
  return noteAt(
    node,
    "client-of-old-router",
    "blocking",
    `${quoted(base?.getText() ?? "the value taken apart")} reaches ${move.from.name} only, and nothing beside it reaches ${move.to.name} in the same way. Make the client one of ${move.to.name} here, then run again.`,
  );
}

/** Whether other keys are read in the same pattern, which go on needing the old client. */
function sharesPattern(node: ts.Node): boolean {
  const parent = node.parent;
  return ts.isBindingElement(parent) && parent.parent.elements.length > 1;
}

/** The span of one step of a path, with the dot or the brackets that belong to it. */
function edgeOf(node: ts.Node): { start: number; end: number } {
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent)) {
    return { start: parent.expression.getEnd(), end: node.getEnd() };
  }
  if (ts.isElementAccessExpression(parent)) {
    return { start: parent.expression.getEnd(), end: parent.getEnd() };
  }
  const type = parent.parent;
  return ts.isIndexedAccessTypeNode(type)
    ? { start: type.objectType.getEnd(), end: type.getEnd() }
    : { start: node.getStart(), end: node.getEnd() };
}

function requote(node: ts.StringLiteralLike, text: string): string {
  const quote = node.getText().charAt(0);
  return quote + text + quote;
}

function quoted(text: string): string {
  return `\`${text}\``;
}
