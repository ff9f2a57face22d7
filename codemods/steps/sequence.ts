import type { Op } from "../../workspace/op.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import type { BranchChange, Note, StepResult } from "../step.ts";

/** Parts of one step, each run on what the ones before it have made. */
export class Sequence {
  private readonly ops: Op[] = [];
  private readonly notes: Note[] = [];
  private readonly branches: BranchChange[] = [];

  /** `snapshot`: what the next part is to read. */
  constructor(public snapshot: Snapshot) {}

  /** Takes the result of a part that read `this.snapshot`. */
  add(result: Partial<StepResult>): void {
    const ops = result.ops ?? [];
    this.snapshot = this.snapshot.with(ops, "part");
    this.ops.push(...ops);
    this.notes.push(...(result.notes ?? []));
    this.branches.push(...(result.branches ?? []));
  }

  /** Whether a part said that nothing may be written, so that going on is of no use. */
  isBlocked(): boolean {
    return this.notes.some((note) => note.severity === "blocking");
  }

  /** All parts together; without operations where one of them said that nothing may be written. */
  result(): StepResult {
    if (this.isBlocked()) return { ops: [], notes: this.notes };
    return { ops: this.ops, notes: this.notes, branches: this.branches };
  }
}
