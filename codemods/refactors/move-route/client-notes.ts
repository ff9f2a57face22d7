import type { ts } from "ts-morph";
import { noteAt } from "../../program/notes.ts";
import type { Note } from "../../step.ts";
import type { RouterChange } from "./clients.ts";

/**
 * A use of the route through a client that cannot be made one of the new router; `client` is how
 * the code writes it, if it does.
 */
export function clientOfOldRouter(
  node: ts.Node,
  client: string | undefined,
  { from, to }: RouterChange,
): Note {
  return noteAt(
    node,
    "client-of-old-router",
    "blocking",
    `${client === undefined ? "what is taken apart here" : `\`${client.replace(/\s+/g, " ")}\``} reaches ${from.name} only, and nothing beside it reaches ${to.name} in the same way. Make the client one of ${to.name} here, then run again.`,
  );
}
