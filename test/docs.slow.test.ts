import { existsSync, readFileSync } from "node:fs";
import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { git, readFiles, writeFiles } from "./helpers/disk-tree.ts";
import { program } from "./helpers/cli.ts";
import { projectRoot } from "./helpers/fixture-tree.ts";
import { smallFiles, smallPlan, smallTarget } from "./helpers/small-target.ts";

const text = readFileSync(join(projectRoot, "docs/many-repositories.md"), "utf8");
const blocks = [...text.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, kind, code = ""]) => {
  return { kind, code };
});
const yaml = blocks.filter(({ kind }) => kind === "yaml").map(({ code }) => parse(code) as unknown);

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly uses?: string;
}
interface Workflow {
  readonly jobs: { readonly migrate: { readonly steps: readonly Step[] } };
}
interface Batch {
  readonly steps: readonly { readonly run: string }[];
  readonly changesetTemplate: Readonly<Record<string, unknown>>;
}

/** A checkout, a folder of the runner, and a shell in which `npx` starts this program. */
async function runner() {
  const { root, beside, plan } = await smallTarget();
  const npx = `#!/bin/sh\n[ "$1 $2" = "--yes conn-codemod" ] || exit 3\nshift 2\nexec "${process.execPath}" "${program}" "$@"\n`;
  writeFiles(beside, { "bin/npx": npx, "temp/readme.txt": "" });
  await chmod(join(beside, "bin/npx"), 0o755);
  const temp = join(beside, "temp");
  const env = {
    PATH: `${join(beside, "bin")}:${process.env["PATH"] ?? ""}`,
    PLAN: plan,
    WORK: root,
    RUNNER_TEMP: temp,
    GITHUB_STEP_SUMMARY: join(temp, "job.md"),
    GITHUB_OUTPUT: join(temp, "output.txt"),
  };
  const shell = async (script: string, cwd: string) =>
    await execa("bash", ["-e", "-o", "pipefail", "-c", script], { cwd, env, reject: false });
  return { root, beside, temp, shell };
}

const after = { ...smallFiles } as Record<string, string>;
delete after["src/old-thing.ts"];
after["src/thing.ts"] = "export const thing = 1;\n";
after["src/user.ts"] = smallFiles["src/user.ts"].replace("old-thing", "thing");

describe("docs/many-repositories.md", () => {
  test("has the three examples, and all of its YAML is YAML", () => {
    expect(yaml).toHaveLength(3);
    expect(blocks.map(({ kind }) => kind)).toEqual(["yaml", "sh", "yaml", "yaml", "sh"]);
  });

  test("a matrix of GitHub Actions: one commit, one message, one summary; nothing twice", async () => {
    const { steps } = (yaml[0] as Workflow).jobs.migrate;
    const script = (name: string): string => steps.find((step) => step.name === name)?.run ?? "";
    const { root, beside, temp, shell } = await runner();
    const rewritten = await shell(script("Rewrite"), beside);
    expect([rewritten.exitCode, rewritten.stderr]).toEqual([0, expect.stringContaining("wrote")]);
    expect(readFiles(root)).toEqual(after);
    expect((await shell(script("Commit"), beside)).exitCode).toBe(0);
    expect(git(root, "log", "-1", "--format=%an %s")).toBe(`migration ${smallPlan.title}\n`);
    expect(git(root, "log", "-1", "--format=%b")).toContain("- move module src/old-thing.ts");
    expect(git(root, "status", "--short")).toBe("");
    expect(readFileSync(join(temp, "output.txt"), "utf8")).toBe("changed=true\n");
    expect(readFileSync(join(temp, "job.md"), "utf8")).toContain("conn-codemod run");
    // Whether the shell can read it; there is nobody to open a pull request.
    const last = await execa("bash", ["-n", "-c", script("Open a pull request")]);
    expect(last.exitCode).toBe(0);

    const again = await shell(script("Rewrite"), beside);
    expect(again.exitCode).toBe(0);
    expect(git(root, "status", "--short")).toBe("");
  });

  test("a script for multi-gitter: changes the checkout it is run in, and goes on for exit 1", async () => {
    const { root, beside, shell } = await runner();
    const [script] = blocks.filter(({ kind }) => kind === "sh");
    writeFiles(beside, { "migrate.sh": script?.code ?? "" });
    await chmod(join(beside, "migrate.sh"), 0o755);
    expect((await shell(join(beside, "migrate.sh"), root)).exitCode).toBe(0);
    expect(readFiles(root)).toEqual(after);
    const broken = await shell(`PLAN=/no/such.json ${join(beside, "migrate.sh")}`, root);
    expect(broken.exitCode).not.toBe(0);
    expect(yaml[1]).toMatchObject({ branch: "articles", interactive: false });
  });

  test("a batch spec for Sourcegraph: the step's output is the body", async () => {
    const { steps, changesetTemplate } = yaml[2] as Batch;
    const { root, beside, temp, shell } = await runner();
    const script = (steps[0]?.run ?? "").replaceAll(/\/tmp\/(plan\.json)?/g, (_, plan?: string) =>
      plan === undefined ? `${temp}/` : join(beside, plan),
    );
    const { exitCode, stdout } = await shell(script, root);
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining(smallPlan.title)]);
    expect(readFiles(root)).toEqual(after);
    expect(existsSync(join(temp, "message.txt"))).toBe(true);
    expect(changesetTemplate).toMatchObject({ branch: "articles", published: "draft" });
  });

  test("which are done: exit 0 where every criterion holds", async () => {
    const { beside, shell } = await runner();
    const script = blocks.findLast(({ kind }) => kind === "sh")?.code ?? "";
    const { exitCode, stdout } = await shell(script, beside);
    expect([exitCode, stdout]).toEqual([1, expect.stringContaining('"criteria"')]);
  });
});
