import type { API, FileInfo, Options } from "jscodeshift";
import { flagOption, optionalText, textOption, textsOption } from "./lib/options.ts";
import type { Evidence } from "./lib/route-evidence.ts";
import { routeTextsIn } from "./lib/route-texts.ts";
import type { QueryKey, Text } from "./lib/route-texts.ts";
import { splice } from "./lib/splice.ts";
import type { Splice } from "./lib/splice.ts";
import { escapeRegExp } from "./lib/words.ts";

export interface RenameRoutePathOptions {
  /** The route, from the root of the API: `teams`, `viewer.teams`. */
  readonly from: string;
  readonly to: string;
  /** What is mounted below it, routers included: `list`, `members`, `members.add`. */
  readonly members: readonly string[];
  /** Names that may stand in front of the route, with a dot: `trpc`. None if left out. */
  readonly roots?: readonly string[];
  /**
   * `prose`: only what people read, comments and the titles of tests among it. `values`: only what
   * the program may compare. Both if left out.
   */
  readonly part?: "prose" | "values";
  /** Only where the place itself tells that it speaks of a route: other names may look like one. */
  readonly told?: boolean;
}

export const parser = "tsx";

export const meta = {
  name: "rename-route-path",
  description: "Rename a route's path in texts, templates, JSX text, comments and query keys",
};

/** What people write behind a procedure's path when they speak of a call. */
const CALLS =
  "query|mutate|subscribe|(?:use(?:Suspense)?(?:Infinite)?)Query|useMutation|useSubscription|" +
  "(?:query|mutation|infiniteQuery|subscription)Options|(?:query|mutation|path|infiniteQuery)Key|" +
  "(?:query|path|infiniteQuery)Filter|invalidate|prefetch|fetch|getData|setData|refetch|cancel|reset";

/**
 * The text with `<from>.<member>` and `<from>.*` renamed wherever they stand as a path of their
 * own, `Outputs["<from>"]["<member>"]`, and query keys such as `[["teams", "list"], …]`; undefined if there is none. A path that is
 * no known member, the bare prefix `"teams."`, module names and code stay.
 */
export default function renameRoutePath(
  file: FileInfo,
  api: API,
  options: Options,
): string | undefined {
  const from = textOption(options, "from");
  const to = textOption(options, "to");
  const members = textsOption(options, "members");
  const roots = options["roots"] === undefined ? [] : textsOption(options, "roots");
  const first = from.split(".")[0] ?? from;
  if (from === to || !file.source.includes(first)) return undefined;
  if (!mayName(file.source, from, members)) return undefined;
  const { texts, keys } = routeTextsIn(file, api);
  const path = pathPattern(from, members, roots);
  const inType = typePattern(from, members);
  const part = optionalText(options, "part");
  const isAsked = ({ part: own }: Evidence): boolean =>
    part === undefined || part === (own === "value" ? "values" : "prose");
  const onlyTold = flagOption(options, "told");
  const renamed = ({ start: at, end, evidence }: Text): Splice[] => {
    const text = file.source.slice(at, end);
    const typed = to.includes(".") ? [] : [...text.matchAll(inType)];
    const named = [...text.matchAll(path)].filter(
      // Behind a slash stands an address, and behind a dot a client.
      ({ index }) => !onlyTold || evidence.told || /[./]/.test(text.charAt(index - 1)),
    );
    return [...named, ...typed].map((match) => {
      const start = at + match.index;
      return { start, end: start + from.length, text: to };
    });
  };
  return splice(file.source, [
    ...texts.filter(({ evidence }) => isAsked(evidence)).flatMap(renamed),
    ...(part === "prose" ? [] : keys).flatMap((key) =>
      renameKey(file.source, key, from, to, members),
    ),
  ]);
}

/**
 * Whether the route can be in `text` at all: it stands in front of a member with nothing but a dot
 * or brackets between them, or begins an array in an array, as a query key does. An everyday name
 * is in many files that hold neither, and these need not be parsed to tell.
 */
function mayName(text: string, from: string, members: readonly string[]): boolean {
  const member = members.map(escapeRegExp).join("|");
  const quote = `["'\`]`;
  const next = `\\.(?:\\*|${member})|${quote}\\]\\[${quote}(?:${member})`;
  if (new RegExp(`${escapeRegExp(from)}(?:${next})`).test(text)) return true;
  const first = escapeRegExp(from.split(".")[0] ?? from);
  // What an escape says, and what stands behind a comment, is for the parser to tell.
  const comment = "/[/*]";
  const key = `["'](?:${first}["']|.*\\\\)`;
  return new RegExp(`\\[[\\s(]*(?:\\[[\\s(]*(?:${key}|${comment})|${comment})`).test(text);
}

/** Matches the route where it begins a path that ends in a known member. */
function pathPattern(from: string, members: readonly string[], roots: readonly string[]): RegExp {
  const alternatives = [...members].sort((a, b) => b.length - a.length).map(escapeRegExp);
  const member = alternatives.length === 0 ? "(?!)" : alternatives.join("|");
  const root =
    roots.length === 0 ? "" : `|(?<=(?<![\\w$.-])(?:${roots.map(escapeRegExp).join("|")})\\??\\.)`;
  // The letter of an escape such as `\n` is not part of a name.
  const begins = `(?:(?<![\\w$.-])|(?<=(?<!\\\\)(?:\\\\\\\\)*\\\\[nrtbfv])${root})`;
  const ends = `(?:\\.\\*(?![\\w*])|(?=\\.(?:${CALLS})(?![\\w$-]))|(?![\\w$-]|\\.[\\w$*]))`;
  return new RegExp(
    `${begins}${escapeRegExp(from)}(?:\\.\\*(?![\\w*])|\\.(?:${member})${ends})`,
    "g",
  );
}

/** Matches the key of a route in what prose says of a type: `RouterOutputs["teams"]["list"]`. */
function typePattern(from: string, members: readonly string[]): RegExp {
  const keys = members.filter((member) => !member.includes(".")).map(escapeRegExp);
  const member = keys.length === 0 ? "(?!)" : keys.join("|");
  const quote = `["'\`]`;
  return new RegExp(
    `(?<=[\\w$]\\[${quote})${escapeRegExp(from)}(?=${quote}\\]\\[${quote}(?:${member})${quote}\\])`,
    "g",
  );
}

function renameKey(
  text: string,
  key: QueryKey,
  from: string,
  to: string,
  members: readonly string[],
): Splice[] {
  const path = key.map(({ value }) => value).join(".");
  if (!members.some((member) => path === `${from}.${member}`)) return [];
  const fromParts = from.split(".");
  const toParts = to.split(".");
  const route = key.slice(0, fromParts.length);
  const start = route[0]?.start;
  const end = route.at(-1)?.end;
  // An element with a dot of its own is no path of tRPC's.
  if (start === undefined || end === undefined) return [];
  if (route.map(({ value }) => value).join(".") !== from) return [];
  const quote = text[start] ?? '"';
  if (fromParts.length === toParts.length) {
    return route.flatMap((part, index) =>
      part.value === toParts[index]
        ? []
        : [{ start: part.start + 1, end: part.end - 1, text: toParts[index] ?? part.value }],
    );
  }
  return [{ start, end, text: toParts.map((part) => `${quote}${part}${quote}`).join(", ") }];
}
