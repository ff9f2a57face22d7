import { describe, expect, test } from "vitest";
import { placeMapper } from "../../workspace/map-place.ts";
import { snapshotOf } from "../../workspace/snapshot.ts";

const disk = snapshotOf({ "a.ts": "one\ntwo(old);\nthree\nfour\n", "b.ts": "b\n" });

describe("placeMapper", () => {
  test("follows lines past those put in and taken out", () => {
    const text = "zero\none\ntwo(old);\nfour\n";
    const after = disk.with([{ kind: "write", path: "a.ts", text }], "s");
    const map = placeMapper(disk, after);
    expect(map({ path: "a.ts", line: 1, column: 2 })).toEqual({
      path: "a.ts",
      line: 2,
      column: 2,
      there: true,
    });
    expect(map({ path: "a.ts", line: 4, column: 1 })).toMatchObject({ line: 4, there: true });
    expect(map({ path: "a.ts", line: 3, column: 1 })).toMatchObject({ line: 4, there: false });
    const back = placeMapper(after, disk);
    expect(back({ path: "a.ts", line: 4, column: 3 })).toMatchObject({ line: 4, column: 3 });
    expect(back({ path: "a.ts", line: 2, column: 1 })).toMatchObject({ line: 1, there: true });
  });

  test("in a replaced line, counts columns from the nearer end", () => {
    const text = "one\ntwo(newer);\nthree\nfour\n";
    const after = disk.with([{ kind: "write", path: "a.ts", text }], "s");
    const map = placeMapper(disk, after);
    const column = (from: number) => map({ path: "a.ts", line: 2, column: from })?.column;
    expect([1, 5, 8, 9].map(column)).toEqual([1, 5, 10, 11]);
  });

  test("follows a file that has moved, there and back", () => {
    const after = disk.with([{ kind: "move", from: "a.ts", to: "c/d.ts" }], "s");
    const place = { path: "a.ts", line: 3, column: 1 };
    expect(placeMapper(disk, after)(place)).toMatchObject({ path: "c/d.ts", line: 3 });
    expect(placeMapper(after, disk)({ ...place, path: "c/d.ts" })).toMatchObject({ path: "a.ts" });
    const again = after.with([{ kind: "move", from: "c/d.ts", to: "e.ts" }], "t");
    expect(placeMapper(after, again)({ ...place, path: "c/d.ts" })).toMatchObject({ path: "e.ts" });
  });

  test("knows nothing of a file that is not there", () => {
    const after = disk.with([{ kind: "delete", path: "b.ts" }], "s");
    expect(placeMapper(disk, after)({ path: "b.ts", line: 1, column: 1 })).toBeUndefined();
    expect(placeMapper(disk, disk)({ path: "b.ts", line: 1, column: 1 })).toMatchObject({
      line: 1,
    });
  });

  test("stays within a file that has lost its end", () => {
    const after = disk.with([{ kind: "write", path: "a.ts", text: "one\n" }], "s");
    const found = placeMapper(disk, after)({ path: "a.ts", line: 4, column: 1 });
    expect(found).toEqual({ path: "a.ts", line: 1, column: 1, there: false });
  });
});
