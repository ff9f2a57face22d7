import { describe, expect, test } from "vitest";
import { zeroReferences, type ZeroReferences } from "../../../audits/criteria/zero-references.ts";
import {
  createSnapshot,
  type Snapshot,
  snapshotOf,
  UnreadableFileError,
} from "../../../workspace/snapshot.ts";

const judge = (params: ZeroReferences, snapshot: Snapshot) =>
  zeroReferences.evaluate(params, snapshot, {});

const tree = snapshotOf({
  "app/(org)/[slug]/page.ts": 'import x from "./user-sources";\n  trpc.userSources.list();\n',
  "app/(org)/s/page.ts": "userSources;\n",
  "app/clean/a.ts": "userSourcesList;\n",
  "app/clean/b.md": "nothing\n",
  "app/clean/.hidden/c.md": "nothing\n",
  "docs/old.md": "userSources and userSources\n",
});

describe("zero-references", () => {
  test("passes where the name is not, and says how many files it looked at", async () => {
    const verdict = await judge({ name: "userSources", paths: ["app/clean/"] }, tree);
    expect(verdict).toEqual({ status: "pass", scanned: 3, hits: [] });
  });

  test("fails with each place, and takes brackets for what they are", async () => {
    const verdict = await judge({ name: "userSources", paths: ["app/(org)/[slug]"] }, tree);
    expect(verdict).toEqual({
      status: "fail",
      scanned: 1,
      hits: [
        {
          path: "app/(org)/[slug]/page.ts",
          line: 2,
          column: 8,
          text: "trpc.userSources.list();",
          context: "code",
        },
      ],
    });
  });

  test("looks for other spellings only if it is told to", async () => {
    const at = { name: "userSources", paths: ["app/(org)/[slug]/page.ts"] };
    expect((await judge({ ...at, spellings: "all" }, tree)).hits).toHaveLength(2);
    const kebab = await judge({ ...at, spellings: ["user-sources"] }, tree);
    expect(kebab.hits.map(({ context }) => context)).toEqual(["import"]);
  });

  test("counts a file once that is in two of the paths", async () => {
    const paths = ["app/clean", "app/clean/a.ts", "."];
    expect((await judge({ name: "absent", paths }, tree)).scanned).toBe(6);
  });

  test("says how many references an exception covers", async () => {
    const except = [{ paths: ["docs/**"], reason: "history" }];
    const verdict = await judge({ name: "userSources", paths: ["docs", "app"], except }, tree);
    expect(verdict.status).toBe("fail");
    expect(verdict.hits.map(({ path }) => path)).not.toContain("docs/old.md");
    expect(verdict.message).toBe("2 references excepted: history");
  });

  test("an exception may be written as the literal path", async () => {
    const path = "app/(org)/[slug]/page.ts";
    const except = [{ paths: [path], reason: "known" }];
    const paths = [path, "app/clean"];
    expect((await judge({ name: "userSources", paths, except }, tree)).status).toBe("pass");
  });

  test("a path that is not there is an error that names the nearest", async () => {
    const verdict = await judge({ name: "absent", paths: ["app/claen", "docs"] }, tree);
    expect(verdict.status).toBe("error");
    expect(verdict.message).toContain("there is no app/claen");
    expect(verdict.message).toContain("app/clean");
  });

  test("looking at nothing is never a pass", async () => {
    const empty = await judge({ name: "userSources", paths: ["."] }, snapshotOf({}));
    expect(empty).toMatchObject({ status: "error", scanned: 0 });
    const except = [{ paths: ["**"], reason: "all of it" }];
    const excepted = await judge({ name: "userSources", paths: ["docs"], except }, tree);
    expect(excepted.status).toBe("error");
  });

  test("a file that cannot be read is an error, unless it is excepted", async () => {
    const snapshot = createSnapshot({
      paths: ["a.ts", "b.ts"],
      bytes: (path) => {
        if (path === "b.ts") throw new UnreadableFileError("b.ts: permission denied");
        return Buffer.from("userSources");
      },
    });
    const verdict = await judge({ name: "userSources", paths: ["."] }, snapshot);
    expect(verdict).toMatchObject({ status: "error", hits: [{ path: "a.ts" }] });
    expect(verdict.message).toContain("b.ts: permission denied");
    const except = [{ paths: ["b.ts"], reason: "not ours" }];
    expect((await judge({ name: "x", paths: ["."], except }, snapshot)).status).toBe("pass");
  });

  test.each([
    [{ name: "a", paths: [] }],
    [{ name: "a", paths: ["../x"] }],
    [{ name: "a", paths: ["/x"] }],
    [{ name: "", paths: ["x"] }],
    [{ name: "a\nb", paths: ["x"] }],
    [{ name: "a", paths: ["x"], spellings: [] }],
    [{ name: "a", paths: ["x"], except: [{ paths: ["y"] }] }],
    [{ name: "a", paths: ["x"], excpet: [] }],
  ])("does not take %j", (params) => {
    expect(zeroReferences.schema.safeParse(params).success).toBe(false);
  });

  test("takes what a plan would write, and names itself as the plan would", () => {
    const params = zeroReferences.schema.parse({
      name: "userSources",
      paths: ["app/[slug]/", "docs"],
      spellings: "all",
    });
    expect(zeroReferences.title(params)).toBe(
      "No references to `userSources` in any spelling in `app/[slug]/` and `docs`",
    );
  });
});
