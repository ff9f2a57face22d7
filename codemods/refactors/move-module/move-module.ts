import type { Op } from "../../../workspace/op.ts";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { Snapshot } from "../../../workspace/snapshot.ts";
import type { StepResult } from "../../step.ts";
import { configEntriesOf } from "./config-entries.ts";
import { Draft } from "./draft.ts";
import { repointConfig } from "./repoint-config.ts";
import { repointImporters } from "./repoint-importers.ts";
import { repointInside } from "./repoint-inside.ts";
import { createLookup } from "./lookup.ts";
import { noteMentions } from "./mentions.ts";
import type { Move } from "./move.ts";
import { createPackages } from "./packages.ts";
import { refusalOf } from "./refusal.ts";
import { noteShadowed } from "./shadowed.ts";
import { noteSiblings } from "./siblings.ts";

/**
 * Moves the file `from` to `to` and repoints every specifier to it and inside it, each in the way
 * in which it was written. Returns the move, then the edits; those of the moved file are under its
 * new path. What it cannot repoint is a blocking note, and then there are no operations. Nothing
 * is to be done, and nothing is noted, where the file has been moved already.
 */
export function moveModule(
  snapshot: Snapshot,
  { from, to }: { readonly from: RepoPath; readonly to: RepoPath },
): StepResult {
  const refusal = refusalOf(snapshot, from, to);
  if (refusal) return refusal;

  const draft = new Draft();
  const op: Op = { kind: "move", from, to };
  const entries = configEntriesOf(from, snapshot);
  repointConfig(entries, to, snapshot, draft);

  const moved = snapshot.with([op, ...draft.editOps()], "move-module");
  const move: Move = {
    from,
    to,
    snapshot,
    before: createLookup(snapshot),
    after: createLookup(moved),
    packages: createPackages(moved),
    entries,
  };
  repointImporters(move, draft);
  repointInside(move, draft);
  noteShadowed(move, draft);
  noteMentions(move, draft);
  noteSiblings(move, draft);
  return draft.result(op);
}
