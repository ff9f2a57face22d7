import { ts } from "ts-morph";
import { pathOf } from "../../program/program.ts";
import { positionAt } from "../../../workspace/text-edit.ts";
import type { TextEdit } from "../../../workspace/text-edit.ts";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { Note } from "../../step.ts";
import { commentsNaming, removeFromComment, renameInComment } from "./edits/comments.ts";
import type { Snapshot } from "../../../workspace/snapshot.ts";
import type { Rewriting } from "./candidates.ts";
import type { Chosen } from "./settle.ts";
import type { Examined } from "./subject.ts";
import type { RouteMove } from "./rows.ts";

/** What to do about the comments that go with rewritten conditions. */
export interface CommentWork {
  readonly edits: ReadonlyMap<RepoPath, readonly TextEdit[]>;
  readonly notes: readonly Note[];
}

/** A comment by its offsets in the file, whose whole text is `text`. */
export interface CommentPlace {
  readonly path: RepoPath;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The comments in and above the links and `regions` that speak of the old route: renamed if the
 * code was, taken out of a list if the code lost the route, and otherwise a note. Those that
 * `made`, the edits of the code, take along are passed over.
 */
export function commentWork(
  links: readonly Examined[],
  regions: readonly ts.Node[],
  chosen: Chosen,
  move: RouteMove,
  made: ReadonlyMap<RepoPath, readonly TextEdit[]>,
): CommentWork {
  const edits = new Map<RepoPath, TextEdit[]>();
  const notes: Note[] = [];
  for (const { path, text, ...comment } of commentsOf(links, regions, move.from)) {
    if (isDone(comment, made.get(path) ?? [])) continue;
    const words = text.slice(comment.start, comment.end);
    const changed =
      chosen.kind === "rename"
        ? renameInComment({ ...comment, text: words }, move.from, move.to)
        : removeFromComment({ ...comment, text: words }, move.from, text);
    if (changed) edits.set(path, [...(edits.get(path) ?? []), ...changed]);
    else notes.push(noteOn(comment.start, path, text, move));
  }
  return { edits, notes };
}

/** The comments in and above `links` and `regions` that speak of `route`, each once. */
export function commentsOf(
  links: readonly Examined[],
  regions: readonly ts.Node[],
  route: string,
): readonly CommentPlace[] {
  const zones = [...links.map(({ link }) => link.call), ...regions.map(statementOf)];
  const found = new Map<string, CommentPlace>();
  for (const zone of zones) {
    const file = zone.getSourceFile();
    const path = pathOf(file);
    if (path === undefined) continue;
    for (const { start, end } of commentsNaming(zone, route)) {
      found.set(`${path}:${start}`, { path, start, end, text: file.text });
    }
  }
  return [...found.values()];
}

/** Notes on comments that stood above what was cut, and may have spoken of it without its name. */
export function orphanNotes(
  orphans: Rewriting["orphans"],
  snapshot: Snapshot,
  move: RouteMove,
): readonly Note[] {
  return orphans.map(({ path, offset }) => ({
    code: "split-link-comment",
    severity: "info",
    path,
    ...positionAt(snapshot.text(path) ?? "", offset),
    message: `the line below this comment named \`${move.from}\` and is gone. If the comment was about that line, remove it too.`,
  }));
}

function noteOn(start: number, path: RepoPath, text: string, move: RouteMove): Note {
  const at = Math.max(start, text.indexOf(move.from, start));
  return {
    code: "split-link-comment",
    severity: "manual",
    path,
    ...positionAt(text, at),
    message: `this comment still speaks of \`${move.from}\`, which the splitLink condition no longer names (it is \`${move.to}\` of \`${move.toRouter}\` now). Reword it.`,
  };
}

/** Whether an edit has taken the comment along, or has already changed it for another link. */
function isDone(comment: { start: number; end: number }, made: readonly TextEdit[]): boolean {
  return made.some(({ start, end }) => start < comment.end && end > comment.start);
}

/** The statement of a declaration, so that the comment above it counts. */
function statementOf(region: ts.Node): ts.Node {
  const list = region.parent;
  if (ts.isVariableDeclaration(region) && ts.isVariableDeclarationList(list)) return list.parent;
  return region;
}
