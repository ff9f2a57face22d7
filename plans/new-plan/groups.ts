import type { Granted } from "./steps.ts";
import type { WishKind } from "./wish.ts";

/** What is applied together, and what it is about. */
export interface Group {
  /** The id of its phase. */
  readonly id: string;
  readonly title: string;
  readonly granted: readonly Granted[];
}

/**
 * In this order: routes have nothing to do with what blocks a table, and what is dropped is not
 * renamed any more.
 */
const GROUPS: readonly (readonly [title: string, ...kinds: WishKind[]])[] = [
  ["Routes", "delete-route", "move-route", "rename-route"],
  ["Tables and columns", "drop-column", "drop-table"],
  ["Names and modules", "rename-export", "rename-name", "move-module"],
];

/** The phases of a new plan; `title` is that of the only one, if there is one. */
export function groupsOf(granted: readonly Granted[], title: string): readonly Group[] {
  const groups = GROUPS.map(([name, ...kinds]) => ({
    title: name,
    granted: granted.filter(({ wish }) => kinds.includes(wish.kind)),
  })).filter((group) => group.granted.length > 0);
  return groups.map((group, index) => ({
    id: String(index + 1),
    title: groups.length === 1 ? title : group.title,
    granted: group.granted,
  }));
}
