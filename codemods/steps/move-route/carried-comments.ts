import { ts } from "ts-morph";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { Snapshot } from "../../../workspace/snapshot.ts";
import type { TextEdit } from "../../../workspace/text-edit.ts";
import { recordOf } from "../../routes/router-model.ts";
import type { RecordPlace } from "../../routes/locate.ts";
import type { StepResult } from "../../step.ts";

/** The comments that stand above a property, and the one behind it on its line. */
export interface OwnComments {
  readonly above: readonly string[];
  readonly behind: string | undefined;
}

/** The comments of `property` that `after`, the text without it, does not have any more. */
export function commentsLost(property: ts.ObjectLiteralElementLike, after: string): OwnComments {
  const { text } = property.getSourceFile();
  const isLost = (comment: string): boolean => countOf(text, comment) > countOf(after, comment);
  const textOf = ({ pos, end }: ts.CommentRange): string => text.slice(pos, end);
  const above = (ts.getLeadingCommentRanges(text, property.getFullStart()) ?? []).map(textOf);
  const comma = /^\s*,/.exec(text.slice(property.getEnd()))?.[0].length ?? 0;
  const [behind] = (ts.getTrailingCommentRanges(text, property.getEnd() + comma) ?? []).map(textOf);
  return {
    above: above.filter(isLost),
    behind: behind !== undefined && isLost(behind) ? behind : undefined,
  };
}

/**
 * Puts comments to the property `key` of the record at `place`. Where the property shares its line
 * with others, there is no room for them, and an info note says what they were.
 */
export function putComments(
  snapshot: Snapshot,
  place: RecordPlace,
  key: string,
  { above, behind }: OwnComments,
): StepResult {
  if (above.length === 0 && behind === undefined) return { ops: [], notes: [] };
  const { path } = place;
  const text = snapshot.text(path) ?? "";
  const property = propertyAt(path, text, place, key);
  if (!property) return { ops: [], notes: [] };
  const start = property.getStart();
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const indent = text.slice(lineStart, start);
  const end = property.getEnd() + (text[property.getEnd()] === "," ? 1 : 0);
  const ending = /^[^\S\r\n]*(\r?\n)/.exec(text.slice(end))?.[1];
  if (indent.trim() !== "" || ending === undefined) {
    const { line, character } = property.getSourceFile().getLineAndCharacterOfPosition(start);
    const lost = [...above, behind ?? ""].join(" ").trim();
    const message = `a comment of the route was left out, because there is no line for it here: ${lost}`;
    return {
      ops: [],
      notes: [
        {
          code: "comment-left-out",
          severity: "info",
          path,
          line: line + 1,
          column: character + 1,
          message,
        },
      ],
    };
  }
  const edits: TextEdit[] = above.map((comment) => ({
    start,
    end: start,
    text: comment + ending + indent,
  }));
  if (behind !== undefined) edits.push({ start: end, end, text: ` ${behind}` });
  return { ops: [{ kind: "edit", path, edits }], notes: [] };
}

function propertyAt(
  path: RepoPath,
  text: string,
  { variable, keys }: RecordPlace,
  key: string,
): ts.ObjectLiteralElementLike | undefined {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
  const declaration = file.statements
    .filter((statement) => ts.isVariableStatement(statement))
    .flatMap((statement) => statement.declarationList.declarations)
    .find(({ name }) => name.getText() === variable);
  let record = declaration?.initializer && recordOf(declaration.initializer);
  for (const step of keys) {
    const property = record && propertyNamed(record, step);
    record =
      property && ts.isPropertyAssignment(property) ? recordOf(property.initializer) : undefined;
  }
  return record && propertyNamed(record, key);
}

function propertyNamed(
  record: ts.ObjectLiteralExpression,
  key: string,
): ts.ObjectLiteralElementLike | undefined {
  return record.properties.find((it) => it.name && textOf(it.name) === key);
}

function textOf(name: ts.PropertyName): string {
  return ts.isStringLiteralLike(name) ? name.text : name.getText();
}

function countOf(text: string, part: string): number {
  return text.split(part).length - 1;
}
