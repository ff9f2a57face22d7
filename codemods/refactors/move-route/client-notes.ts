import type { ts } from "ts-morph";
import { noteAt } from "../../program/notes.ts";
import type { Note } from "../../step.ts";
import type { RouterChange } from "./clients.ts";

/** A use of the route through a client that cannot be made one of the new router. */
export function clientOfOldRouter(node: ts.Node, client: string, { from, to }: RouterChange): Note {
  return noteAt(
    node,
    "client-of-old-router",
    "blocking",
    `\`${client}\` reaches ${from.name} only, and nothing beside it reaches ${to.name} in the same way. Make the client one of ${to.name} here, then run again.`,
  );
}
