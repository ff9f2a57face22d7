import type { Snapshot } from "../../workspace/snapshot.ts";
import { positionAt } from "../../workspace/text-edit.ts";
import type { Mount } from "../routes/router-model.ts";
import type { Note } from "../step.ts";

/** Files with code in them that the checker does not read. */
const COMPONENT = /\.(?:vue|svelte|astro|mdx)$/;
/** Documents, in which code is most often an example of something else. */
const DOCUMENT = /\.mdx$/;

/**
 * A note for each place in a component file of another language that reads like a use of the
 * route: `trpc.posts.list`, `posts.list`, `{ posts } = trpc`. `advice` says what to do if it is one.
 */
export function usesInOtherLanguages(
  snapshot: Snapshot,
  mount: Mount,
  advice: string,
): readonly Note[] {
  const key = mount.path.at(-1) ?? "";
  const members = [...new Set(mount.procedures.map(({ path }) => path.split(".")[0] ?? ""))];
  // What stands before the key is looked at where the key is, and not at each character of the text.
  const use = new RegExp(
    `(?<![\\w$-])${escaped(key)}\\s*\\??\\.\\s*(?:${members.map(escaped).join("|") || "(?!)"})(?![\\w$])` +
      `|${escaped(key)}(?<=\\{[^{}]*(?<![\\w$.-])(?<!:\\s*)${escaped(key)})(?![\\w$-])(?=[^{}]*\\}\\s*=)`,
    "g",
  );
  const paths = (snapshot.containing([key]).get(key) ?? []).filter((path) => COMPONENT.test(path));
  return paths.flatMap((path) => {
    const text = snapshot.text(path) ?? "";
    if (DOCUMENT.test(path) && !/trpc/i.test(text)) return [];
    return [...text.matchAll(use)].map((match): Note => ({
      code: "other-language",
      severity: "manual",
      path,
      ...positionAt(text, match.index),
      message: `\`${match[0]}\` reads like a use of the route ${mount.path.join(".")}, in a language that is not read here. ${advice}`,
    }));
  });
}

function escaped(name: string): string {
  return name.replaceAll("$", "\\$");
}
