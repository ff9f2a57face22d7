import { ts } from "ts-morph";
import { pathOf } from "../../program/program.ts";
import { positionAt } from "../../../workspace/text-edit.ts";
import type { TextEdit } from "../../../workspace/text-edit.ts";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { Note } from "../../step.ts";
import { commentsNaming, removeFromComment, renameInComment } from "./edits/comments.ts";
import type { Comment } from "./edits/comments.ts";
import type { Candidate } from "./candidates.ts";
import type { Examined } from "./subject.ts";
import type { RouteMove } from "./rows.ts";

/** What to do about the comments that go with rewritten conditions. */
export interface CommentWork {
  readonly edits: ReadonlyMap<RepoPath, readonly TextEdit[]>;
  readonly notes: readonly Note[];
  readonly places: readonly {
    readonly path: RepoPath;
    readonly start: number;
    readonly end: number;
  }[];
}

/**
 * The comments in and above the links and `regions` that speak of the old route: renamed if the
 * code was, taken out of a list if the code lost the route, and otherwise a note. Those that
 * `made`, the edits of the code, take along are passed over.
 */
export function commentWork(
  links: readonly Examined[],
  regions: readonly ts.Node[],
  kind: Candidate["kind"],
  move: RouteMove,
  made: ReadonlyMap<RepoPath, readonly TextEdit[]>,
): CommentWork {
  const edits = new Map<RepoPath, TextEdit[]>();
  const notes: Note[] = [];
  const places: { path: RepoPath; start: number; end: number }[] = [];
  const zones = [...links.map(({ link }) => link.call), ...regions.map(statementOf)];
  const seen = new Set<string>();
  for (const zone of zones) {
    const path = pathOf(zone.getSourceFile());
    if (path === undefined) continue;
    const { text } = zone.getSourceFile();
    for (const comment of commentsNaming(zone, move.from)) {
      const key = `${path}:${comment.start}`;
      if (seen.has(key)) continue;
      seen.add(key);
      places.push({ path, start: comment.start, end: comment.end });
      if (isCut(comment, made.get(path) ?? [])) continue;
      const changed =
        kind === "rename"
          ? renameInComment(comment, move.from, move.to)
          : removeFromComment(comment, move.from, text);
      if (changed) edits.set(path, [...(edits.get(path) ?? []), ...changed]);
      else notes.push(noteOn(comment, path, text, move));
    }
  }
  return { edits, notes, places };
}

function noteOn(comment: Comment, path: RepoPath, text: string, move: RouteMove): Note {
  const at = comment.start + Math.max(0, comment.text.indexOf(move.from));
  return {
    code: "split-link-comment",
    severity: "manual",
    path,
    ...positionAt(text, at),
    message: `this comment still speaks of \`${move.from}\`, which the splitLink condition no longer names (it is \`${move.to}\` of \`${move.toRouter}\` now). Reword it.`,
  };
}

function isCut(comment: Comment, made: readonly TextEdit[]): boolean {
  return made.some(({ start, end }) => start <= comment.start && comment.end <= end);
}

/** The statement of a declaration, so that the comment above it counts. */
function statementOf(region: ts.Node): ts.Node {
  const list = region.parent;
  if (ts.isVariableDeclaration(region) && ts.isVariableDeclarationList(list)) return list.parent;
  return region;
}
