import { describe, expect, test } from "vitest";
import { pathAbsent } from "../../../audits/criteria/path-absent.ts";
import { pathPresent } from "../../../audits/criteria/path-present.ts";
import { nearestPath } from "../../../audits/places.ts";
import { snapshotOf } from "../../../workspace/snapshot.ts";

const tree = snapshotOf({
  "src/router/org/connections.ts": "",
  "src/router/org/[slug]/page.ts": "",
  "src/router/org/sources.ts": "",
  "src/root.ts": "",
});

const judge = (paths: readonly string[]) => pathAbsent.evaluate({ paths }, tree, {});

describe("path-absent", () => {
  test("passes if none of the paths is there", async () => {
    expect(await judge(["src/router/user", "src/router/org/source.ts"])).toEqual({
      status: "pass",
      scanned: 2,
      hits: [],
    });
  });

  test("fails with each file and folder that is there", async () => {
    const verdict = await judge(["src/router/org/sources.ts", "src/router/org/[slug]/", "x"]);
    expect(verdict.status).toBe("fail");
    expect(verdict.hits).toEqual([
      {
        path: "src/router/org/sources.ts",
        line: 1,
        column: 1,
        text: "src/router/org/sources.ts",
        context: "path",
      },
      {
        path: "src/router/org/[slug]",
        line: 1,
        column: 1,
        text: "src/router/org/[slug]/ (1 file)",
        context: "path",
      },
    ]);
  });

  test("sees what a step has deleted", async () => {
    const after = tree.with([{ kind: "delete", path: "src/root.ts" }], "1.1");
    expect((await judge(["src/root.ts"])).status).toBe("fail");
    const verdict = await pathAbsent.evaluate({ paths: ["src/root.ts"] }, after, {});
    expect(verdict.status).toBe("pass");
  });

  test("an empty tree is the wrong folder", async () => {
    const verdict = await pathAbsent.evaluate({ paths: ["x"] }, snapshotOf({}), {});
    expect(verdict.status).toBe("error");
  });
});

describe("path-present", () => {
  test("passes for files and folders that are there, and fails with those that are not", async () => {
    const there = { paths: ["src/root.ts", "src/router/org/[slug]"] };
    expect((await pathPresent.evaluate(there, tree, {})).status).toBe("pass");
    const verdict = await pathPresent.evaluate({ paths: ["src/rot.ts", "src"] }, tree, {});
    expect(verdict.status).toBe("fail");
    expect(verdict.hits.map(({ path }) => path)).toEqual(["src/rot.ts"]);
    expect(verdict.hits[0]?.text).toContain("src/root.ts");
  });

  test("needs a path", () => {
    expect(pathPresent.schema.safeParse({ paths: [] }).success).toBe(false);
  });
});

describe("the nearest path", () => {
  test.each([
    ["src/router/user/connections.ts", "src/router/org/connections.ts"],
    ["src/router/org/connection.ts", "src/router/org/connections.ts"],
    ["src/router/orgs/x/y.ts", "src/router/org"],
    ["src/router/elsewhere/y.ts", "src/router"],
    ["apps/y.ts", undefined],
  ])("of %s is %s", (missing, nearest) => {
    expect(nearestPath(missing, tree)).toBe(nearest);
  });
});
