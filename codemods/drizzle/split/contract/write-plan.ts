import { ts } from "ts-morph";
import { noteAt } from "../../../program/notes.ts";
import { unwrap } from "../../../program/syntax.ts";
import type { Note } from "../../../step.ts";
import { keyOf } from "../../syntax.ts";
import type { Flow } from "./flow.ts";
import type { Parts } from "./parts.ts";
import { samePart } from "./same-part.ts";
import { writesOnlyTo } from "./same-row.ts";

/** What becomes of the keys of rows that have the old column. */
export interface WritePlan {
  /** Those that go, since the new columns are written beside them, or need not be. */
  readonly removed: ReadonlySet<ts.ObjectLiteralElementLike>;
  /** Those of objects that are shaped like a row and are not written: the parts take their place. */
  readonly split: ReadonlySet<ts.ObjectLiteralElementLike>;
  /** Writes of the old column alone, which is to say that the expanding side has not been run. */
  readonly notes: readonly Note[];
}

/** See `WritePlan`. */
export function planWrites(flow: Flow, parts: Parts): WritePlan {
  const removed = new Set<ts.ObjectLiteralElementLike>();
  const split = new Set<ts.ObjectLiteralElementLike>();
  const notes: Note[] = [];
  for (const [property, { isWrite }] of flow.written) {
    const literal = property.parent;
    if (!ts.isObjectLiteralExpression(literal)) continue;
    const type = flow.input.program.checker.getTypeAtLocation(literal);
    const missing = parts.keys.filter(
      (key) => !type.getProperty(key) && !isUnchanged(flow, parts, literal, property, key),
    );
    if (!isWrite && missing.length === parts.keys.length) {
      split.add(property);
      continue;
    }
    if (missing.length > 0) notes.push(missingNote(property, parts, missing));
    removed.add(property);
    for (const each of unchangedParts(flow, parts, literal)) removed.add(each);
  }
  for (const { node } of flow.hidden) {
    const message = `this may write \`${parts.old}\`, which is going, and does not show it. Look that ${parts.keys.map((key) => `\`${key}\``).join(" and ")} are written here.`;
    notes.push(noteAt(node, "hidden-write", "manual", message));
  }
  return { removed, split, notes };
}

function missingNote(property: ts.Node, parts: Parts, missing: readonly string[]): Note {
  const message = `\`${parts.old}\` is written here, and ${missing.map((key) => `\`${key}\``).join(" and ")} ${missing.length === 1 ? "is" : "are"} not. Run the side of the split that writes both (\`side: "expand"\`), or write it here too, then run again.`;
  return noteAt(property, "not-written-too", "blocking", message);
}

/** Whether what is written to the old column leaves a part of the row as it is. */
function isUnchanged(
  flow: Flow,
  parts: Parts,
  literal: ts.ObjectLiteralExpression,
  property: ts.ObjectLiteralElementLike,
  key: string,
): boolean {
  const value = ts.isPropertyAssignment(property) ? property.initializer : property.name;
  const same = value && ts.isExpression(value) && samePart(flow, parts, value, key);
  return !!same && writesOnlyTo(flow, literal, same.row);
}

/** New columns that are given what the row has in them anyway. One is left, if there is nothing else. */
function unchangedParts(
  flow: Flow,
  parts: Parts,
  literal: ts.ObjectLiteralExpression,
): readonly ts.ObjectLiteralElementLike[] {
  const unchanged = literal.properties.filter((property) => {
    const key = keyOf(property);
    if (key === undefined || !parts.keys.includes(key)) return false;
    const source = ts.isPropertyAssignment(property)
      ? sourceOf(flow, parts, property.initializer, key)
      : undefined;
    const same = source && samePart(flow, parts, source, key);
    return !!same && writesOnlyTo(flow, literal, same.row);
  });
  const stays = literal.properties.some(
    (property) => !unchanged.includes(property) && keyOf(property) !== parts.old,
  );
  return stays ? unchanged : [];
}

/** The old value whose part for `key` an expression gives: that of `helper(old)` or `old.member`. */
function sourceOf(
  flow: Flow,
  parts: Parts,
  value: ts.Expression,
  key: string,
): ts.Expression | undefined {
  const inner = unwrap(value);
  if (ts.isCallExpression(inner) && flow.helperCalls.get(inner) === key) return inner.arguments[0];
  for (const { use } of flow.references) {
    const isMember = use.kind === "member" && use.access === inner;
    if (isMember && use.member === parts.memberOf(key)) return use.whole;
  }
  return undefined;
}
