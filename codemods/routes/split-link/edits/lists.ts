import { ts } from "ts-morph";
import type { Cutting } from "./cutting.ts";

/** Cuts the members of a list or object literal that are in `dead`, with their commas. */
export function cutMembers(
  members: ts.NodeArray<ts.Node>,
  dead: ReadonlySet<ts.Node>,
  file: ts.SourceFile,
  cutting: Cutting,
): void {
  const lastKept = members.findLastIndex((member) => !dead.has(member));
  members.forEach((member, index) => {
    if (!dead.has(member)) return;
    const start = member.getStart(file);
    const comma = commaAfter(member, file);
    if (comma !== undefined) {
      cutting.unit(start, comma + 1);
      return;
    }
    // The last one, with no comma behind it: the comma in front of it goes instead.
    const previous = members[index - 1];
    const before = previous && commaAfter(previous, file);
    if (cutting.isAlone(start, member.end) || before === undefined) {
      cutting.unit(start, member.end);
    } else {
      cutting.glue(before + 1, start);
      cutting.exactly(start, member.end);
    }
    const kept = members[lastKept];
    const keptComma = kept && commaAfter(kept, file);
    if (keptComma !== undefined) cutting.exactly(keptComma, keptComma + 1);
  });
}

/** The offset of the comma behind `member`; undefined if there is none. */
export function commaAfter(member: ts.Node, file: ts.SourceFile): number | undefined {
  const { text } = file;
  let at = member.end;
  for (const comment of [
    ...(ts.getTrailingCommentRanges(text, at) ?? []),
    ...(ts.getLeadingCommentRanges(text, at) ?? []),
  ]) {
    at = Math.max(at, comment.end);
  }
  const space = /^\s*/.exec(text.slice(at))?.[0].length ?? 0;
  return text[at + space] === "," ? at + space : undefined;
}

/** Cuts the clauses of a `switch` that are in `dead`; labels that share a body leave it behind. */
export function cutClauses(
  clauses: ts.NodeArray<ts.CaseOrDefaultClause>,
  dead: ReadonlySet<ts.Node>,
  file: ts.SourceFile,
  cutting: Cutting,
): void {
  clauses.forEach((clause, index) => {
    if (!dead.has(clause)) return;
    const start = clause.getStart(file);
    const [first] = clause.statements;
    const keptAbove = clauses.slice(0, index).findLast((each) => !dead.has(each));
    const sharesBody = keptAbove !== undefined && keptAbove.statements.length === 0;
    if (!first || !sharesBody) {
      cutting.unit(start, clause.end);
      return;
    }
    const colon = file.text.lastIndexOf(":", first.getStart(file));
    cutting.unit(start, colon + 1);
  });
}
