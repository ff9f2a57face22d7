import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { resolverOf } from "../../codemods/program/resolver.ts";
import { snapshotOf } from "../../workspace/snapshot.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";

const resolve = (files: Record<string, string | object>, specifier: string, from: string) =>
  resolverOf(
    snapshotOf(
      Object.fromEntries(
        Object.entries(files).map(([path, content]) => [
          path,
          typeof content === "string" ? content : JSON.stringify(content),
        ]),
      ),
    ),
  ).resolve(specifier, from);

describe("relative specifiers", () => {
  const files = {
    "src/a.ts": "",
    "src/b.tsx": "",
    "src/c.mts": "",
    "src/d.d.ts": "",
    "src/data.json": "{}",
    "src/folder/index.ts": "",
    "src/index.ts": "",
  };
  test.each([
    ["./b", "src/a.ts", "src/b.tsx"],
    ["./a.ts", "src/b.tsx", "src/a.ts"],
    ["./a.js", "src/b.tsx", "src/a.ts"],
    ["./b.js", "src/a.ts", "src/b.tsx"],
    ["./b.jsx", "src/a.ts", "src/b.tsx"],
    ["./c.mjs", "src/a.ts", "src/c.mts"],
    ["./d", "src/a.ts", "src/d.d.ts"],
    ["./data.json", "src/a.ts", "src/data.json"],
    ["./folder", "src/a.ts", "src/folder/index.ts"],
    ["./folder/", "src/a.ts", "src/folder/index.ts"],
    ["./folder/index.js", "src/a.ts", "src/folder/index.ts"],
    [".", "src/a.ts", "src/index.ts"],
    ["..", "src/folder/index.ts", "src/index.ts"],
    ["./none", "src/a.ts", undefined],
    ["../../../outside", "src/a.ts", undefined],
    ["react", "src/a.ts", undefined],
  ])("%s in %s", (specifier, from, expected) => {
    expect(resolve(files, specifier, from)).toBe(expected);
  });

  test("a directory with a package.json of its own", () => {
    const files = {
      "packages/ui/package.json": { main: "lib/start.ts" },
      "packages/ui/lib/start.ts": "",
      "a.ts": "",
    };
    expect(resolve(files, "./packages/ui", "a.ts")).toBe("packages/ui/lib/start.ts");
  });
});

describe("paths", () => {
  const app = { "app/src/a.ts": "", "app/src/lib/b.ts": "" };

  test("without baseUrl they count from the config", () => {
    const files = {
      ...app,
      "app/tsconfig.json": { compilerOptions: { paths: { "~/*": ["./src/*"] } } },
    };
    expect(resolve(files, "~/lib/b", "app/src/a.ts")).toBe("app/src/lib/b.ts");
    expect(resolve(files, "~/lib/b.js", "app/src/a.ts")).toBe("app/src/lib/b.ts");
  });

  test("with baseUrl they count from there, and so do bare specifiers", () => {
    const files = {
      ...app,
      "app/tsconfig.json": { compilerOptions: { baseUrl: "src", paths: { "~/*": ["./*"] } } },
    };
    expect(resolve(files, "~/lib/b", "app/src/a.ts")).toBe("app/src/lib/b.ts");
    expect(resolve(files, "lib/b", "app/src/a.ts")).toBe("app/src/lib/b.ts");
  });

  test("the nearest config decides", () => {
    const files = {
      ...app,
      "tsconfig.json": { compilerOptions: { paths: { "~/*": ["./app/src/*"] } } },
      "app/tsconfig.json": {},
    };
    expect(resolve(files, "~/lib/b", "root.ts")).toBe("app/src/lib/b.ts");
    expect(resolve(files, "~/lib/b", "app/src/a.ts")).toBeUndefined();
  });

  test("they come through a chain of extends and count from the file that has them", () => {
    const files = {
      ...app,
      "app/tsconfig.json": { extends: "./config/middle.json" },
      "app/config/middle.json": { extends: "../../base.json" },
      "base.json": { compilerOptions: { paths: { "~/*": ["./app/src/*"] } } },
    };
    expect(resolve(files, "~/lib/b", "app/src/a.ts")).toBe("app/src/lib/b.ts");
  });

  test("they come from a config package of the workspace", () => {
    const files = {
      ...app,
      "app/package.json": { name: "app" },
      "app/tsconfig.json": { extends: "@acme/tsconfig/next.json" },
      "tools/tsconfig/package.json": { name: "@acme/tsconfig" },
      "tools/tsconfig/next.json": {
        compilerOptions: { paths: { "~/*": ["${configDir}/src/*"] } },
      },
    };
    expect(resolve(files, "~/lib/b", "app/src/a.ts")).toBe("app/src/lib/b.ts");
  });

  test("configs that extend each other still count", () => {
    const files = {
      ...app,
      "app/tsconfig.json": {
        extends: "./other.json",
        compilerOptions: { paths: { "~/*": ["./src/*"] } },
      },
      "app/other.json": { extends: "./tsconfig.json" },
    };
    expect(resolve(files, "~/lib/b", "app/src/a.ts")).toBe("app/src/lib/b.ts");
  });

  test("a base config that is not installed does not hide the config's own paths", () => {
    const files = {
      ...app,
      "app/tsconfig.json": {
        extends: "@not/installed/base.json",
        compilerOptions: { paths: { "~/*": ["./src/*"] } },
      },
    };
    expect(resolve(files, "~/lib/b", "app/src/a.ts")).toBe("app/src/lib/b.ts");
  });

  test("comments, trailing commas and a byte order mark are fine", () => {
    const files = {
      ...app,
      "app/tsconfig.json":
        '\uFEFF{ // settings\n "compilerOptions": { /* alias */ "paths": { "~/*": ["./src/*"], }, }, }',
    };
    expect(resolve(files, "~/lib/b", "app/src/a.ts")).toBe("app/src/lib/b.ts");
  });

  test("a config that is not JSON leaves relative specifiers alone", () => {
    const files = { ...app, "app/tsconfig.json": "<<<<<<< HEAD\n{" };
    expect(resolve(files, "./lib/b", "app/src/a.ts")).toBe("app/src/lib/b.ts");
  });

  test("only a referenced project has them", () => {
    const files = {
      ...app,
      "app/tsconfig.json": {
        files: [],
        references: [{ path: "./tsconfig.node.json" }, { path: "./tsconfig.app.json" }],
      },
      "app/tsconfig.node.json": { references: [{ path: "." }] },
      "app/tsconfig.app.json": { compilerOptions: { paths: { "~/*": ["./src/*"] } } },
    };
    expect(resolve(files, "~/lib/b", "app/src/a.ts")).toBe("app/src/lib/b.ts");
  });
});

const manifest = (extra: object) => ({
  "packages/ui/package.json": { name: "@acme/ui", ...extra },
  "packages/ui/src/index.ts": "",
  "packages/ui/src/button.tsx": "",
  "packages/ui/src/server.ts": "",
  "app/a.ts": "",
});

describe("packages of the workspace", () => {
  test.each([
    ["a subpath", { "./button": "./src/button.tsx" }, "@acme/ui/button", "button.tsx"],
    ["the root", { ".": "./src/index.ts" }, "@acme/ui", "index.ts"],
    ["a pattern", { "./*": "./src/*.tsx" }, "@acme/ui/button", "button.tsx"],
    ["a pattern with an ending", { "./*.js": "./src/*.tsx" }, "@acme/ui/button.js", "button.tsx"],
    [
      "what is built",
      { "./button": { types: "./dist/button.d.ts", default: "./dist/button.js" } },
      "@acme/ui/button",
      "button.tsx",
    ],
    ["a condition", { ".": { import: "./src/server.ts" } }, "@acme/ui", "server.ts"],
    [
      "only a rare condition",
      { ".": { "react-server": "./src/server.ts" } },
      "@acme/ui",
      "server.ts",
    ],
    ["only require", { ".": { require: "./src/server.ts" } }, "@acme/ui", "server.ts"],
  ])("exports: %s", (_, exports, specifier, expected) => {
    expect(resolve(manifest({ exports }), specifier, "app/a.ts")).toBe(
      `packages/ui/src/${expected}`,
    );
  });

  test("what is not exported is not found", () => {
    const files = manifest({ exports: { "./button": "./src/button.tsx" } });
    expect(resolve(files, "@acme/ui/src/server", "app/a.ts")).toBeUndefined();
    expect(resolve(files, "@acme/ui", "app/a.ts")).toBeUndefined();
  });

  test("a package may name itself", () => {
    const files = manifest({ exports: { "./button": "./src/button.tsx" } });
    expect(resolve(files, "@acme/ui/button", "packages/ui/src/server.ts")).toBe(
      "packages/ui/src/button.tsx",
    );
  });

  test.each([
    ["main", { main: "./src/server.ts" }, "server.ts"],
    ["types", { types: "./src/server.ts" }, "server.ts"],
    ["main, built", { main: "dist/index.js" }, "index.ts"],
  ])("without exports: %s", (_, extra, expected) => {
    expect(resolve(manifest(extra), "@acme/ui", "app/a.ts")).toBe(`packages/ui/src/${expected}`);
    expect(resolve(manifest(extra), "@acme/ui/src/button", "app/a.ts")).toBe(
      "packages/ui/src/button.tsx",
    );
  });

  test("imports: exact and by a pattern", () => {
    const files = manifest({ imports: { "#button": "./src/button.tsx", "#src/*": "./src/*.ts" } });
    const from = "packages/ui/src/index.ts";
    expect(resolve(files, "#button", from)).toBe("packages/ui/src/button.tsx");
    expect(resolve(files, "#src/server", from)).toBe("packages/ui/src/server.ts");
    expect(resolve(files, "#button", "app/a.ts")).toBeUndefined();
  });
});

test("names in brackets stand for themselves", () => {
  const files = { "app/(org)/[slug]/page.tsx": "", "app/(org)/[slug]/_lib/x.ts": "" };
  expect(resolve(files, "./_lib/x", "app/(org)/[slug]/page.tsx")).toBe(
    "app/(org)/[slug]/_lib/x.ts",
  );
});

describe("after a step", () => {
  const files = {
    "package.json": '{ "workspaces": ["packages/*"] }',
    "packages/a/package.json":
      '{ "name": "a", "exports": { "./*": "./src/*.ts", ".": "./dist/index.js" } }',
    "packages/a/src/index.ts": "",
    "packages/a/src/one.ts": "",
    "packages/a/src/two.tsx": "",
    "app/tsconfig.json": '{ "compilerOptions": { "paths": { "@/*": ["./lib/*", "./src/*"] } } }',
    "app/lib/x.ts": "",
    "app/src/x.ts": "",
    "app/src/x/index.ts": "",
    "app/src/y.js": "",
    "app/main.ts": "",
  };
  const specifiers = ["a", "a/one", "a/two", "@/x", "@/y", "./src/x", "./src/y", "react"];
  const found = (snapshot: Snapshot) =>
    specifiers.map((each) => [each, resolverOf(snapshot).resolve(each, "app/main.ts")]);
  const code = Object.keys(files).filter((path) => !path.endsWith(".json"));

  test("what is left is found as if nothing else had ever been there", () => {
    fc.assert(
      fc.property(fc.subarray(code), fc.subarray(code), (first, second) => {
        let snapshot = snapshotOf(files);
        found(snapshot);
        let left: Record<string, string> = files;
        for (const path of new Set([...first, ...second])) {
          snapshot = snapshot.with([{ kind: "delete", path }], "1");
          left = Object.fromEntries(Object.entries(left).filter(([each]) => each !== path));
          expect(found(snapshot)).toEqual(found(snapshotOf(left)));
        }
      }),
    );
  });

  test("what comes is found, and so is what a config says now", () => {
    const before = snapshotOf(files).with([{ kind: "delete", path: "app/lib/x.ts" }], "1");
    expect(found(before)).toContainEqual(["@/x", "app/src/x.ts"]);
    const back = before.with([{ kind: "write", path: "app/lib/x.ts", text: "" }], "2");
    expect(found(back)).toContainEqual(["@/x", "app/lib/x.ts"]);
    const text = '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }';
    const other = back.with([{ kind: "write", path: "app/tsconfig.json", text }], "3");
    expect(found(other)).toContainEqual(["@/x", "app/src/x.ts"]);
  });
});
