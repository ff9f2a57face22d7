import { absenceOrPresence } from "./forms/paths.ts";
import { commands } from "./forms/commands.ts";
import type { Form, Understood } from "./forms/form.ts";
import { zeroReferences } from "./forms/references.ts";
import type { Phrase } from "./phrase.ts";

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
