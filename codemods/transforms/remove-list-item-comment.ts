import type { API, FileInfo, Options } from "jscodeshift";
import { docLines, findBullet } from "./lib/doc-list.ts";
import type { DocLine } from "./lib/doc-list.ts";
import { textOption } from "./lib/options.ts";
import { parseSource } from "./lib/source.ts";
import { splice } from "./lib/splice.ts";

export interface RemoveListItemCommentOptions {
  /** The declared name whose comment holds the list. */
  readonly declaration: string;
  /** What the line is about: `teams` for `- teams.*: …`. */
  readonly item: string;
}

export const parser = "tsx";

export const meta = {
  name: "remove-list-item-comment",
  description: "Remove a line of the list in the comment in front of a declaration",
};

/** The text without that line and those that continue it; undefined if there is none. */
export default function removeListItemComment(
  file: FileInfo,
  api: API,
  options: Options,
): string | undefined {
  const declaration = textOption(options, "declaration");
  const item = textOption(options, "item");
  if (!file.source.includes(declaration) || !file.source.includes(item)) return undefined;
  const source = parseSource(file, api);
  const lines = docLines(source, api, declaration);
  const found = findBullet(lines, item);
  const first = found && lines[found.first];
  const last = found && lines[found.last];
  if (!first || !last) return undefined;
  const after = lines[found.last + 1];
  const doubled = isBlank(lines[found.first - 1]) && isBlank(after) && after !== undefined;
  const end = doubled ? after.next : last.next;
  return splice(source.text, [{ start: first.start, end, text: "" }]);
}

function isBlank(line: DocLine | undefined): boolean {
  return line?.text === "";
}
