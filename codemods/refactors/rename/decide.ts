import { ts } from "ts-morph";
import type { Note } from "../../step.ts";
import { pathOf } from "../../program/program.ts";
import type { TypeProgram } from "../../program/program.ts";
import { nameWith } from "../../program/references.ts";
import { bindingMeeting } from "./binding-collisions.ts";
import type { Group } from "./groups.ts";
import type { MemberCollisions } from "./member-collisions.ts";
import { noteAt, placeOf, spelledOut } from "./places.ts";
import { goesToUnknown } from "./receivers.ts";
import type { Use } from "./uses.ts";

/** What becomes of a group: a new name, or its old one and why. */
export interface Decision {
  /** Undefined if the group keeps its name. */
  readonly name: string | undefined;
  readonly notes: readonly Note[];
}

/** What a decision rests on. */
export interface Evidence {
  readonly program: TypeProgram;
  readonly collisions: MemberCollisions;
  isInside(path: string): boolean;
  /** Members of types that unknown code is handed, by key of a declaration, and where. */
  readonly handed: ReadonlyMap<string, ts.Node>;
}

/**
 * Choose the one name for all uses of `group`, or keep the old one where no new one is safe.
 * `wished` is the one of the new names that is taken if it is free.
 */
export function decide(group: Group, evidence: Evidence, wished?: string): Decision {
  const { from, to, otherwise } = group.spelling;
  const inside = group.uses.filter((use) => use.inside);
  const outer = declaredOutside(group, evidence);
  if (outer) {
    const where = spelledOut(placeOf(ts.getNameOfDeclaration(outer) ?? outer));
    const reason = `${from} keeps its name here: it is declared at ${where}, outside of what this step may change. Rename it there together with all that uses it, or let it be`;
    return kept(
      inside.map(({ node }) => noteAt(placeOf(node), "declared-outside", "manual", reason)),
    );
  }
  const lost = inside.filter((use) => isReadByUnknown(use, evidence.program.checker));
  if (lost.length > 0) {
    const reason = `the key ${from} keeps its name: it goes to code that cannot be seen through, which may read it by this name`;
    return kept(
      lost.map(({ node }) => noteAt(placeOf(node), "unresolved-member", "manual", reason)),
    );
  }
  const [handed] = [...group.keys].flatMap((key) => evidence.handed.get(key) ?? []);
  if (handed) {
    const reason = `${from} keeps its name wherever what has it flows from or to here: its type is handed to code that cannot be seen through, which may ask for ${from} by name. Rename both by hand`;
    return kept([noteAt(placeOf(handed), "handed-type", "manual", reason)]);
  }
  const used = group.uses.filter((use) => !use.inside);
  const [home] = group.declarations;
  if (used.length > 0) {
    const where = home ? spelledOut(placeOf(ts.getNameOfDeclaration(home) ?? home)) : "elsewhere";
    const reason = `${from}, declared at ${where}, is used here, where this step may not change it: widen \`in\`, or rename it by hand first`;
    return kept(used.map(({ node }) => noteAt(placeOf(node), "used-outside", "blocking", reason)));
  }
  const meetingOf = (name: string) =>
    evidence.collisions.meeting(group, name) ?? bindingMeeting(evidence.program, group, name);
  if (wished !== undefined && !meetingOf(wished)) return { name: wished, notes: [] };
  const meeting = meetingOf(to);
  if (!meeting) return { name: to, notes: [] };
  const other = otherwise === undefined ? undefined : meetingOf(otherwise);
  if (otherwise !== undefined && !other) return { name: otherwise, notes: [] };
  const { renamed, existing } = other ?? meeting;
  const name = other ? `neither ${to} nor ${otherwise ?? ""}` : `not ${to}`;
  const reason = `${from} can be called ${name}: the name is taken at ${spelledOut(placeOf(existing))}. Give the step an \`otherwise\` that is free`;
  return kept([noteAt(placeOf(renamed), "collision", "blocking", reason)]);
}

function kept(notes: readonly Note[]): Decision {
  return { name: undefined, notes };
}

/** A declaration that may not be edited; a key that an object literal merely fills in is a use. */
function declaredOutside(group: Group, evidence: Evidence): ts.Declaration | undefined {
  const filledIn = new Set(
    group.uses
      .filter((use) => use.declarations.length > 1)
      .map(({ node }) => nameWith(node).parent),
  );
  return group.declarations.find((declaration) => {
    const path = pathOf(declaration.getSourceFile());
    if (path !== undefined && evidence.isInside(path)) return false;
    return !(ts.isObjectLiteralElement(declaration) && filledIn.has(declaration));
  });
}

/** Whether the use is a key of an object literal that nothing else is known to read. */
function isReadByUnknown(use: Use, checker: ts.TypeChecker): boolean {
  const { parent } = nameWith(use.node);
  if (use.role !== "member" || !ts.isObjectLiteralElement(parent)) return false;
  if (!ts.isObjectLiteralExpression(parent.parent)) return false;
  const [declaration, ...others] = use.declarations;
  if (declaration !== parent || others.length > 0) return false;
  return goesToUnknown(checker, parent.parent);
}
