import { ts } from "ts-morph";
import type { RepoPath } from "../../../../workspace/repo-path.ts";
import type { Snapshot } from "../../../../workspace/snapshot.ts";
import { lookUp, viewOf } from "../../look-up.ts";
import { hasWord } from "../../sql-text.ts";
import type { View } from "../../look-up.ts";
import type { Column, Table } from "../../tables.ts";
import { noteAt } from "../../../program/notes.ts";
import { pathOf } from "../../../program/program.ts";
import type { TypeProgram } from "../../../program/program.ts";
import { isSourcePath } from "../../../program/source-path.ts";
import type { Note, StepResult } from "../../../step.ts";
import type { SplitColumnParams } from "../params.ts";
import { answerNotes } from "./answers.ts";
import { annotationNotes, castNotes } from "./cast-notes.ts";
import { rewriteDeclarations } from "./declarations.ts";
import { Demand } from "./demand.ts";
import { Flow } from "./flow.ts";
import { handedOutNotes } from "./handed-out.ts";
import { keyTextNotes } from "./key-texts.ts";
import { lookalikeNotes } from "./lookalikes.ts";
import { lostNarrowings } from "./lost-narrowing.ts";
import { requireValues } from "./not-null.ts";
import { partsOf } from "./parts.ts";
import type { Parts } from "./parts.ts";
import { rewriteReads } from "./reads.ts";
import { Splitter } from "./splitter.ts";
import { planWrites } from "./write-plan.ts";

/** What the contracting side does to the code, but for the drop of the old column. */
export interface Contracted extends StepResult {
  /** Whether the old column is there no more, so that nothing is left to do. */
  readonly isDone: boolean;
  /** By file, the names that it called the helpers by, and does not any more. */
  readonly spent: ReadonlyMap<RepoPath, ReadonlySet<string>>;
}

/**
 * Has every place that reads the old column read the new ones, takes away the writes of the old
 * one, and makes the new ones NOT NULL. The old column itself stays. A place that is not
 * understood is a blocking note, and so is a write that the expanding side has not been to. Throws
 * UserError as `lookUp` does.
 */
export function contract(params: SplitColumnParams, snapshot: Snapshot): Contracted {
  const wanted = wantedOf(params);
  const none = { ops: [], notes: [], spent: new Map() };
  const ignored = helperFiles(params, snapshot);
  const needles = [wanted.column, wanted.table];
  let view = viewOf(snapshot, needles);
  if (isSplit(view, params, wanted)) return { ...none, isDone: true };
  const goal = lookUp(snapshot, view, wanted);
  if (!goal?.column) return { ...none, isDone: true };
  const unready = missingColumns(goal.table, goal.column, params);
  if (unready) return { ...none, notes: [unready], isDone: false };

  let more: readonly RepoPath[] = [];
  for (;;) {
    const flow = flowOf(view, params, wanted, ignored);
    if (!flow) return { ...none, isDone: true };
    const seeing = [...clientsOf(snapshot, flow, flow.input.parts), ...callersOf(snapshot, flow)];
    const next = [...new Set(seeing)].filter(
      (path) => !view.files.includes(path) && !ignored.has(path),
    );
    if (next.length === 0) return rewrite(flow, params);
    more = [...more, ...next];
    view = viewOf(snapshot, needles, more);
  }
}

function rewrite(flow: Flow, params: SplitColumnParams): Contracted {
  const { parts, table } = flow.input;
  const writes = planWrites(flow, parts);
  const demand = new Demand(flow, parts, writes);
  const splitter = new Splitter(flow, parts, writes);
  rewriteReads(splitter);
  rewriteDeclarations(splitter);
  requireValues(splitter, table, params);
  const notes = [
    ...writes.notes,
    ...demand.notes,
    ...annotationNotes(splitter),
    ...answerNotes(flow, parts),
    ...lookalikeNotes(flow, parts),
    ...handedOutNotes(flow),
    ...keyTextNotes(flow, parts),
    ...lostNarrowings(flow, parts),
  ];
  if (notes.some(({ severity }) => severity === "blocking")) {
    return { ops: [], notes: sorted(notes), isDone: false, spent: new Map() };
  }
  const ops = [...splitter.all()]
    .map(([file, edits]) => ({ path: pathIn(file), edits: edits.all() }))
    .filter(({ edits }) => edits.length > 0)
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, edits }) => ({ kind: "edit" as const, path, edits }));
  // Only the texts tell which casts are in them.
  const all = sorted([...notes, ...castNotes(splitter)]);
  return { ops, notes: all, isDone: false, spent: spentNames(flow) };
}

interface Wanted {
  readonly path: RepoPath | undefined;
  readonly table: string;
  readonly column: string;
  readonly database: string | undefined;
  readonly in: readonly string[] | undefined;
}

function wantedOf({ column: written, database, in: globs }: SplitColumnParams): Wanted {
  const at = written.indexOf("#");
  const [table = "", column = ""] = written.slice(at + 1).split(".");
  return { path: at === -1 ? undefined : written.slice(0, at), table, column, database, in: globs };
}

/** Whether the table has all of the new columns, and the old one no more. */
function isSplit({ schema }: View, { into }: SplitColumnParams, wanted: Wanted): boolean {
  const keys = Object.keys(into);
  return schema.tables.some(
    ({ name, path, columns }) =>
      name === wanted.table &&
      (wanted.path ?? path) === path &&
      !columns.some(({ key }) => key === wanted.column) &&
      keys.every((key) => columns.some((column) => column.key === key)),
  );
}

function missingColumns(
  table: Table,
  column: Column,
  { into }: SplitColumnParams,
): Note | undefined {
  const missing = Object.keys(into).filter((key) => !table.columns.some((it) => it.key === key));
  if (missing.length === 0) return undefined;
  const message = `${table.name} has no column ${missing.map((key) => `\`${key}\``).join(", ")} to take what \`${column.key}\` holds. Run the side of the split that adds it (\`side: "expand"\`), then run again.`;
  return noteAt(column.property, "not-expanded", "blocking", message);
}

function flowOf(
  view: View,
  params: SplitColumnParams,
  wanted: Wanted,
  ignored: ReadonlySet<RepoPath>,
): Flow | undefined {
  const { program, schema, files } = view;
  const table = schema.tables.find(
    ({ name, path, columns }) =>
      name === wanted.table &&
      (wanted.path ?? path) === path &&
      columns.some(({ key }) => key === wanted.column),
  );
  const column = table?.columns.find(({ key }) => key === wanted.column);
  if (!table || !column) return undefined;
  return new Flow({
    program,
    schema,
    files: files.filter((path) => !ignored.has(path)),
    table,
    column,
    parts: partsOf(params, column.key),
    helpers: helpersIn(program, params),
  });
}

/** The functions of the helper module, by their declarations. */
function helpersIn(
  { sourceFile }: TypeProgram,
  { helpers: { module, functions } }: SplitColumnParams,
): ReadonlyMap<ts.Declaration, string> {
  const found = new Map<ts.Declaration, string>();
  const keys = new Map(Object.entries(functions).map(([key, name]) => [name, key]));
  for (const statement of sourceFile(module)?.statements ?? []) {
    const declarations = ts.isVariableStatement(statement)
      ? statement.declarationList.declarations
      : ts.isFunctionDeclaration(statement)
        ? [statement]
        : [];
    for (const declaration of declarations) {
      const key = keys.get(declaration.name?.getText() ?? "");
      if (key !== undefined) found.set(declaration, key);
    }
  }
  return found;
}

/** The helper module and its tests: what they say of the old value goes with them. */
export function helperFiles(
  { helpers: { module } }: SplitColumnParams,
  snapshot: Snapshot,
): ReadonlySet<RepoPath> {
  const stem = module.replace(/\.[cm]?tsx?$/, "");
  const name = stem.slice(stem.lastIndexOf("/") + 1);
  const folder = stem.slice(0, stem.lastIndexOf("/") + 1);
  const tests = new Set(
    ["", "__tests__/"].flatMap((inner) =>
      ["test", "spec"].flatMap((kind) =>
        ["ts", "tsx", "mts", "cts"].map((ending) => `${folder}${inner}${name}.${kind}.${ending}`),
      ),
    ),
  );
  return new Set([module, ...tests].filter((path) => snapshot.has(path)));
}

/**
 * Files that may read a member that is no longer there of what a procedure answers: those that
 * have the name under which it is answered, and that of the member.
 */
function clientsOf(snapshot: Snapshot, flow: Flow, parts: Parts): readonly RepoPath[] {
  const names = flow.carriers.filter(({ isAnswer }) => isAnswer).map(({ name }) => name);
  if (names.length === 0) return [];
  const members = [...parts.taken];
  const holding = snapshot.containing([...names, ...members]);
  const withMember = new Set(members.flatMap((member) => holding.get(member) ?? []));
  const found = names.flatMap((name) => holding.get(name) ?? []);
  return [...new Set(found)]
    .filter((path) => isSourcePath(path) && withMember.has(path))
    .filter((path) => hasWords(snapshot.text(path) ?? "", names, members))
    .sort();
}

/** Files that name an exported function that is handed rows: they may hand it some. */
function callersOf(snapshot: Snapshot, flow: Flow): readonly RepoPath[] {
  const names = [...flow.writers].filter((name) =>
    flow.sources.some(({ text }) =>
      new RegExp(String.raw`^export\b[^;]*?(?<![\w$])${name}(?![\w$])`, "m").test(text),
    ),
  );
  const holding = snapshot.containing(names);
  return names.flatMap((name) =>
    (holding.get(name) ?? []).filter(
      (path) => isSourcePath(path) && hasWord(snapshot.text(path) ?? "", name),
    ),
  );
}

function hasWords(text: string, names: readonly string[], members: readonly string[]): boolean {
  return names.some((each) => hasWord(text, each)) && members.some((each) => hasWord(text, each));
}

function spentNames(flow: Flow): ReadonlyMap<RepoPath, ReadonlySet<string>> {
  const spent = new Map<RepoPath, Set<string>>();
  for (const { expression: callee } of flow.helperCalls.keys()) {
    const root = ts.isPropertyAccessExpression(callee) ? callee.expression : callee;
    if (!ts.isIdentifier(root)) continue;
    const path = pathIn(root.getSourceFile());
    spent.set(path, (spent.get(path) ?? new Set()).add(root.text));
  }
  return spent;
}

function pathIn(file: ts.SourceFile): RepoPath {
  const path = pathOf(file);
  if (path === undefined) throw new Error(`not a file of the repository: ${file.fileName}`);
  return path;
}

function sorted(notes: readonly Note[]): readonly Note[] {
  return [...notes].sort((a, b) =>
    a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line || a.column - b.column,
  );
}
