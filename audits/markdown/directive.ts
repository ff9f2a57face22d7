import type { ReferenceException } from "../criteria/zero-references.ts";
import { distance as editDistance } from "fastest-levenshtein";

/** What a comment beside a bullet says to this program. */
export type Directive =
  | { readonly kind: "except"; readonly exception: ReferenceException }
  | { readonly kind: "malformed"; readonly why: string };

const ADDRESS = "conn-codemod";

export const EXCEPT_SYNTAX = `<!-- ${ADDRESS}: except GLOB… because "REASON" -->`;

/**
 * What an HTML comment asks of this program; undefined if it is addressed to nobody. Its form is
 * `<!-- conn-codemod: except src/schema/** "a b/c.ts" because "the reason" -->`: globs with blanks
 * between them, in double quotes where they hold a blank, and a reason in double quotes. A comment
 * that seems to be meant for this program and is of no other form is `malformed`.
 */
export function directiveIn(comment: string): Directive | undefined {
  const body = comment.trim().slice(4, -3).trim();
  const address = /^[^\s:]+/.exec(body)?.[0] ?? "";
  if (editDistance(address.toLowerCase(), ADDRESS) > 2) return undefined;
  const said = /^conn-codemod\s*:\s*except\s+(?<globs>.+?)\s+because\s+"(?<reason>[^"]*)"$/s.exec(
    body,
  )?.groups;
  const globs = globsIn(said?.["globs"] ?? "");
  const reason = said?.["reason"]?.replace(/\s+/g, " ").trim() ?? "";
  if (!globs || reason === "") {
    const shown = body.replace(/\s+/g, " ").slice(0, 120);
    return {
      kind: "malformed",
      why: `the comment ${JSON.stringify(shown)} is not of the form ${EXCEPT_SYNTAX}`,
    };
  }
  return { kind: "except", exception: { paths: globs, reason } };
}

/** Globs with blanks between them; undefined if there is none, or something else among them. */
function globsIn(text: string): readonly string[] | undefined {
  const globs: string[] = [];
  const glob = /\s*(?:"([^"]+)"|([^\s"]+))(?=\s|$)/y;
  while (glob.lastIndex < text.trimEnd().length) {
    const match = glob.exec(text);
    const found = match?.[1] ?? match?.[2];
    if (found === undefined || found.endsWith(",") || found === "because") return undefined;
    globs.push(found);
  }
  return globs.length === 0 ? undefined : globs;
}
