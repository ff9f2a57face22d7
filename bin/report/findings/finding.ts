/** Something that a person should look at, as tools show it that know rules and places. */
export interface Finding extends Found {
  /**
   * The same for the same finding in the next run, whatever was put above it in its file; no two
   * findings of a report share one. Hexadecimal, with `:` and an ordinal.
   */
  readonly fingerprint: string;
}

/** A finding that is not told from its equals yet. */
export interface Found {
  /** What kind it is: `criterion/zero-references`, `note/collision`. Stable from run to run. */
  readonly rule: string;
  readonly level: "error" | "warning" | "note";
  /** What is wrong, in one line that several findings may share; of a criterion, its own title. */
  readonly title: string;
  /** What is wrong here; may have several lines. Of a criterion, it needs the title before it. */
  readonly message: string;
  /** Null if it is nowhere in the target. */
  readonly place: FindingPlace | null;
  /** What it is told by besides rule and path: no line numbers and no counts in it. */
  readonly identity: readonly string[];
  /** Whether the baseline lists it. */
  readonly known: boolean;
}

export interface FindingPlace {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** From 1; null for the whole line. */
  readonly column: number | null;
  /** The line, trimmed; null if it is not known. */
  readonly text: string | null;
}
