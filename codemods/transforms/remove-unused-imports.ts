import type { API, FileInfo, Options } from "jscodeshift";
import { headsOtherImports, importsOf } from "./lib/imports.ts";
import type { Import } from "./lib/imports.ts";
import { endsLine, takeOut } from "./lib/lines.ts";
import { itemSpans } from "./lib/list.ts";
import { textsOption } from "./lib/options.ts";
import { endWithComments, startWithComments } from "./lib/ownership.ts";
import { namesInUse } from "./lib/references.ts";
import { parseSource } from "./lib/source.ts";
import type { Source } from "./lib/source.ts";
import { splice } from "./lib/splice.ts";
import type { Span } from "./lib/splice.ts";

export interface RemoveUnusedImportsOptions {
  /** The names, as this file calls them, that may go if nothing uses them. */
  readonly names: readonly string[];
}

export const parser = "tsx";

export const meta = {
  name: "remove-unused-imports",
  description: "Remove the imports of given names that the file does not use any more",
};

/**
 * The text without the imports of those names that nothing in the file refers to; undefined if
 * there is none. An import that is left without names goes as a whole. A name that something else
 * in the file declares again counts as used, and so does what a JSX pragma names.
 */
export default function removeUnusedImports(
  file: FileInfo,
  api: API,
  options: Options,
): string | undefined {
  const names = textsOption(options, "names").filter((name) => file.source.includes(name));
  if (names.length === 0) return undefined;
  const source = parseSource(file, api);
  const used = namesInUse(source, api, names);
  const unused = new Set(names.filter((name) => !used.has(name)));
  const imports = importsOf(source, api);
  const gone = new Set(
    imports.flatMap((declaration, index) => (isEmptied(declaration, unused) ? [index] : [])),
  );
  const spans = imports.flatMap((declaration, index) =>
    gone.has(index)
      ? [wholeImport(source, imports, index, gone)]
      : namesOf(source, declaration, unused),
  );
  return splice(source.text, takeOut(source.text, spans));
}

function isEmptied(declaration: Import, unused: ReadonlySet<string>): boolean {
  const bound = [...declaration.others, ...(declaration.named?.items ?? [])];
  return bound.length > 0 && bound.every(({ local }) => unused.has(local));
}

function wholeImport(
  source: Source,
  imports: readonly Import[],
  index: number,
  gone: ReadonlySet<number>,
): Span {
  const declaration = imports[index];
  if (!declaration) throw new Error(`there is no import ${index}`);
  const { start, end, specifier, named, others } = declaration;
  const names = [...others, ...(named?.items ?? [])].map(({ local }) => local);
  const headsOthers = headsOtherImports(source, imports, index, gone);
  return {
    start: startWithComments(source, { start, end, names: [...names, specifier], headsOthers }),
    end: spaceAfter(source.text, endWithComments(source, end)),
  };
}

/** The spans of single names of an import that keeps others. */
function namesOf(source: Source, declaration: Import, unused: ReadonlySet<string>): Span[] {
  const { named, others } = declaration;
  const goneItems = new Set(
    (named?.items ?? []).flatMap(({ local }, index) => (unused.has(local) ? [index] : [])),
  );
  const spans: Span[] = [];
  const [first] = others;
  const dropFirst = others.length > 0 && first !== undefined && unused.has(first.local);
  if (dropFirst) spans.push({ start: first.start, end: startAfterComma(source, first) });
  const second = others[1];
  if (!dropFirst && first && second && unused.has(second.local)) {
    spans.push({ start: first.end, end: second.end });
  }
  if (!named || goneItems.size === 0) return spans;
  if (goneItems.size < named.items.length)
    return [...spans, ...itemSpans(source, named, goneItems)];
  // `import x, { y }` without y has no braces.
  return first ? [...spans, { start: first.end, end: named.close + 1 }] : spans;
}

/** Where the next part of the clause begins, behind the comma that follows `binding`. */
function startAfterComma(source: Source, binding: Span): number {
  const index = source.tokens.findIndex(({ start }) => start >= binding.end);
  return source.tokens[index + 1]?.start ?? binding.end;
}

/** Where the next thing on the line begins; `end` if nothing follows there. */
function spaceAfter(text: string, end: number): number {
  return endsLine(text, end) ? end : end + (/^\s*/.exec(text.slice(end))?.[0].length ?? 0);
}
