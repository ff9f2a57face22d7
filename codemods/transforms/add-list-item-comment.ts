import type { API, FileInfo, Options } from "jscodeshift";
import { docLines, findBullet, isAbout, lastOfBullet } from "./lib/doc-list.ts";
import type { DocLine } from "./lib/doc-list.ts";
import { lineBreakOf } from "./lib/lines.ts";
import { optionalText, textOption } from "./lib/options.ts";
import { parseSource } from "./lib/source.ts";
import { splice } from "./lib/splice.ts";

export interface AddListItemCommentOptions {
  /** The declared name whose comment holds the list. */
  readonly declaration: string;
  /** What the line is about; nothing is added if there is a line about it. */
  readonly item: string;
  /** The line without its bullet: `teams.*: People who share a workspace`. */
  readonly text: string;
  /** The item to stand behind; otherwise, and if it is not there, the last of its list. */
  readonly after?: string;
}

export const parser = "tsx";

export const meta = {
  name: "add-list-item-comment",
  description: "Add a line to the list in the comment in front of a declaration",
};

/**
 * The text with the line, in the style of its neighbours; undefined if that comment has no list,
 * or the item is there already. Of several lists, the first one whose items look alike is taken.
 */
export default function addListItemComment(
  file: FileInfo,
  api: API,
  options: Options,
): string | undefined {
  const declaration = textOption(options, "declaration");
  const item = textOption(options, "item");
  const said = textOption(options, "text");
  const after = optionalText(options, "after");
  if (!file.source.includes(declaration)) return undefined;
  const source = parseSource(file, api);
  const lines = docLines(source, api, declaration);
  if (findBullet(lines, item)) return undefined;
  const place = placeOf(lines, item, said, after);
  const sibling = place && lines[place.like];
  const last = place && lines[place.behind];
  if (!sibling || !last) return undefined;
  const before = source.text.slice(sibling.start, sibling.at);
  const { mark, text } = sibling.bullet ?? { mark: "", text: sibling.text };
  const written = `${before}${mark}${inStyle(said, item, text)}`;
  const at = last.end;
  return splice(source.text, [
    { start: at, end: at, text: `${lineBreakOf(source.text)}${written}` },
  ]);
}

interface Place {
  /** The line to look like. */
  readonly like: number;
  /** The line to stand behind. */
  readonly behind: number;
}

function placeOf(
  lines: readonly DocLine[],
  item: string,
  said: string,
  after: string | undefined,
): Place | undefined {
  if (after !== undefined) {
    const found = findBullet(lines, after);
    if (found) return { like: found.first, behind: found.last };
  }
  const lists = listsOf(lines);
  const wildcard = said.replace(/^[`*_]+/, "").startsWith(`${item}.*`);
  const alike = lists.find((list) =>
    list.some((index) => wildcard && lines[index]?.bullet?.text.includes(".*")),
  );
  const last = (alike ?? lists[0])?.at(-1);
  return last === undefined ? undefined : { like: last, behind: lastOfBullet(lines, last) };
}

/** The indexes of the outermost bullets of each list. */
function listsOf(lines: readonly DocLine[]): number[][] {
  const lists: number[][] = [];
  let end = -1;
  for (const [index, line] of lines.entries()) {
    if (index <= end || !line.bullet) continue;
    const list = lists.at(-1);
    if (list && index === end + 1) list.push(index);
    else lists.push([index]);
    end = lastOfBullet(lines, index);
  }
  return lists;
}

/** `said` with the item in the marks that its sibling's has: `` `teams.*`: … ``. */
function inStyle(said: string, item: string, sibling: string): string {
  const mark = /^(?:`|\*\*|__)/.exec(sibling)?.[0];
  if (mark === undefined || !isAbout(said, item) || !said.startsWith(item)) return said;
  const name = said.startsWith(`${item}.*`) ? `${item}.*` : item;
  return `${mark}${name}${mark}${said.slice(name.length)}`;
}
