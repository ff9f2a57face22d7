import type { PhaseState } from "./titles.ts";

export type { PhaseState };

/** A plan document as data: its phases, and what each demands. */
export interface CompiledDocument {
  /** Its first heading of the first level. */
  readonly title: string | undefined;
  /** In the order of the document. */
  readonly phases: readonly DocumentPhase[];
}

export interface DocumentPhase {
  readonly id: string;
  readonly title: string;
  /** Where it begins. Lines count from 1. */
  readonly line: number;
  /** What its heading says of it, or a table of states, or a line `Status: …` in it. */
  readonly state: PhaseState | undefined;
  /** Why it was skipped, if the document says so. */
  readonly reason: string | undefined;
  readonly criteria: readonly DocumentCriterion[];
}

/** One demand. A bullet with two names in it is two of them. */
export interface DocumentCriterion {
  /** A kind of criterion, `manual`, or `unparsed`. */
  readonly kind: string;
  /** As that kind takes them, checked. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly line: number;
  /** The box of its bullet; undefined if that has none. */
  readonly box: Box | undefined;
  /** Why it cannot be evaluated as it stands, such as a typing error. */
  readonly problem?: string;
  /** What the report has to say of how the bullet was taken. */
  readonly remark?: string;
  /** An exception that the bullet states in words, and no comment defines. */
  readonly exception?: string;
}

export interface Box {
  /** Of the character between the brackets, in UTF-16 units from the start of the text. */
  readonly offset: number;
  readonly ticked: boolean;
}

/** The phase of criteria that stand in no phase of the document. */
export const WHOLE_DOCUMENT = "document";
