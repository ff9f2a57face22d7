import { account } from "../../audits/accounting.ts";
import { spellingsOf } from "../../audits/spellings.ts";
import { renameName } from "../../codemods/refactors/rename/rename.ts";
import { changeSet } from "../../workspace/change-set.ts";
import type { Op } from "../../workspace/op.ts";
import { snapshotOf } from "../../workspace/snapshot.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import type { TextEdit } from "../../workspace/text-edit.ts";
import type { Checked } from "./batches.ts";
import { meaningsOf } from "./binding-graph.ts";
import type { Declaration, Meaning, Use } from "./binding-graph.ts";
import { RENAME } from "./programs.ts";
import type { ProgramFiles } from "./programs.ts";

const RENAMED = ["id", "Id", "setId"];

type Edits = ReadonlyMap<string, readonly TextEdit[]>;

/**
 * What is wrong with the renaming of each program, by its number. All are renamed at once, each in
 * a folder of its own, since most of the time goes into the libraries that a type program has.
 * Programs that TypeScript takes for invalid in the first place are left out, and counted.
 */
export async function checkRename(programs: readonly ProgramFiles[]): Promise<Checked> {
  const all = new Map(programs.flatMap(placed));
  const meaning = meaningsOf(all);
  const isValid = (index: number): boolean =>
    pathsOf(programs, index).every((path) => meaning.get(path)?.unsound === undefined);
  const files = new Map([...all].filter(([path]) => isValid(numberOf(path))));

  const before = snapshotOf(Object.fromEntries(files));
  const rename = { ...RENAME, comments: true };
  const { ops } = renameName(before, rename, () => true);
  const after = before.with(ops, "rename");
  const edits = editsOf(ops);
  const again = editsOf(renameName(after, rename, () => true).ops);
  const renamed = new Map([...files.keys()].map((path) => [path, after.text(path) ?? ""]));
  const meaningNow = meaningsOf(renamed);

  const problems = new Map<number, string>();
  for (const path of files.keys()) {
    const text = files.get(path) ?? "";
    const problem =
      strayEdit(text, edits.get(path) ?? []) ??
      difference(path, text, { before: meaning, after: meaningNow, edits }) ??
      (again.has(path) ? "a second run edits again" : undefined);
    const index = numberOf(path);
    if (problem === undefined || problems.has(index)) continue;
    const shown = pathsOf(programs, index).map((each) => `// ${each}\n${renamed.get(each) ?? ""}`);
    problems.set(index, `${path}: ${problem}\n--- after\n${shown.join("\n")}`);
  }
  const wrong = await accountProblem(before, after);
  if (wrong !== undefined) problems.set(problems.size === 0 ? 0 : -1, wrong);
  return { problems, skipped: programs.filter((_, index) => !isValid(index)).length };
}

function placed(files: ProgramFiles, index: number): (readonly [string, string])[] {
  return Object.entries(files).map(([path, text]) => [`${index}/${path}`, text] as const);
}

function pathsOf(programs: readonly ProgramFiles[], index: number): readonly string[] {
  return Object.keys(programs[index] ?? {}).map((path) => `${index}/${path}`);
}

function numberOf(path: string): number {
  return Number.parseInt(path, 10);
}

function editsOf(ops: readonly Op[]): Edits {
  return new Map(
    ops.map((op) => {
      if (op.kind !== "edit") throw new Error(`the rename made a ${op.kind}`);
      return [op.path, op.edits];
    }),
  );
}

/**
 * Only the names themselves are replaced, and by nothing longer than the two names of a shorthand.
 * All else is byte for byte what it was, for a text is made of its edits and nothing else.
 */
function strayEdit(text: string, edits: readonly TextEdit[]): string | undefined {
  const known = /^(?:set)?(?:id|key|ref)(?:(?:: | as )(?:set)?(?:id|key|ref))?$/iu;
  for (const { start, end, text: written } of edits) {
    const replaced = text.slice(start, end);
    if (!RENAMED.includes(replaced) || !known.test(written)) {
      return `${JSON.stringify(replaced)} at ${start} became ${JSON.stringify(written)}`;
    }
  }
  return undefined;
}

interface Renamed {
  readonly before: ReadonlyMap<string, Meaning>;
  readonly after: ReadonlyMap<string, Meaning>;
  readonly edits: Edits;
}

/** A use that stands for something else afterwards. */
function difference(path: string, text: string, renamed: Renamed): string | undefined {
  const now = renamed.after.get(path);
  if (!now || now.unsound !== undefined) return `the result is not sound: ${now?.unsound ?? ""}`;
  const found = new Map(now.uses.map((use) => [keyOf(use), use]));
  for (const use of renamed.before.get(path)?.uses ?? []) {
    const key = keyOf(moved(use, renamed.edits));
    const then = found.get(key);
    if (!then) return `${nameOf(use, text)} has no counterpart at ${key}`;
    const wanted = use.declarations.map((each) => keyOf(moved(each, renamed.edits))).sort();
    const got = then.declarations.map(keyOf).sort();
    if (wanted.join() !== got.join()) {
      return `${nameOf(use, text)} stood for [${wanted.join()}] and now for [${got.join()}]`;
    }
    found.delete(key);
  }
  const [extra] = found.values();
  return extra && `a name that was not there before, at ${keyOf(extra)}`;
}

function nameOf(use: Use, text: string): string {
  const line = text.slice(0, use.start).split("\n").length;
  return `${text.slice(use.start, use.end)} in line ${line} (${use.role})`;
}

function keyOf({ path, start, role }: Declaration): string {
  return `${path}:${start}:${role}`;
}

/** Where a name is after the edits, and what role it has there. */
function moved({ path, start, role }: Declaration, edits: Edits): Declaration {
  let shift = 0;
  for (const edit of edits.get(path) ?? []) {
    if (edit.start === start) {
      const [first = "", between = "", second] = edit.text.split(/(: | as )/u);
      if (second === undefined || role === "only") return { path, start: start + shift, role };
      const isFirst = role === "outer" || role === "local-first";
      const at = start + shift + (isFirst ? 0 : first.length + between.length);
      return { path, start: at, role: "only" };
    }
    if (edit.start < start) shift += edit.text.length - (edit.end - edit.start);
  }
  return { path, start: start + shift, role };
}

/** The parts of the account sum to what a plain search finds. */
async function accountProblem(before: Snapshot, after: Snapshot): Promise<string | undefined> {
  const changes = changeSet(before, after);
  const { id } = await account({ names: ["id"], before, after, changes, notes: [], allow: [] });
  if (!id) return "there is no account";
  const words = new RegExp(`\\b(?:${spellingsOf("id").join("|")})\\b`, "gu");
  const count = before
    .paths()
    .reduce((sum, path) => sum + (before.text(path)?.match(words)?.length ?? 0), 0);
  const sum = id.edited + id.removed + id.allowed + id.manual + id.unresolved;
  return id.total === count && sum === count
    ? undefined
    : `the account says ${id.total}, its parts sum to ${sum}, and there are ${count}`;
}
