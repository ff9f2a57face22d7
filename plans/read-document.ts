import { resolve } from "node:path";
import { UserError } from "../workspace/errors.ts";
import { lookUpFile } from "../workspace/named-files/named-file.ts";
import { readTextFile } from "../workspace/named-files/read-text-file.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Plan } from "./plan.ts";
import { withDocument } from "./with-document.ts";

/**
 * `plan` with the criteria of its document (see withDocument), which is read from `snapshot` if it
 * is one of the target's files, and from the disk otherwise. `root` is the target's, absolute and
 * without symlinks. Without a document, or with an optional one that is not there, the plan as it
 * is. Throws UserError `document-not-found` or `document-unreadable`, and what withDocument throws.
 */
export function readDocument(plan: Plan, snapshot: Snapshot, root: string): Plan {
  const { document } = plan;
  if (!document) return plan;
  const file = resolve(root, document.path);
  const { exists, place } = lookUpFile(file, root);
  if (!exists) {
    if (document.optional) return plan;
    const looked = file === document.path ? "" : ` (looked for ${file})`;
    throw new UserError(
      "document-not-found",
      `there is no plan document ${document.path}${looked}, so there are no criteria.`,
    );
  }
  if (place === undefined || !snapshot.has(place)) {
    const text = readTextFile(file);
    return withDocument(plan, { path: document.path, inTarget: false, file, text });
  }
  const read = snapshot.read(place);
  if (read.ok) return withDocument(plan, { path: place, inTarget: true, file, text: read.text });
  throw new UserError("document-unreadable", `could not read the plan document: ${read.message}.`);
}
