import { posix } from "node:path";
import { ts } from "ts-morph";
import { folderOf, relativeSpecifier } from "../../../workspace/repo-path.ts";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { Draft } from "./draft.ts";
import { isIndex, splitEnding } from "./endings.ts";
import type { Move } from "./move.ts";
import { isCode, parseCode } from "./parse-code.ts";
import { specifiersIn } from "./specifiers.ts";

/**
 * Notes where other text names the old path: from the root, from its package, or from the file
 * that names it; without its ending only where a `/` shows that a path is meant.
 */
export function noteMentions(move: Move, draft: Draft): void {
  const { from, to, snapshot, packages } = move;
  const { stem } = splitEnding(from);
  const name = posix.basename(stem);
  const needle = isIndex(from) ? `${posix.basename(folderOf(from))}/${name}` : name;
  const needles = folderOf(from) === "" ? [name] : [needle, posix.basename(from)];
  const home = packages.of(from)?.folder ?? "";
  const paths = new Set([...snapshot.containing(needles).values()].flat());
  for (const path of [...paths].sort()) {
    const text = snapshot.text(path);
    if (text === undefined) continue;
    const place = path === from ? to : path;
    const bases = new Set(["", folderOf(path)]);
    if (home === "" || path.startsWith(`${home}/`)) bases.add(home);
    const mentions = mentionsIn(text, spellingsFrom(bases, from, stem));
    if (mentions.length === 0) continue;
    const taken = [...draft.editsOf(place), ...specifierRanges(path, text)];
    for (const offset of mentions) {
      if (taken.some(({ start, end }) => offset >= start && offset <= end)) continue;
      if (draft.hasNote(place, { text, offset }, "path-mention")) continue;
      const read = mayBeRead(path, text, offset);
      draft.note(
        "path-mention",
        read ? "manual" : "info",
        place,
        { text, offset },
        read
          ? `names ${from}, which is now ${to}. If a program reads this, change it.`
          : `names ${from}, which is now ${to}; text is not rewritten.`,
      );
    }
  }
}

/** Whether a program may read the place: it is neither in a document nor in a comment. */
function mayBeRead(path: RepoPath, text: string, offset: number): boolean {
  if (/\.(?:mdx?|txt|rst|adoc)$/i.test(path)) return false;
  if (isCode(path)) return stringRanges(parseCode(path, text).file).some(holds(offset));
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  return !/^\s*(?:#|\/\/|;|--|\*|<!--)/.test(line);
}

function holds(offset: number): (range: { start: number; end: number }) => boolean {
  return ({ start, end }) => start <= offset && offset < end;
}

function stringRanges(file: ts.SourceFile): { start: number; end: number }[] {
  const ranges: { start: number; end: number }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
      ranges.push({ start: node.getStart(file), end: node.getEnd() });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return ranges;
}

function specifierRanges(
  path: RepoPath,
  text: string,
): readonly { readonly start: number; readonly end: number }[] {
  return isCode(path) ? specifiersIn(path, text) : [];
}

function spellingsFrom(bases: ReadonlySet<RepoPath>, from: RepoPath, stem: string): string[] {
  const spellings = [...bases].flatMap((base) => [
    posix.relative(base, from),
    ...[relativeSpecifier(base, stem), posix.relative(base, stem)].filter((spelling) =>
      spelling.includes("/"),
    ),
  ]);
  return [...new Set(spellings)];
}

/** Offsets of `spellings` in `text` that are not part of a longer path or name. */
function mentionsIn(text: string, spellings: readonly string[]): readonly number[] {
  const offsets = new Set<number>();
  for (const spelling of spellings) {
    for (let at = text.indexOf(spelling); at !== -1; at = text.indexOf(spelling, at + 1)) {
      const before = text.slice(Math.max(0, at - 40), at).replace(/(^|[^\w@.\-/])\.?\/$/, "$1");
      const after = text.slice(at + spelling.length, at + spelling.length + 2);
      if (/[\w@.\-/)\]]$/.test(before) || /^(?:[\w\-/]|\.\w)/.test(after)) continue;
      offsets.add(at + (spelling.startsWith("./") ? 2 : 0));
    }
  }
  return [...offsets].sort((a, b) => a - b);
}
