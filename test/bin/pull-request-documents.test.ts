import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fromMarkdown } from "mdast-util-from-markdown";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { parseArguments } from "../../bin/options.ts";
import { readTool } from "../../bin/tool.ts";
import { action } from "../helpers/action-runner.ts";
import { projectRoot } from "../helpers/fixture-tree.ts";

const { version } = readTool();

const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** As much of a workflow as the documents show. */
const workflow = z.strictObject({
  name: z.string().optional(),
  on: z.union([
    z.literal("pull_request"),
    z.strictObject({
      workflow_run: z.strictObject({
        workflows: z.array(z.string()),
        types: z.tuple([z.literal("completed")]),
      }),
    }),
  ]),
  permissions: z.record(
    z.enum(["contents", "pull-requests", "actions"]),
    z.enum(["read", "write"]).optional(),
  ),
  jobs: z.record(
    z.string(),
    z.strictObject({
      if: z.string().optional(),
      "runs-on": z.literal("ubuntu-latest"),
      steps: z.array(
        z
          .strictObject({
            uses: z.string().optional(),
            run: z.string().optional(),
            if: z.string().optional(),
            with: z.record(z.string(), scalar).optional(),
            env: z.record(z.string(), z.string()).optional(),
          })
          .refine(({ uses, run }) => (uses === undefined) !== (run === undefined)),
      ),
    }),
  ),
});

const blocks = ["README.md", "docs/pull-request.md"].flatMap((document) => {
  const { children } = fromMarkdown(readFileSync(join(projectRoot, document), "utf8"));
  const codes = children.flatMap((node) => (node.type === "code" ? [node] : []));
  return codes
    .filter(({ lang }) => lang === "yaml")
    .map(({ value }, index) => ({ name: `${document} ${index + 1}`, text: value }));
});

const workflows = blocks.map(({ text }) => ({ text, ...workflow.parse(parse(text)) }));

const steps = workflows.flatMap(({ jobs }) => Object.values(jobs).flatMap(({ steps }) => steps));

describe("the workflows in the documents", () => {
  test("are the one of ten lines, the two for forks, and an example", () => {
    expect(blocks.map(({ name }) => name)).toEqual([
      "README.md 1",
      "README.md 2",
      "README.md 3",
      "docs/pull-request.md 1",
    ]);
    expect(blocks[0]?.text.split("\n")).toHaveLength(10);
  });

  test("give the action what it takes, in its version", () => {
    const uses = steps.filter(({ uses }) => uses?.includes("conn-codemod"));
    expect(uses).toHaveLength(3);
    for (const step of uses) {
      expect(step.uses).toBe(`OWNER/conn-codemod@v${version}`);
      for (const [name, value] of Object.entries(step.with ?? {})) {
        expect(Object.keys(action.inputs)).toContain(name);
        // The runner hands every input on as text.
        const isSwitch = /^(?:true|false)$/.test(action.inputs[name]?.default ?? "");
        expect(typeof value === "boolean").toBe(isSwitch);
      }
    }
  });

  test("call the program as it can be called, in its version", async () => {
    const calls = steps.flatMap(({ run }) => run ?? []);
    expect(calls).toHaveLength(1);
    for (const call of calls) {
      const [npx, yes, program, ...args] = call.split(" ");
      expect([npx, yes, program]).toEqual(["npx", "--yes", `conn-codemod@${version}`]);
      await expect(parseArguments(args, version, 80)).resolves.toMatchObject({ kind: "command" });
    }
  });

  test("write only where they comment, and never with code of a pull request and a token", () => {
    for (const { text, permissions, jobs } of workflows) {
      const inputs = Object.values(jobs).flatMap(({ steps }) => steps.map((step) => step.with));
      const comments = inputs.some((given) => given?.["comment"] === true);
      const isAfterwards = text.includes("workflow_run");
      const writes = Object.values(permissions).includes("write");
      expect(writes).toBe(comments || isAfterwards);
      expect(isAfterwards && text.includes("actions/checkout")).toBe(false);
      expect(text).not.toContain("pull_request_target");
    }
  });

  test("the second one for forks follows the first one, and unpacks to a folder of its own", () => {
    const [, first, second] = workflows;
    expect(second?.on).toMatchObject({ workflow_run: { workflows: [first?.name] } });
    const download = steps.find(({ uses }) => uses?.startsWith("actions/download-artifact@"));
    const upload = steps.find(({ uses }) => uses?.startsWith("actions/upload-artifact@"));
    expect(download?.with?.["name"]).toBe(upload?.with?.["name"]);
    expect(download?.with?.["path"]).toBe("untrusted");
    expect(second?.text).toContain(`--from untrusted/${upload?.with?.["path"]} `);
  });
});
