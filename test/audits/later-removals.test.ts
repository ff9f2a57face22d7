import { describe, expect, test } from "vitest";
import { account } from "../../audits/accounting.ts";
import { laterRemovals } from "../../audits/later-removals.ts";
import { snapshotOf } from "../../workspace/snapshot.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";

const disk = snapshotOf({
  "src/a.ts": "oldName();\nkeep(oldName);\n",
  "src/b.ts": "export const oldName = 1;\n",
  "src/c.ts": "use(oldName);\n",
});

const gone = (now: Snapshot, later: readonly Snapshot[]) => {
  const states = later.map((after, index) => ({ after, reason: `phase ${index + 2}` }));
  return laterRemovals(now, states, ["oldName"]);
};

const firstLine = { start: 0, end: "oldName();\n".length, text: "" };

describe("what later phases remove", () => {
  test("is told by place, with the first phase that removes it", () => {
    const second = disk.with([{ kind: "edit", path: "src/a.ts", edits: [firstLine] }], "2");
    const third = second.with([{ kind: "delete", path: "src/b.ts" }], "3");
    const reasonAt = gone(disk, [second, third]);
    expect(reasonAt("src/a.ts", 0)).toBe("phase 2");
    expect(reasonAt("src/a.ts", 16)).toBeUndefined();
    expect(reasonAt("src/b.ts", 13)).toBe("phase 3");
    expect(reasonAt("src/c.ts", 4)).toBeUndefined();
  });

  test("is followed through moves, those of the phase itself and those after it", () => {
    const now = disk.with([{ kind: "move", from: "src/a.ts", to: "src/moved.ts" }], "1");
    const later = now.with(
      [
        { kind: "edit", path: "src/moved.ts", edits: [firstLine] },
        { kind: "move", from: "src/moved.ts", to: "src/again.ts" },
        { kind: "move", from: "src/c.ts", to: "src/d.ts" },
      ],
      "2",
    );
    const reasonAt = gone(now, [later]);
    expect(reasonAt("src/moved.ts", 0)).toBe("phase 2");
    expect(reasonAt("src/moved.ts", 16)).toBeUndefined();
    expect(reasonAt("src/c.ts", 4)).toBeUndefined();
  });

  test("counts as allowed, with the phase as the rule; a rule of the plan comes first", async () => {
    const later = disk.with(
      [
        { kind: "edit", path: "src/a.ts", edits: [firstLine] },
        { kind: "delete", path: "src/b.ts" },
      ],
      "2",
    );
    const accounts = await account({
      names: ["oldName"],
      before: disk,
      after: disk,
      changes: [],
      notes: [],
      allow: [{ paths: ["src/b.ts"], reason: "it may stay" }],
      later: [{ after: later, reason: "phase 2 removes it" }],
    });
    expect(accounts["oldName"]).toMatchObject({ total: 4, allowed: 2, unresolved: 2 });
    expect(accounts["oldName"]?.left.map(({ path, line, rule }) => [path, line, rule])).toEqual([
      ["src/a.ts", 1, "phase 2 removes it"],
      ["src/a.ts", 2, null],
      ["src/b.ts", 1, "it may stay"],
      ["src/c.ts", 1, null],
    ]);
  });
});
