import { ts } from "ts-morph";
import type { TextEdit } from "../../../workspace/text-edit.ts";
import type { Note } from "../../step.ts";
import { pathOf } from "../../program/program.ts";
import { specifiersOf } from "../move-module/specifiers.ts";
import type { Specifier } from "../move-module/specifiers.ts";
import { isInComment, leafAt, subjectOf } from "./leaves.ts";
import { noteAt } from "./places.ts";
import { wordPattern } from "./spellings.ts";
import type { Spelling } from "./spellings.ts";
import type { Token, Use } from "./uses.ts";

/** Which of its names a symbol has after the rename. */
export type Outcome = "to" | "otherwise" | "kept";

/** What is known of a file when its comments are read. */
export interface FileOutcomes {
  readonly file: ts.SourceFile;
  readonly tokens: readonly Token[];
  readonly spellings: readonly Spelling[];
  /** False to leave comments as they are, without a word. */
  readonly comments: boolean;
  /** What a note is that a text of several words has the name: nobody looks an export up by one. */
  readonly prose: Note["severity"];
  outcomeOf(use: Use): Outcome;
}

/**
 * The old names of a file that are not code: a word of a comment takes the name of the symbol that
 * it is about, and a string is left to a person. The path of a module is neither.
 */
export function editWords(known: FileOutcomes): { edits: TextEdit[]; notes: Note[] } {
  const { file, tokens, spellings } = known;
  const edits: TextEdit[] = [];
  const notes: Note[] = [];
  const path = pathOf(file) ?? file.fileName;
  const code = new Set(
    tokens.map(({ node }) => node.getStart(file) + (ts.isIdentifier(node) ? 0 : 1)),
  );
  let paths: readonly Specifier[] | undefined;
  for (const word of file.text.matchAll(wordPattern(spellings.map(({ from }) => from)))) {
    const offset = word.index;
    const spelling = spellings.find(({ from }) => from === word[0]);
    if (!spelling || code.has(offset)) continue;
    const place = { path, text: file.text, offset };
    const leaf = leafAt(file, offset);
    if (!isInComment(file, leaf, offset)) {
      paths ??= specifiersOf(file);
      if (paths.some(({ start, end }) => start <= offset && offset < end)) continue;
      const reason = `${spelling.from} is part of ${textual(leaf)}, which a rename leaves as it is: look at who reads it`;
      const code = ts.isPrivateIdentifier(leaf) ? "private-name" : "string";
      notes.push(noteAt(place, code, isProse(leaf) ? known.prose : "manual", reason));
      continue;
    }
    if (!known.comments) continue;
    const outcome = outcomeInComment(known, spelling, leaf, offset);
    const name = outcome && outcome !== "kept" ? spelling[outcome] : undefined;
    if (name !== undefined) {
      edits.push({ start: offset, end: offset + spelling.from.length, text: name });
    } else {
      const why = outcome === "kept" ? "keeps its name" : "has more than one new name nearby";
      const reason = `a comment speaks of ${spelling.from}, which ${why}: look at what is meant`;
      notes.push(noteAt(place, "comment", "manual", reason));
    }
  }
  return { edits, notes };
}

/** Whether a text has other words beside the name. */
function isProse(leaf: ts.Node): boolean {
  if (ts.isJsxText(leaf)) return /\S\s+\S/.test(leaf.text);
  return (ts.isStringLiteralLike(leaf) || ts.isTemplateLiteralToken(leaf)) && /\s/.test(leaf.text);
}

function textual(leaf: ts.Node): string {
  if (ts.isJsxText(leaf)) return "a text that is shown";
  if (ts.isPrivateIdentifier(leaf)) return "a private name";
  return ts.isRegularExpressionLiteral(leaf) ? "a regular expression" : "a string";
}

function outcomeInComment(
  known: FileOutcomes,
  spelling: Spelling,
  leaf: ts.Node,
  offset: number,
): Outcome | undefined {
  const { file } = known;
  const uses = known.tokens.flatMap((token) => token.uses);
  if (uses.length === 0) return outcomeBefore(known);
  const same = uses.filter((use) => use.spelling === spelling);
  const relevant = same.length > 0 ? same : uses;
  const named = isParameterTag(file.text.slice(0, offset)) ? relevant.filter(isParameter) : [];
  const subject = subjectOf(file, leaf, offset);
  return nearest(known, named, subject) ?? nearest(known, relevant, subject);
}

/** The outcome of the uses in the smallest part of the code around `subject` in which all agree. */
function nearest(
  { outcomeOf }: FileOutcomes,
  uses: readonly Use[],
  subject: ts.Node,
): Outcome | undefined {
  for (let around: ts.Node | undefined = subject; around; around = around.parent) {
    const { pos, end } = around;
    const within = uses.filter(({ node }) => pos <= node.pos && node.end <= end);
    const outcomes = new Set(within.map(outcomeOf));
    // Further out there are only more of them, so where they differ they differ for good.
    if (outcomes.size > 0) return outcomes.size === 1 ? [...outcomes][0] : undefined;
  }
  return undefined;
}

/**
 * What a file that has nothing but comments must mean, even on a second run: where the first found
 * symbols of both new names, and left a comment for that, both are there.
 */
function outcomeBefore({ file, spellings }: FileOutcomes): Outcome | undefined {
  const has = (names: readonly (string | undefined)[]): boolean => {
    const given = names.filter((name) => name !== undefined);
    return given.length > 0 && wordPattern(given).test(file.text);
  };
  if (!has(spellings.map(({ otherwise }) => otherwise))) return "to";
  return has(spellings.map(({ to }) => to)) ? undefined : "otherwise";
}

function isParameterTag(before: string): boolean {
  return /@param\s+(?:\{[^\n]*\}\s*)?\[?$/.test(before);
}

function isParameter({ node, role }: Use): boolean {
  return role === "binding" && ts.isParameter(node.parent) && node.parent.name === node;
}
