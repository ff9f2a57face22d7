import * as fc from "fast-check";
import { expect, test } from "vitest";
import { account } from "../../audits/accounting.ts";
import { findTokens, spellingsOf } from "../../audits/spellings.ts";
import { changeSet } from "../../workspace/change-set.ts";
import type { Op } from "../../workspace/op.ts";
import { snapshotOf } from "../../workspace/snapshot.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";

const spellings = spellingsOf("oldName");

const line = fc
  .array(fc.constantFrom(...spellings, "other", "oldNames", "x.oldName", "(", "é"), {
    maxLength: 4,
  })
  .map((words) => words.join(" "));
const text = fc
  .tuple(fc.array(line, { maxLength: 8 }), fc.constantFrom("\n", "\r\n"), fc.boolean())
  .map(([lines, end, last]) => lines.join(end) + (last ? end : ""));
const folder = fc.constantFrom("", "old-name/", "src/old-name/", "src/", "oldName old_name/[d]/");
const file = fc.constantFrom("a.ts", "b.txt", "old-name.ts", "oldName.old-name.md", "oldNames.ts");
const path = fc.tuple(folder, file).map(([inside, name]) => inside + name);
const link = fc.constantFrom("links/old-name", "oldName-link");
const op: fc.Arbitrary<Op> = fc.oneof(
  fc.record({ kind: fc.constant("write" as const), path, text }),
  fc.record({ kind: fc.constant("delete" as const), path }),
  fc.record({ kind: fc.constant("move" as const), from: path, to: path }),
);

const count = (texts: readonly string[]) =>
  texts.reduce((sum, each) => sum + findTokens(each, spellings).length, 0);

/** How often the name is in the contents, and in the last parts of all paths, each counted once. */
function countsIn(tree: Snapshot, links: readonly string[]): { contents: number; paths: number } {
  const places = new Set<string>();
  for (const each of [...tree.paths(), ...links]) {
    const parts = each.split("/");
    for (let depth = 1; depth <= parts.length; depth += 1) {
      places.add(parts.slice(0, depth).join("/"));
    }
  }
  return {
    contents: count(tree.paths().map((each) => tree.text(each) ?? "")),
    paths: count([...places].map((place) => place.split("/").at(-1) ?? "")),
  };
}

test("the five parts sum to the raw count, and what is there afterwards is all there", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(path, text, { noNullPrototype: true }),
      fc.array(op, { maxLength: 6 }),
      fc.array(fc.record({ path, line: fc.integer({ min: 1, max: 5 }), column: fc.constant(1) }), {
        maxLength: 3,
      }),
      fc.uniqueArray(link, { maxLength: 2 }),
      async (files, wanted, notes, links) => {
        const before = snapshotOf(files);
        let after = before;
        for (const one of wanted) {
          if (one.kind !== "write" && !after.has(one.kind === "move" ? one.from : one.path))
            continue;
          if (one.kind === "move" && after.has(one.to)) continue;
          after = after.with([one], "1.1");
        }
        const later = after.with(
          after
            .paths()
            .filter((each) => each.endsWith(".md"))
            .map((each) => ({ kind: "delete", path: each })),
          "2.1",
        );
        const { oldName: found } = await account({
          names: ["oldName"],
          before,
          after,
          changes: changeSet(before, after),
          notes,
          allow: [{ paths: ["**/*.txt"], reason: "any" }],
          later: [{ after: later, reason: "phase 2" }],
          otherPaths: links,
        });
        if (!found) throw new Error("no account");
        const old = countsIn(before, links);
        const now = countsIn(after, links);
        const stayed = found.allowed + found.manual + found.unresolved;
        expect(found.total).toBe(old.contents + old.paths);
        expect(found.inPaths).toBe(old.paths);
        expect(found.edited + found.removed + stayed).toBe(found.total);
        expect(found.left).toHaveLength(stayed);
        expect(found.added).toHaveLength(found.introduced);
        const all = [...found.left, ...found.added];
        const inPaths = all.filter(({ context }) => context === "path");
        expect(inPaths).toHaveLength(now.paths);
        expect(all).toHaveLength(now.contents + now.paths);
      },
    ),
    { numRuns: 500 },
  );
});
