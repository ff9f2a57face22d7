/**
 * Strings that may be module specifiers, found without understanding the text: for files that do
 * not parse, and for kinds of files that import modules but are not code as a whole.
 */
export function looseSpecifiersOf(
  text: string,
): readonly { readonly text: string; readonly start: number }[] {
  return [...text.matchAll(/(["'`])((?!\1)[^\s"'`$]+)\1/g)].map((match) => ({
    text: match[2] ?? "",
    start: match.index + 1,
  }));
}

/** Whether `path` is of a kind that holds imports between other things. */
export function embedsCode(path: string): boolean {
  return /\.(?:vue|svelte|astro|mdx)$/.test(path);
}
