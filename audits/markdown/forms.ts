import { absenceOrPresence } from "./forms/paths.ts";
import { commands } from "./forms/commands.ts";
import { zeroReferences } from "./forms/references.ts";
import type { Phrase } from "./phrase.ts";

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

/** Words before the demand that do not change it. */
const OPENING =
  /^(?:(?:please\s+)?(?:verify|ensure|check|confirm|assert|make sure)(?:\s+that)?:?\s+|there (?:is|are|should be|must be) )/i;

const FORMS: readonly Form[] = [zeroReferences, absenceOrPresence, commands];

/** What to write instead, for the message of a bullet that nothing understands. */
const KNOWN_FORMS =
  "Forms are: Zero grep results for `name` in `path`; File `path` does not exist; File `path` exists; Type checking passes: `command`. What a person has to look at belongs under Manual Verification.";

/** What `phrase` asks for. */
export function understand(phrase: Phrase): Understood {
  if (phrase.problem !== undefined) return { why: phrase.problem };
  const plain = phrase.words.replace(/^[^\p{L}\p{N}\uFFFC"'([]+/u, "").replace(OPENING, "");
  for (const form of FORMS) {
    const understood = form(plain, phrase.codes);
    if (understood) return understood;
  }
  return { why: `it is of no known form. ${KNOWN_FORMS}` };
}
