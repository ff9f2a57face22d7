import { gitStatus } from "../../workspace/git/git.ts";
import { UserError } from "../../workspace/errors.ts";

/** How many files the message about a dirty checkout names. */
const NAMED = 10;

/**
 * Throws UserError `dirty-checkout`. Asked before anybody reviews the change, but only when there is
 * something to write, so that a second run, on what the first one wrote, is told that there is
 * nothing to do.
 */
export async function mustBeClean(root: string): Promise<void> {
  const { dirty } = await gitStatus(root);
  if (dirty.length === 0) return;
  const named = dirty.slice(0, NAMED).map((path) => `  ${path}`);
  const more = dirty.length > NAMED ? [`  … and ${dirty.length - NAMED} more`] : [];
  throw new UserError(
    "dirty-checkout",
    [
      "the checkout has uncommitted changes, so the change could not be told from them:",
      ...named,
      ...more,
      "Nothing was written. Commit or remove them, or pass --allow-dirty.",
    ].join("\n"),
  );
}
