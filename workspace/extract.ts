import { hashOf } from "./hash.ts";

/**
 * A part of a text, for whoever needs no more of it. An outcome that rests on that alone is not touched
 * by a change of the rest.
 */
export interface Extract {
  /** Tells it from others. */
  readonly name: string;
  /** Depends on nothing but `text`. */
  from(text: string): readonly string[];
}

/** SHA-256, in hex, of what an extract has found. */
export function hashOfPart(part: readonly string[]): string {
  return hashOf(JSON.stringify(part));
}
