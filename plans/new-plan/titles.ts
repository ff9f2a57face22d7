import { spellingsOf } from "../../audits/spellings.ts";
import type { Granted } from "./steps.ts";

/** What a plan is called that nobody has given a title. */
export function titleOf(granted: readonly Granted[]): string {
  const [first, ...others] = granted.map(({ wish: { kind, from, to } }) => {
    const [verb = kind, noun = ""] = kind.split("-");
    const what = `${verb.charAt(0).toUpperCase()}${verb.slice(1)} the ${noun} ${from}`;
    return to === "" ? what : `${what} to ${to}`;
  });
  if (first === undefined) return "A new plan";
  const more = others.length === 1 ? "one more change" : `${others.length} more changes`;
  return others.length === 0 ? first : `${first}, and ${more}`;
}

/** How long an id may be. */
const LONGEST_ID = 60;

/** The plan's id, made of what its first change is about. */
export function idOf(granted: readonly Granted[]): string {
  const [first] = granted;
  if (!first) return "new-plan";
  const { kind, from, to } = first.wish;
  const words = to === "" ? [kind, lastPart(from)] : [lastPart(from), "to", lastPart(to)];
  const kebab = words
    .map((word) => spellingsOf(word).find((spelling) => /^[a-z0-9-]+$/.test(spelling)) ?? word)
    .join("-")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+/, "")
    .slice(0, LONGEST_ID)
    .replace(/-+$/, "");
  return kebab === "" ? "new-plan" : kebab;
}

/** `posts` of `appRouter.posts`, `src/posts.ts` and `src/db.ts#posts`. */
function lastPart(name: string): string {
  const parts = name.split(/[.#/]/);
  return parts.findLast((part) => part !== "" && !/^[cm]?[jt]sx?$/.test(part)) ?? name;
}
