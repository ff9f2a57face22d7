import { ts } from "ts-morph";
import type { Op } from "../../../workspace/op.ts";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { Snapshot } from "../../../workspace/snapshot.ts";
import type { Note, StepResult } from "../../step.ts";
import type { Depth } from "../../program/ambient/index.ts";
import { isFoundByQuery, valueReadBy } from "../../drizzle/found-rows.ts";
import { createTypeProgram, pathOf } from "../../program/program.ts";
import type { TypeProgram } from "../../program/program.ts";
import type { NameNode } from "../../program/references.ts";
import { findCandidates } from "./candidates.ts";
import { decide } from "./decide.ts";
import type { Decision } from "./decide.ts";
import { findEscapes } from "./escapes.ts";
import { joinFlows } from "./flows.ts";
import { handedTypes } from "./handed-types.ts";
import { Symbols, groupUses } from "./groups.ts";
import type { Group } from "./groups.ts";
import { findMemberCollisions } from "./member-collisions.ts";
import { noteAt, placeOf } from "./places.ts";
import { spellingsOf } from "./spellings.ts";
import type { Rename } from "./spellings.ts";
import { editOf } from "./token-edits.ts";
import { tokensOf } from "./uses.ts";
import type { Token, Use } from "./uses.ts";
import { editWords } from "./words.ts";
import type { Outcome } from "./words.ts";

/** One symbol of many that may share a name. */
export interface OneSymbol {
  /** `local`: the name that a file imports it by, which may stay where the new one is taken. */
  roleOf(group: Group): "itself" | "local" | undefined;
  /** What is to be said of places that no rename reaches. */
  readonly notes: readonly Note[];
}

/**
 * Rename what is called `rename.from` in the files for which `isInside` holds: each symbol as a
 * whole, over all files, to `to`; to `otherwise` where `to` would meet another name; or not at all,
 * with a note, where it is declared elsewhere or nobody knows who else uses it. With `comments`,
 * comments follow the code. With `one`, only the symbol that it picks out is renamed, under this
 * name alone, and only files that use it are touched or told of. `depth` says what of the packages
 * from outside names are followed through.
 */
export function renameName(
  snapshot: Snapshot,
  rename: Rename & { readonly comments: boolean },
  isInside: (path: RepoPath) => boolean,
  one?: (program: TypeProgram, files: readonly RepoPath[]) => OneSymbol,
  depth: Depth = "values",
): StepResult {
  const spellings = one ? [{ otherwise: undefined, ...rename }] : spellingsOf(rename);
  const { inside, outside, taken, importers, notes } = findCandidates(
    snapshot,
    spellings,
    isInside,
  );
  if (inside.length === 0) return { ops: [], notes };

  const program = createTypeProgram(
    snapshot,
    [...new Set([...inside, ...outside, ...taken, ...importers])],
    depth,
  );
  const sourceFiles = (paths: readonly RepoPath[]) =>
    [...new Set(paths)].flatMap((path) => program.sourceFile(path) ?? []);
  const own = sourceFiles(inside);
  const foreign = sourceFiles(outside);
  const tokens = new Map(own.map((file) => [file, tokensOf(program, file, spellings, true)]));
  const uses = [
    ...[...tokens.values()].flat(),
    ...foreign.flatMap((file) => tokensOf(program, file, spellings, false)),
  ].flatMap((token) => token.uses);

  const symbols = new Symbols();
  for (const use of uses) symbols.join(use.declarations);
  const names = spellings.map(({ from }) => from);
  const linking = sourceFiles([...inside, ...outside, ...importers]);
  for (const file of linking) joinFlows(program.checker, file, names, symbols);

  const evidence = {
    program,
    collisions: findMemberCollisions(
      program,
      sourceFiles([...inside, ...outside, ...taken]),
      spellings,
    ),
    isInside,
    handed: new Map(linking.flatMap((file) => [...handedTypes(program.checker, file, names)])),
  };
  const meant = one?.(program, [...inside, ...outside]);
  const groups = groupUses(uses, symbols).filter(
    (group) =>
      group.uses.some((use) => use.inside) && (!meant || meant.roleOf(group) !== undefined),
  );
  const decisions = new Map<Use, Decision>();
  const settle = (group: Group, decision: Decision): void => {
    for (const use of group.uses) decisions.set(use, decision);
  };
  for (const group of groups) {
    const decision = decide(group, evidence);
    const mayStay = decision.name === undefined && meant?.roleOf(group) === "local";
    settle(group, mayStay ? { name: undefined, notes: [] } : decision);
  }
  const keyOf = keysOfTaken([...tokens.values()].flat());
  for (const group of groups) {
    const wished = nameOfKey(group, keyOf, decisions);
    if (wished !== undefined) settle(group, decide(group, evidence, wished));
  }
  const found = [
    ...(meant ? meant.notes : notes),
    ...[...new Set(decisions.values())].flatMap((each) => each.notes),
  ];

  const renamedKeys = new Map(names.map((name) => [name, new Set<string>()]));
  for (const { spelling, keys, uses } of groups) {
    if (!uses.some((use) => decisions.get(use)?.name !== undefined)) continue;
    for (const key of keys) renamedKeys.get(spelling.from)?.add(key);
  }
  for (const file of linking) found.push(...findEscapes(program.checker, file, renamedKeys));

  const nameOf = (use: Use): string => decisions.get(use)?.name ?? use.spelling.from;
  const ops: Op[] = [];
  for (const [file, inFile] of tokens) {
    if (meant && !inFile.some(({ uses }) => uses.some((use) => decisions.has(use)))) continue;
    const words = editWords({
      file,
      tokens: inFile,
      spellings,
      comments: rename.comments,
      prose: meant ? "info" : "manual",
      outcomeOf: (use) => outcomeOf(use, nameOf(use)),
    });
    const edits = [...inFile.flatMap((token) => editOf(token, nameOf) ?? []), ...words.edits];
    const path = pathOf(file);
    if (path !== undefined && edits.length > 0) {
      ops.push({ kind: "edit", path, edits: edits.sort((a, b) => a.start - b.start) });
    }
    const unknown = inFile.filter(({ node }) => !meant || !isRelation(program.checker, node));
    found.push(...unknown.flatMap(unresolved), ...words.notes);
  }
  return { ops, notes: inOrder(found) };
}

/** The key of each variable that is taken out of an object or a module by its name. */
function keysOfTaken(tokens: readonly Token[]): ReadonlyMap<Use, Use> {
  const keys = new Map<Use, Use>();
  for (const { node, uses } of tokens) {
    const [key, local] = uses;
    if (key && local && isTakenByName(node)) keys.set(local, key);
  }
  return keys;
}

/** What is taken out of an object or a module by its name is best called by that name's new form. */
function nameOfKey(
  group: Group,
  keyOf: ReadonlyMap<Use, Use>,
  decisions: ReadonlyMap<Use, Decision>,
): string | undefined {
  for (const use of group.uses) {
    const key = keyOf.get(use);
    const name = key && decisions.get(key)?.name;
    if (name !== undefined && name !== group.spelling.to) return name;
  }
  return undefined;
}

function isTakenByName({ parent }: NameNode): boolean {
  return ts.isBindingElement(parent) || ts.isImportSpecifier(parent);
}

function outcomeOf({ spelling }: Use, name: string): Outcome {
  if (name === spelling.to) return "to";
  return name === spelling.otherwise ? "otherwise" : "kept";
}

/** Whether a name is asked of a row of Drizzle's `db.query`: such a relation is nothing exported. */
function isRelation(checker: ts.TypeChecker, node: NameNode): boolean {
  const value = valueReadBy(node);
  return value !== undefined && isFoundByQuery(checker, value);
}

function unresolved({ node, uses }: Token): readonly Note[] {
  const unknown = uses.filter(({ declarations }) => declarations.length === 0);
  return unknown.map(({ role }) => {
    const at = placeOf(node);
    if (ts.isLiteralTypeNode(node.parent)) {
      const reason = `${node.text} is a type of strings here, and keeps its name: look at who reads it`;
      return noteAt(at, "string", "manual", reason);
    }
    if (role === "member") {
      const reason = `${node.text} keeps its name: what it is a member of cannot be seen through. Rename it by hand if it is meant`;
      return noteAt(at, "unresolved-member", "manual", reason);
    }
    const reason = `${node.text} keeps its name: no declaration of it can be found. Rename it by hand if it is meant`;
    return noteAt(at, "unresolved-name", "manual", reason);
  });
}

/** By place, each only once: two parts of one token may have one reason. */
function inOrder(notes: readonly Note[]): readonly Note[] {
  const unique = new Map(
    notes.map((note) => [`${note.path}:${note.line}:${note.column}:${note.code}`, note]),
  );
  return [...unique.values()].sort(
    (a, b) => compare(a.path, b.path) || a.line - b.line || a.column - b.column,
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
