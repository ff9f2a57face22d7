import type { API } from "jscodeshift";
import type { Source } from "./source.ts";

/**
 * Tell the caller, through jscodeshift's own `report`, of a place that the transform leaves to a
 * person: `line:column: message`, both counted from 1.
 */
export function reportAt(api: API, source: Source, offset: number, message: string): void {
  const before = source.text.slice(0, offset);
  const line = before.split("\n").length;
  const column = offset - before.lastIndexOf("\n");
  api.report(`${line}:${column}: ${message}`);
}
