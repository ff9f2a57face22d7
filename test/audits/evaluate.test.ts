import { expect, test } from "vitest";
import { criterionKinds, pathAbsent, zeroReferences } from "../../audits/criteria/index.ts";
import { bindCriterion, type Criterion } from "../../audits/criterion.ts";
import { evaluate } from "../../audits/evaluate.ts";
import { createSnapshot, snapshotOf } from "../../workspace/snapshot.ts";

const zero = (name: string, id: string): Criterion =>
  bindCriterion(zeroReferences, { name, paths: ["src"] }, { id, phase: "1" });

test("each criterion has its verdict, in order; one that throws is an error", async () => {
  const broken: Criterion = {
    id: "b",
    kind: "broken",
    title: "broken",
    phase: "1",
    evaluate: () => Promise.reject(new Error("out of luck")),
  };
  const absent = bindCriterion(pathAbsent, { paths: ["old.ts"] }, { id: "c", phase: "1" });
  const snapshot = snapshotOf({ "src/a.ts": "oldName();" });
  const found = await evaluate([zero("oldName", "a"), broken, absent], snapshot, {});
  expect(found.map(({ criterion, verdict }) => [criterion.id, verdict.status])).toEqual([
    ["a", "fail"],
    ["b", "error"],
    ["c", "pass"],
  ]);
  expect(found[1]?.verdict.message).toBe("out of luck");
});

test("the files are gone through once for all criteria", async () => {
  const reads = new Map<string, number>();
  const snapshot = createSnapshot({
    paths: ["src/a.ts", "src/b.ts"],
    bytes: (path) => {
      reads.set(path, (reads.get(path) ?? 0) + 1);
      return Buffer.from("nothing here");
    },
  });
  await evaluate([zero("one", "a"), zero("two", "b"), zero("three", "c")], snapshot, {});
  expect([...reads.values()]).toEqual([1, 1]);
});

test("each kind has a name of its own", () => {
  const names = criterionKinds.map(({ kind }) => kind);
  expect(names.sort()).toEqual([
    "command",
    "database",
    "migration",
    "path-absent",
    "path-present",
    "split-data-ready",
    "zero-references",
  ]);
});
