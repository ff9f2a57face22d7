import { z } from "zod";
import { literalPath } from "../places.ts";

/** A file or folder of the target as a plan writes it: literal, not a pattern, inside the root. */
export const place = z.string().refine((path) => path !== "" && literalPath(path) !== undefined, {
  error: "must be a path inside the repository, relative to its root (`.` is the root itself)",
});

/** At least one such path. */
export const places = z.array(place).min(1);

/** `a`, `b` and `c`, as a plan document would list them. */
export function listed(items: readonly string[]): string {
  const quoted = items.map((item) => `\`${item}\``);
  const last = quoted.pop() ?? "";
  return quoted.length === 0 ? last : `${quoted.join(", ")} and ${last}`;
}

/** `1 file`, `2 files`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}
