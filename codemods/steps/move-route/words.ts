/** `teamMembers` → `["team", "Members"]`; `apiV2Keys` → `["api", "V2", "Keys"]`. */
export function wordsOf(camel: string): string[] {
  return camel.match(/[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])/g) ?? [camel];
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** The last key of a route: `teams` of `viewer.teams`. */
export function lastKey(path: readonly string[]): string {
  return path.at(-1) ?? "";
}

/**
 * `postsRouter` for a route that goes from `posts` to `articles`: `articlesRouter`; undefined if
 * the name does not speak of the route.
 */
export function renamedAfter(name: string, from: string, to: string): string | undefined {
  if (from === to) return undefined;
  if (name.startsWith(from) && !/^[a-z0-9]/.test(name.slice(from.length))) {
    return to + name.slice(from.length);
  }
  const at = name.indexOf(capital(from));
  if (at === -1 || /^[a-z0-9]/.test(name.slice(at + from.length))) return undefined;
  return name.slice(0, at) + capital(to) + name.slice(at + from.length);
}

/**
 * How prose spells one key, and the other: `Team Members` and `teamMembers`. A key of one word is
 * what everything else is called, too, so it counts only where prose says that it is the route.
 */
export function wordReplacements(from: string, to: string): { from: string; to: string }[] {
  const title = (key: string): string => wordsOf(key).map(capital).join(" ");
  const spellings = [
    { from: title(from), to: title(to) },
    { from, to },
    { from: capital(from), to: capital(to) },
  ];
  const replacements =
    wordsOf(from).length > 1
      ? spellings
      : spellings.flatMap((one) =>
          ROUTE_WORDS.map((word) => ({ from: `${one.from} ${word}`, to: `${one.to} ${word}` })),
        );
  return replacements.filter(
    (one, index) =>
      one.from !== one.to && replacements.findIndex(({ from: it }) => it === one.from) === index,
  );
}

const ROUTE_WORDS = ["router", "Router", "route", "routes", "procedures", "endpoints"];
