import { Buffer } from "node:buffer";
import { describe, expect, test } from "vitest";
import { runTransform } from "../codemods/run-transform.ts";
import * as addProperty from "../codemods/transforms/add-property.ts";
import * as removeComment from "../codemods/transforms/remove-comment.ts";
import { createSnapshot, snapshotOf } from "../workspace/snapshot.ts";

const gone = { text: "gone" };

describe("runTransform", () => {
  test("writes the files that change, and only those", async () => {
    const snapshot = snapshotOf({
      "a.ts": "a(); // gone\n",
      "b.tsx": "b();\n",
      "[c]/(d).tsx": "// gone\nexport const c = <p />;\n",
    });
    const paths = ["a.ts", "b.tsx", "[c]/(d).tsx", "a.ts"];
    const result = await runTransform(removeComment, gone, snapshot, paths);
    expect(result).toEqual({
      ops: [
        { kind: "write", path: "a.ts", text: "a();\n" },
        { kind: "write", path: "[c]/(d).tsx", text: "export const c = <p />;\n" },
      ],
      notes: [],
    });
    const after = snapshot.with(result.ops, "1");
    expect(await runTransform(removeComment, gone, after, paths)).toEqual({ ops: [], notes: [] });
  });

  test("reads TypeScript that is no TSX", async () => {
    const text = "const a = <A>b; // gone\nconst f = <T>(x: T) => x;\n";
    const files = { "a.ts": text, "b.mts": text, "c.cts": text };
    const result = await runTransform(removeComment, gone, snapshotOf(files), Object.keys(files));
    expect(result.notes).toEqual([]);
    expect(result.ops).toHaveLength(3);
  });

  test.each([
    ["a.ts", "\n\t\tconst a = = 1; // gone\n", 2, 13],
    ["a.tsx", "// gone\r\n\tconst a = <p></q>;\r\n", 2, 15],
    ["a.tsx", "\uFEFF// gone\nlet let = 1;\n", 2, 5],
  ])("notes where %s cannot be parsed", async (path, text, line, column) => {
    const result = await runTransform(removeComment, gone, snapshotOf({ [path]: text }), [path]);
    expect(result.ops).toEqual([]);
    expect(result.notes).toMatchObject([
      { code: "syntax-error", severity: "blocking", path, line, column },
    ]);
  });

  test("notes files that are not text", async () => {
    const files: Record<string, Uint8Array> = {
      "a.ts": Buffer.from([0x2f, 0x2f, 0xe9, 0x0a]),
      "b.ts": Buffer.from([0x2f, 0x2f, 0x00]),
    };
    const snapshot = createSnapshot({
      paths: Object.keys(files),
      bytes: (path) => files[path] ?? new Uint8Array(),
    });
    const { ops, notes } = await runTransform(removeComment, gone, snapshot, [
      "a.ts",
      "b.ts",
      "c.ts",
    ]);
    expect(ops).toEqual([]);
    expect(notes).toMatchObject([
      { code: "not-utf8", severity: "blocking", path: "a.ts", line: 1, column: 1 },
      { code: "binary", severity: "blocking", path: "b.ts" },
      { code: "absent", severity: "blocking", path: "c.ts" },
    ]);
  });

  test("passes on what a transform leaves to a person", async () => {
    const snapshot = snapshotOf({ "a.ts": "const x = {\n  b: c,\n};\n" });
    const options = { object: "x", path: ["b", "d"], value: "e" };
    expect(await runTransform(addProperty, options, snapshot, ["a.ts"])).toMatchObject({
      ops: [],
      notes: [{ code: "left-by-transform", severity: "manual", path: "a.ts", line: 2, column: 3 }],
    });
  });

  test("lets bad options fail", async () => {
    const snapshot = snapshotOf({ "a.ts": "a();\n" });
    await expect(runTransform(removeComment, {}, snapshot, ["a.ts"])).rejects.toThrow('"text"');
  });
});
