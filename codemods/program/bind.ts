import { ts } from "ts-morph";
import { giveLoopsTheirEntry } from "./loop-entries.ts";

/** What the compiler keeps on a file; `locals` once it is bound. */
interface Bound extends ts.SourceFile {
  readonly locals?: unknown;
}

export function isBound(file: ts.SourceFile): boolean {
  return (file as Bound).locals !== undefined;
}

/** Gives the nodes of a file their parents, symbols and flow, in a way that the checker can take. */
export function bind(file: ts.SourceFile, options: ts.CompilerOptions): void {
  if (isBound(file)) return;
  internal.bindSourceFile(file, options);
  giveLoopsTheirEntry(file);
}

// Not declared, though there is no other way to a file that no program has.
const internal = ts as unknown as {
  bindSourceFile(file: ts.SourceFile, options: ts.CompilerOptions): void;
};
