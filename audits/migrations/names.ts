import { Buffer } from "node:buffer";
import type { Node, RangeVar } from "libpg-query";

/** Where names without a schema are looked for. */
export const defaultSchema = "public";

const longest = 63;

/** A name as PostgreSQL keeps it: cut after 63 bytes, never inside a character. */
export function keptName(name: string): string {
  if (Buffer.byteLength(name) <= longest) return name;
  let kept = "";
  for (const character of name) {
    if (Buffer.byteLength(kept + character) > longest) break;
    kept += character;
  }
  return kept;
}

export interface TablePlace {
  readonly schema: string;
  readonly table: string;
}

export function placeOf({ schemaname, relname }: RangeVar): TablePlace {
  return { schema: keptName(schemaname ?? defaultSchema), table: keptName(relname ?? "") };
}

/** The texts of those of `nodes` that are texts. */
export function stringsOf(nodes: readonly Node[] | undefined): readonly string[] {
  return (nodes ?? []).flatMap((node) => ("String" in node ? [node.String.sval ?? ""] : []));
}
