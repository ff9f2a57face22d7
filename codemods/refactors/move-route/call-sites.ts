import { ts } from "ts-morph";
import type { Note } from "../../step.ts";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { EditSet } from "../../program/edit-set.ts";
import type { TypeProgram } from "../../program/program.ts";
import { noteAt } from "../../program/notes.ts";
import type { NameNode } from "../../program/references.ts";
import { unwrap } from "../../program/syntax.ts";
import type { Mount, RootRouter } from "../../routes/router-model.ts";
import { clientOfOldRouter } from "./client-notes.ts";
import { ClientSwitches } from "./client-switches.ts";
import { reaches } from "./clients.ts";
import { renameVariable } from "./local-names.ts";
import { routeReferences } from "./route-references.ts";
import type { RouteReference } from "./route-references.ts";
import { standInFor, usesOfStandIns } from "./stand-ins.ts";
import { suspectedReferences } from "./suspected-references.ts";

/** A route that moves, with both ends looked up. */
export interface RouteMove {
  readonly mount: Mount;
  readonly from: RootRouter;
  readonly to: RootRouter;
  /** Keys below `to`: `["connections"]`. */
  readonly path: readonly string[];
}

/** What became of the uses of a route. */
export interface CallSites {
  readonly notes: readonly Note[];
  /** The names of the clients that it goes on being called through: `trpc`, `utils`. */
  readonly clients: readonly string[];
}

/**
 * Rewrites every use of a route in `files`: the path where it is written, the variable that a
 * pattern names after it, and the client, where the old one does not reach the new router. Edits
 * go into `edits`; what cannot be rewritten is a note.
 */
export function rewriteCallSites(
  program: TypeProgram,
  files: readonly RepoPath[],
  move: RouteMove,
  edits: EditSet,
): CallSites {
  const notes: Note[] = [];
  const clients = new Set<string>();
  const switches = new ClientSwitches(program, move);
  for (const reference of routeReferences(program, files, move.mount)) {
    notes.push(...rewritePath(program, files, reference, move, edits));
    const outcome = switchClient(program, reference, move, switches);
    if (outcome === "kept") addClient(reference, clients);
    else if (outcome !== "switched") notes.push(outcome);
  }
  notes.push(...switches.apply(edits));
  const suspected = suspectedReferences(program, files, move.mount);
  const standing = new Map(
    suspected.map((node) => [node, standInFor(program, node, move.mount)] as const),
  );
  // With another router comes another client, which a stand-in has under another name.
  const isRename = move.from.declaration === move.to.declaration && isSameUpToLast(move);
  const standIns = isRename ? suspected.filter((node) => standing.get(node) === "route") : [];
  for (const node of standIns) edits.replace(node, renamedKey(node, lastOf(move)));
  for (const node of usesOfStandIns(program, files, standIns)) {
    const isPattern = ts.isBindingElement(node.parent) && !node.parent.propertyName;
    edits.replace(node, renamedKey(node, lastOf(move)) + (isPattern ? `: ${node.text}` : ""));
  }
  for (const node of suspected) {
    if (standIns.includes(node) || standing.get(node) === "other") continue;
    notes.push(
      noteAt(
        node,
        "unresolved-call-site",
        "manual",
        `${quoted(node.text)} is used here as the route ${move.from.name}.${move.mount.path.join(".")} would be, but what it is read from has no known type. If it is the route, which is ${move.to.name}.${move.path.join(".")} now, change it by hand.`,
      ),
    );
  }
  return { notes, clients: [...clients] };
}

function addClient({ base }: RouteReference, clients: Set<string>): void {
  const name = base && !ts.isTypeNode(base) ? unwrap(base) : undefined;
  if (name && ts.isIdentifier(name)) clients.add(name.text);
}

function rewritePath(
  program: TypeProgram,
  files: readonly RepoPath[],
  { node, segments, pattern }: RouteReference,
  move: RouteMove,
  edits: EditSet,
): readonly Note[] {
  const old = move.mount.path;
  const next = move.path;
  const sameUpToLast = isSameUpToLast(move);
  const last = lastOf(move);
  if (pattern && sameUpToLast) {
    if (node.text === last) return [];
    if (!pattern.propertyName) return renameVariable(program, files, pattern, last, edits);
    edits.replace(pattern.propertyName, last);
    return [];
  }
  const named = variableNamedAfter(node);
  const renamed =
    named && node.text !== last ? renameVariable(program, files, named, last, edits) : [];
  if (sameUpToLast) {
    if (node.text !== last) edits.replace(node, renamedKey(node, last));
    return renamed;
  }
  if (!pattern && segments.length === old.length) {
    const first = segments[0] ?? node;
    const file = node.getSourceFile();
    const [start, end] = [edgeOf(first).start, edgeOf(node).end];
    edits.add(file, { start, end, text: written(node, first, next) });
    return renamed;
  }
  return [
    noteAt(
      node,
      "partial-path",
      "blocking",
      `the route ${old.join(".")} becomes ${next.join(".")}, but only part of its path is written here. Write the whole path in one expression, then run again.`,
    ),
  ];
}

/** Whether the route keeps its path but for the last key. */
function isSameUpToLast({ mount: { path: old }, path: next }: RouteMove): boolean {
  return old.length === next.length && old.slice(0, -1).every((key, index) => key === next[index]);
}

function lastOf({ path }: RouteMove): string {
  return path.at(-1) ?? "";
}

function renamedKey(node: NameNode, key: string): string {
  return ts.isStringLiteralLike(node) ? requote(node, key) : key;
}

/** The variable of `const posts = trpc.posts`, which is called after the route. */
function variableNamedAfter(node: NameNode): ts.VariableDeclaration | undefined {
  let value: ts.Node = node.parent;
  while (ts.isExpression(value.parent) && unwrap(value.parent) === value) value = value.parent;
  const holder = value.parent;
  return ts.isVariableDeclaration(holder) &&
    holder.initializer === value &&
    ts.isIdentifier(holder.name) &&
    holder.name.text === node.text
    ? holder
    : undefined;
}

function switchClient(
  program: TypeProgram,
  { node, base }: RouteReference,
  move: RouteMove,
  switches: ClientSwitches,
): Note | "kept" | "switched" {
  if (move.from.declaration === move.to.declaration) return "kept";
  const client = base ?? (ts.isBindingElement(node.parent) ? node.parent.parent : undefined);
  if (client && reaches(program, client, move.to)) return "kept";
  if (base && !sharesPattern(node) && switches.request(base)) return "switched";
  return clientOfOldRouter(node, base?.getText(), move);
}

/** Whether other keys are read in the same pattern, which go on needing the old client. */
function sharesPattern(node: ts.Node): boolean {
  const parent = node.parent;
  return ts.isBindingElement(parent) && parent.parent.elements.length > 1;
}

/** Keys as an access writes them that now begins where `first` stands and ends in `last`. */
function written(last: NameNode, first: NameNode, keys: readonly string[]): string {
  const access = first.parent;
  const isOptional =
    (ts.isPropertyAccessExpression(access) || ts.isElementAccessExpression(access)) &&
    access.questionDotToken !== undefined;
  const text = ts.isStringLiteralLike(last)
    ? keys.map((key) => `[${requote(last, key)}]`).join("")
    : keys.map((key) => `.${key}`).join("");
  if (!isOptional) return text;
  return ts.isStringLiteralLike(last) ? `?.${text}` : `?${text}`;
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
