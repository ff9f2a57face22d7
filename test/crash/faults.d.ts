export interface Call {
  /** The function of node:fs. */
  readonly name: string;
  readonly path: string;
  /** Counted from 1. */
  readonly index: number;
  /** Of a write: how many bytes. */
  readonly size: number;
}

export function watchCalls(
  root: string,
  before: (call: Call) => "half" | void,
  after?: () => void,
  options?: { readonly others?: "refuse" | "pass" },
): () => void;

export function refusal(code: "ENOSPC" | "EACCES" | "EIO", call: Call): Error;
