/** Whether the `from` at `index` is part of a `to` that stands there. */
export function isPartOf(text: string, index: number, from: string, to: string): boolean {
  for (let at = to.indexOf(from); at !== -1; at = to.indexOf(from, at + 1)) {
    if (index >= at && text.startsWith(to, index - at)) return true;
  }
  return false;
}

/** Throws if one of `replacements` makes what another one replaces: a second run would go on. */
export function mustNotChain(
  replacements: readonly { readonly from: string; readonly to: string }[],
  pattern: (from: string) => RegExp,
): void {
  for (const one of replacements) {
    for (const other of replacements) {
      if (one === other || one.from === one.to || other.from === other.to) continue;
      if (pattern(other.from).test(one.to)) {
        throw new Error(
          `the replacement of "${one.from}" by "${one.to}" makes what "${other.from}" is replaced for`,
        );
      }
    }
  }
}
