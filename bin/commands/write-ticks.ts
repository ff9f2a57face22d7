import type { Evaluation } from "../../audits/evaluate.ts";
import { tickEdits } from "../../audits/markdown/ticks.ts";
import { applyChangeSet } from "../../workspace/apply/apply.ts";
import { changeSet } from "../../workspace/change-set.ts";
import { UserError } from "../../workspace/errors.ts";
import { replaceOutputFile } from "../../workspace/named-files/output-file.ts";
import { readTextFile } from "../../workspace/named-files/read-text-file.ts";
import { applyEdits } from "../../workspace/text-edit.ts";
import type { Target } from "./command.ts";

/**
 * Throws UserError `no-document` if there is no document in which boxes could be set. For asking
 * before the criteria are evaluated.
 */
export function mustHaveDocument({ plan }: Target): void {
  if (plan.document?.read) return;
  throw new UserError(
    "no-document",
    `--write-ticks sets the boxes of a plan document, and the plan ${plan.id} has none${plan.document ? ` here: there is no ${plan.document.path}` : ""}.`,
  );
}

/**
 * Sets the boxes of the plan document to what `evaluations` came to, and changes nothing else in it.
 * Returns what was done, in words. Throws UserError `drift` if the document is no longer what its
 * criteria were read from, and what applyChangeSet and replaceOutputFile throw.
 */
export async function writeTicks(
  { plan, snapshot, root }: Target,
  evaluations: readonly Evaluation[],
): Promise<string> {
  const { document } = plan;
  if (!document?.read) throw new Error("there is no document");
  const { read, path } = document;
  const edits = tickEdits(evaluations, read.boxes);
  if (edits.length === 0) return `no box in ${path} had to be set`;
  if (read.inTarget) {
    const after = snapshot.with([{ kind: "edit", path, edits }], "write-ticks");
    await applyChangeSet(root, changeSet(snapshot, after));
  } else {
    if (readTextFile(read.file) !== read.text) throw drift(path);
    replaceOutputFile(read.file, applyEdits(read.text, edits));
  }
  return `set ${edits.length === 1 ? "1 box" : `${edits.length} boxes`} in ${path}`;
}

function drift(path: string): UserError {
  return new UserError(
    "drift",
    `${path} has changed since its criteria were read; nothing was written. Run again.`,
  );
}
