import { expect, test } from "vitest";
import { Sequence } from "../../codemods/steps/sequence.ts";
import type { Note } from "../../codemods/step.ts";
import { snapshotOf } from "../../workspace/snapshot.ts";

const note = (path: string, line: number, severity: Note["severity"]): Note => ({
  code: "example",
  severity,
  path,
  line,
  column: 1,
  message: "an example",
});

test("gives the place of a note as it was before the parts that came first", () => {
  const work = new Sequence(snapshotOf({ "a.ts": "one\ntwo\nthree\n" }));
  work.add({
    ops: [
      { kind: "edit", path: "a.ts", edits: [{ start: 0, end: 4, text: "" }] },
      { kind: "move", from: "a.ts", to: "b.ts" },
    ],
  });
  work.add({
    notes: [note("b.ts", 2, "info")],
    branches: [{ path: "b.ts", line: 1, from: "x.list", to: "y.list", before: true, after: false }],
  });
  const { notes, branches } = work.result();
  expect(notes).toMatchObject([{ path: "a.ts", line: 3 }]);
  expect(branches).toMatchObject([{ path: "a.ts", line: 2 }]);
});

test("leaves notes alone that speak of the given tree, whatever has been changed", () => {
  const work = new Sequence(snapshotOf({ "a.ts": "one\ntwo\n" }));
  work.add({ ops: [{ kind: "write", path: "a.ts", text: "zero\none\ntwo\n" }] });
  work.note([note("a.ts", 2, "info")]);
  expect(work.result().notes).toMatchObject([{ path: "a.ts", line: 2 }]);
});

test("has no operations once a part said that nothing may be written", () => {
  const work = new Sequence(snapshotOf({ "a.ts": "one\n" }));
  work.add({ ops: [{ kind: "delete", path: "a.ts" }] });
  expect(work.isBlocked()).toBe(false);
  work.note([note("a.ts", 1, "blocking")]);
  expect(work.isBlocked()).toBe(true);
  expect(work.result().ops).toEqual([]);
});

test("knows the lines that have a note, wherever they are by now", () => {
  const work = new Sequence(snapshotOf({ "a.ts": "one\ntwo\n" }));
  work.note([note("a.ts", 2, "manual")]);
  work.add({ ops: [{ kind: "write", path: "a.ts", text: "zero\none\ntwo\n" }] });
  const isNoted = work.placesNoted();
  expect(isNoted({ path: "a.ts", line: 3, column: 1 })).toBe(true);
  expect(isNoted({ path: "a.ts", line: 2, column: 1 })).toBe(false);
});
