import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { inProcess } from "../helpers/in-process.ts";
import { writeFiles } from "../helpers/disk-tree.ts";
import { projectRoot, temporaryFolder } from "../helpers/fixture-tree.ts";

const example = (name: string): string => join(projectRoot, "examples", name, "before");

describe("routes", () => {
  test("as text: the tree, who calls it, what it is built with, and what it comes to", async () => {
    const { exitCode, stdout } = await inProcess(example("single-app"), ["routes"]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("appRouter  src/server/api/root.ts:");
    expect(stdout).toMatch(/\n {2}post {2}src\/server\/api\/routers\/post\.ts:\d+:\d+\n/);
    expect(stdout).toMatch(
      /\n {6}src\/app\/_components\/latest\.tsx:7,15 \(type, useSuspenseQuery\)\n/,
    );
    expect(stdout).toContain("Built with\n");
    expect(stdout).toMatch(/\n✔ 1 root, \d+ routers, \d+ procedures/);
  });

  test("as JSON, in the documented shape", async () => {
    const { stdout } = await inProcess(example("workspaces"), ["routes", "--format", "json"]);
    const found = JSON.parse(stdout) as Record<string, unknown>;
    expect(Object.keys(found)).toEqual([
      "schemaVersion",
      "tool",
      "command",
      "roots",
      "builders",
      "splitLinks",
      "remarks",
      "exitCode",
    ]);
    expect(found).toMatchObject({ schemaVersion: 1, command: "routes", exitCode: 0 });
  });

  test("without a router it says so, and ends with 1", async () => {
    const root = await temporaryFolder();
    const { exitCode, stdout } = await inProcess(root, ["routes"]);
    expect([exitCode, stdout]).toEqual([1, expect.stringContaining("No tRPC router was found")]);
  });

  test("a root that is not there is bad input", async () => {
    const args = ["routes", "--root", "src/nothing.ts"];
    const { exitCode, stderr } = await inProcess(example("single-app"), args);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining("there is no file")]);
  });
});

describe("pictures of hostile names", () => {
  const files = {
    "package.json": "{}",
    "trpc.ts":
      'import { initTRPC } from "@trpc/server";\nconst t = initTRPC.create();\nexport const { router, procedure } = t;\n',
    "root.ts": `import { router, procedure } from "./trpc";
export const appRouter = router({
  'a"b\\\\N]</script><b>&#35;;\\u001b[31m\\n::error::x': procedure.query(() => 1),
  "end\\\\": router({ "x--> y": procedure.query(() => 1) }),
});
export type AppRouter = typeof appRouter;
`,
  };
  const drawn = async (format: string): Promise<string[]> => {
    const root = await temporaryFolder();
    writeFiles(root, files);
    const { exitCode, stdout } = await inProcess(root, ["routes", "--format", format]);
    expect(exitCode).toBe(0);
    return stdout.trimEnd().split("\n");
  };

  test("every line of dot is one that Graphviz takes", async () => {
    const [first, ...rest] = await drawn("dot");
    expect([first, rest.at(-1)]).toEqual(["digraph routes {", "}"]);
    const line =
      /^ {2}(?:rankdir=LR;|node \[fontname="Helvetica"\];|n\d+ \[shape=\w+, label="(?:[^"\\]|\\n|\\\\|\\")*"\];|n\d+ -> n\d+;)$/;
    expect(rest.slice(0, -1).filter((each) => !line.test(each))).toEqual([]);
    expect(rest.filter((each) => each.includes("->") && !each.includes("label"))).toHaveLength(3);
  });

  test("every line of Mermaid is one that it takes, and nothing in it is markup", async () => {
    const [first, ...rest] = await drawn("mermaid");
    expect(first).toBe("flowchart LR");
    const text = /"(?:[\p{L}\p{N} ._/(),:·$@…-]|#\d+;|<br\/>)*"/u.source;
    const line = new RegExp(
      `^ {2}(?:n\\d+(?:\\(\\[${text}\\]\\)|\\[\\[${text}\\]\\]|\\[${text}\\]|\\{\\{${text}\\}\\})|n\\d+ --> n\\d+)$`,
      "u",
    );
    expect(rest.filter((each) => !line.test(each))).toEqual([]);
  });

  test("the text has no control sequence, and no command to a workflow", async () => {
    const text = (await drawn("pretty")).join("\n");
    // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    expect(text).not.toMatch(/^\s*::/m);
  });
});
