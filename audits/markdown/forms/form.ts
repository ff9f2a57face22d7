/** What a bullet was understood to ask for: a kind of criterion with its parameters. */
export interface Demand {
  readonly kind: "zero-references" | "path-absent" | "path-present" | "command";
  readonly params: Readonly<Record<string, unknown>>;
  /** What the report has to say of how the bullet was taken. */
  readonly remark?: string;
  /** An exception that the bullet states in words, such as `(except in tests)`. */
  readonly exception?: string;
}

/** What the demands of a bullet are, or why it has none. */
export type Understood = { readonly demands: readonly Demand[] } | { readonly why: string };

/**
 * One family of forms: undefined if the phrase is none of them, `why` if it is nearly one, and
 * taking it for that could let something pass.
 */
export type Form = (words: string, codes: readonly string[]) => Understood | undefined;
