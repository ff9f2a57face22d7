import type { API, FileInfo, Options } from "jscodeshift";
import { takeOut } from "./lib/lines.ts";
import { headsGroup, itemSpans } from "./lib/list.ts";
import { listsOf, statementsOf } from "./lib/lists.ts";
import type { Removable } from "./lib/lists.ts";
import { linkSpan } from "./lib/links.ts";
import { numberOption, offsetsOption } from "./lib/options.ts";
import { endWithComments, followsDirectly, startWithComments } from "./lib/ownership.ts";
import { reportAt } from "./lib/report.ts";
import { parseSource } from "./lib/source.ts";
import type { Source } from "./lib/source.ts";
import { splice } from "./lib/splice.ts";
import type { Span } from "./lib/splice.ts";

export interface RemoveAtOptions {
  /**
   * Where the things that are to go begin (UTF-16 offsets, comments in front of them not counted):
   * statements of the file, items of a list (properties, elements, arguments, parameters, names of
   * an import or export), or the name of a call in a chain (`references` in `a().references(b)`).
   */
  readonly at: readonly number[];
  /** How long the text is that the offsets are of (UTF-16 units). Any other is left alone. */
  readonly length: number;
}

export const parser = "tsx";

export const meta = {
  name: "remove-at",
  description: "Remove statements, list items and calls of a chain by where they begin",
};

/**
 * The text without those things, their comments and their commas; undefined if there is none. An
 * import or export list that is left without names goes as a whole. An offset at which nothing
 * begins that can be removed is reported.
 */
export default function removeAt(file: FileInfo, api: API, options: Options): string | undefined {
  const offsets = new Set(offsetsOption(options, "at"));
  if (offsets.size === 0 || numberOption(options, "length") !== file.source.length)
    return undefined;
  const source = parseSource(file, api);
  const found = new Set<number>();
  const spans: Span[] = [];
  const goneStatements = new Set<number>();

  const statements = statementsOf(source, api);
  for (const list of listsOf(source, api)) {
    const gone = new Set(
      list.items.flatMap(({ start }, index) => (offsets.has(start) ? [index] : [])),
    );
    if (gone.size === 0) continue;
    for (const index of gone) found.add(list.items[index]?.start ?? -1);
    const isEmptied = gone.size === list.items.length;
    if (isEmptied && list.statement !== undefined) goneStatements.add(list.statement);
    else if (isEmptied && list.emptied) spans.push(list.emptied);
    else spans.push(...itemSpans(source, list, gone, list.isRecord ? headsGroup : undefined));
  }
  for (const { start } of statements) {
    if (!offsets.has(start)) continue;
    found.add(start);
    goneStatements.add(start);
  }
  spans.push(...statementSpans(source, statements, goneStatements));
  for (const offset of offsets) {
    if (found.has(offset)) continue;
    const link = linkSpan(source, api, offset);
    if (link) spans.push(link);
    else reportAt(api, source, offset, "nothing that can be removed begins here");
  }
  return splice(source.text, takeOut(source.text, spans));
}

function statementSpans(
  source: Source,
  statements: readonly Removable[],
  gone: ReadonlySet<number>,
): Span[] {
  return statements.flatMap((statement, index) => {
    if (!gone.has(statement.start)) return [];
    const headsOthers = headsOtherStatements(source, statements, index, gone);
    return [
      {
        start: startWithComments(source, { ...statement, headsOthers }),
        end: endWithComments(source, statement.end),
      },
    ];
  });
}

/** Whether a statement that stays begins on the line directly behind those that go. */
function headsOtherStatements(
  source: Source,
  statements: readonly Removable[],
  at: number,
  gone: ReadonlySet<number>,
): boolean {
  for (let index = at; ; index += 1) {
    const [here, next] = [statements[index], statements[index + 1]];
    if (!here || !next || !followsDirectly(source.text, here, next)) return false;
    if (!gone.has(next.start)) return true;
  }
}
