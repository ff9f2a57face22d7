import type { API, ASTNode, FileInfo, ObjectExpression, Options } from "jscodeshift";
import { keyOf, objectIn, objectOf, valueAt } from "./lib/object.ts";
import { textOption } from "./lib/options.ts";
import { parseSource } from "./lib/source.ts";
import type { Source } from "./lib/source.ts";
import { splice } from "./lib/splice.ts";
import type { Splice } from "./lib/splice.ts";

export interface NameLogTagsOptions {
  /** The variable that a router's record initialises. */
  readonly object: string;
  /** The route that the router is mounted as: `teams`, `viewer.teams`. */
  readonly route: string;
  /** What log messages begin with, without the brackets: `tRPC`. */
  readonly tag: string;
}

export const parser = "tsx";

export const meta = {
  name: "name-log-tags",
  description: "Let the log messages of a router's procedures say which procedure they come from",
};

/**
 * The text with `[tRPC]` at the head of a message as `[tRPC teams.list]`, for messages that a
 * procedure passes to a method such as `console.error`; undefined if there is none.
 */
export default function nameLogTags(
  file: FileInfo,
  api: API,
  options: Options,
): string | undefined {
  const name = textOption(options, "object");
  const route = textOption(options, "route");
  const tag = `[${textOption(options, "tag")}`;
  if (!file.source.includes(`${tag}]`)) return undefined;
  const source = parseSource(file, api);
  const record = objectOf(source, api, name);
  if (!record) return undefined;
  const edits = proceduresOf(record, route, api).flatMap(({ path, value }) =>
    messagesIn(source, value, api)
      .filter((start) => source.text.startsWith(`${tag}]`, start))
      .map((start): Splice => {
        const at = start + tag.length;
        return { start: at, end: at, text: ` ${path}` };
      }),
  );
  return edits.length === 0 ? undefined : splice(source.text, edits);
}

interface Procedure {
  readonly path: string;
  readonly value: ASTNode;
}

function proceduresOf(record: ObjectExpression, path: string, api: API): readonly Procedure[] {
  return record.properties.flatMap((property, index): readonly Procedure[] => {
    const key = keyOf(property, api);
    const value = valueAt(record, index, api);
    if (key === undefined || !value) return [];
    const below = `${path}.${key}`;
    const inner = api.jscodeshift.CallExpression.check(value) ? undefined : objectIn(value, api);
    return inner ? proceduresOf(inner, below, api) : [{ path: below, value }];
  });
}

/** Where the text of the messages begins that `node` passes to a method of something. */
function messagesIn(source: Source, node: ASTNode, api: API): readonly number[] {
  const j = api.jscodeshift;
  const starts: number[] = [];
  j(node)
    .find(j.CallExpression, { callee: { type: "MemberExpression" } })
    .forEach((call) => {
      const [message] = call.node.arguments;
      if (j.StringLiteral.check(message) || j.TemplateLiteral.check(message)) {
        starts.push(source.span(message).start + 1);
      }
    });
  return starts;
}
