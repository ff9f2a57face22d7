import { placeMapper } from "../../workspace/map-place.ts";
import type { Place } from "../../workspace/map-place.ts";
import type { Op } from "../../workspace/op.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import type { BranchChange, Note, StepResult } from "../step.ts";

/**
 * Parts of one step, each run on what the ones before it have made. The result speaks of places in
 * the snapshot that the step was given, whichever part found them.
 */
export class Sequence {
  private readonly ops: Op[] = [];
  private readonly notes: Note[] = [];
  private readonly branches: BranchChange[] = [];
  private current: Snapshot;

  constructor(private readonly given: Snapshot) {
    this.current = given;
  }

  /** What the next part is to read. */
  get snapshot(): Snapshot {
    return this.current;
  }

  /** Takes the result of a part that read `snapshot`. */
  add(result: Partial<StepResult>): void {
    const ops = result.ops ?? [];
    const map = placeMapper(this.current, this.given);
    this.note((result.notes ?? []).map((note) => ({ ...note, ...placeIn(map, note) })));
    for (const branch of result.branches ?? []) {
      const { path, line } = placeIn(map, { ...branch, column: 1 });
      this.branches.push({ ...branch, path, line });
    }
    this.current = this.current.with(ops, "part");
    this.ops.push(...ops);
  }

  /** Takes notes about the snapshot that the step was given. */
  note(notes: readonly Note[]): void {
    this.notes.push(...notes);
  }

  /** Tells of a place in `snapshot` whether its line has a note already. */
  placesNoted(): (place: Place) => boolean {
    const map = placeMapper(this.current, this.given);
    const lines = new Set(this.notes.map(({ path, line }) => `${path}:${line}`));
    return (place) => {
      const { path, line } = placeIn(map, place);
      return lines.has(`${path}:${line}`);
    };
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

/** A place as it was, or as it is where the file was not there. */
function placeIn(map: ReturnType<typeof placeMapper>, place: Place): Place {
  const { path, line, column } = map(place) ?? place;
  return { path, line, column };
}
