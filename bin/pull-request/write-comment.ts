import { setTimeout as sleep } from "node:timers/promises";
import { GitHubFailure } from "./failure.ts";
import type { Comment, GitHub } from "./github.ts";
import type { Timings } from "./timings.ts";

/** What became of the comment. */
export interface Written {
  readonly what: "created" | "updated" | "unchanged";
  readonly url: string | null;
  /** How many more comments of ours there are, which were left alone. */
  readonly others: number;
}

const MOST_TRIES = 3;

/**
 * Makes the comment with `marker` on a pull request say `body`, which starts with it: the first one
 * of ours is updated, and one is created only if there is none. Throws GitHubFailure.
 */
export async function writeComment(
  github: GitHub,
  number: number,
  { marker, body }: { readonly marker: string; readonly body: string },
  timings: Timings,
): Promise<Written> {
  for (let tries = 1; ; tries += 1) {
    const [first, ...others] = await ours(github, number, marker);
    if (first && same(first.body ?? "", body)) return done("unchanged", first, others);
    try {
      return first
        ? done("updated", await github.update(first.id, body), others)
        : done("created", await github.create(number, body), []);
    } catch (error) {
      // It may have been written all the same, or deleted in between: look again.
      const again = first ? isOfKind(error, "gone") : isOfKind(error, "may-pass");
      if (!again || tries === MOST_TRIES) throw error;
      await sleep(tries ** 2 * timings.second);
    }
  }
}

/**
 * The comments that are ours: a body that starts with the marker, by an app or by the user whose
 * token this is. A person who quotes the marker is not overwritten.
 */
async function ours(github: GitHub, number: number, marker: string): Promise<readonly Comment[]> {
  const marked = (await github.comments(number)).filter(({ body }) => body?.startsWith(marker));
  const byUsers = marked.some(({ user }) => user && user.type !== "Bot");
  const us = byUsers ? await github.ourUserId() : null;
  return marked.filter(({ user }) => user && (user.type === "Bot" || user.id === us));
}

/** Whether GitHub, which may change the ends of lines, would show the same. */
function same(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

function plain(text: string): string {
  return text.replaceAll("\r\n", "\n").trimEnd();
}

function isOfKind(error: unknown, kind: GitHubFailure["kind"]): boolean {
  return error instanceof GitHubFailure && error.kind === kind;
}

function done(
  what: Written["what"],
  { html_url: url }: Comment,
  others: readonly Comment[],
): Written {
  return { what, url: url ?? null, others: others.length };
}
