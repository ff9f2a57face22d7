import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { readReport } from "../../bin/report/read-report.ts";
import { readTool } from "../../bin/tool.ts";
import { action, runAction } from "../helpers/action-runner.ts";
import type { ActionRun } from "../helpers/action-runner.ts";
import { readFiles, writeFiles } from "../helpers/disk-tree.ts";
import { GitHubApi, TOKENS } from "../helpers/github-api.ts";
import { smallFiles, smallPlan, smallTarget } from "../helpers/small-target.ts";
import type { SmallTarget } from "../helpers/small-target.ts";

let api: GitHubApi;

beforeEach(async () => {
  api = await GitHubApi.start();
});

async function run(
  { root, plan, beside }: SmallTarget,
  inputs: Readonly<Record<string, string>> = {},
  env: Readonly<Record<string, string>> = {},
): Promise<ActionRun> {
  writeFiles(beside, { "event.json": JSON.stringify({ pull_request: { number: 5 } }) });
  const result = await runAction(
    root,
    { plan, ...inputs },
    {
      GITHUB_API_URL: api.url,
      GITHUB_REPOSITORY: "acme/shop",
      GITHUB_EVENT_NAME: "pull_request",
      GITHUB_EVENT_PATH: join(beside, "event.json"),
      GITHUB_TOKEN: TOKENS.write,
      ...env,
    },
  );
  for (const secret of Object.values(TOKENS)) expect(result.log).not.toContain(secret);
  return result;
}

/** The lines that the runner would obey: those outside of what was printed with commands stopped. */
function commandsIn(log: string): readonly string[] {
  let word: string | undefined;
  return log.split("\n").filter((line) => {
    const [, name, value] = /^\s*::([\w-]+)[^:]*::(.*)/.exec(line) ?? [];
    if (word !== undefined) {
      if (name === word) word = undefined;
      return false;
    }
    if (name === "stop-commands") word = value;
    return name !== undefined && name !== "stop-commands";
  });
}

describe("the action", () => {
  test("has no expression in a script, uses each input, and sets each output", () => {
    const { steps } = action.runs;
    for (const { run } of steps) expect(run).not.toContain("${{");
    const expressions = JSON.stringify(steps.map(({ run: _run, ...rest }) => rest));
    const used = [...expressions.matchAll(/inputs\.([\w-]+)/g)].map(([, name]) => name);
    expect([...new Set(used)].sort()).toEqual(Object.keys(action.inputs).sort());
    const set = steps.flatMap(({ id, run }) =>
      [...run.matchAll(/echo "([\w-]+)=/g)].map(([, name]) => `steps.${id}.outputs.${name}`),
    );
    const wanted = `${expressions}${JSON.stringify(action.outputs)}`.match(/steps[\w.-]+/g) ?? [];
    expect(set).toEqual(expect.arrayContaining(wanted));
  });

  test("annotates, fills the summary, and ends as the audit does", async () => {
    const target = await smallTarget();
    const before = readFiles(target.root);
    const { exitCode, log, summary, outputs, npx } = await run(target);
    expect(exitCode).toBe(1);
    expect(outputs).toEqual({ "exit-code": "1" });
    expect(commandsIn(log)).toContainEqual(expect.stringMatching(/^::error .*src\/old-thing\.ts/));
    expect(summary).toContain("src/old-thing.ts");
    expect(readFiles(target.root)).toEqual(before);
    expect(api.requests).toEqual([]);
    // Outside of the checkout, whose settings are those of whoever made the pull request.
    expect(npx).toMatch(`conn-codemod@${readTool().version} in `);
    expect(npx).not.toContain(target.root);
  });

  test("passes what it was given on", async () => {
    const { "src/old-thing.ts": _moved, ...files } = smallFiles;
    const target = await smallTarget({ ...files, "src/thing.ts": "export {};\n", "sub dir/x": "" });
    const inputs = {
      phase: "1\n2",
      exec: "true",
      json: "report.json",
      sarif: "out.sarif",
      args: `--cwd\n${target.root}\n--format\njunit=../../a b.xml`,
      "working-directory": "sub dir",
    };
    const { exitCode, outputs } = await run(target, inputs);
    expect({ exitCode, ...outputs }).toEqual({ exitCode: 1, "exit-code": "1" });
    const folder = join(target.root, "sub dir");
    expect(readdirSync(folder).sort()).toEqual(["out.sarif", "report.json", "x"]);
    expect(readdirSync(target.beside)).toContain("a b.xml");
    const report = readReport(readFileSync(join(folder, "report.json"), "utf8"), "report.json");
    expect(report.criteria.map(({ status }) => status)).toEqual(["pass", "pass", "pass", "fail"]);
    const { exitCode: held } = await run(target, { phase: "1", exec: "true" });
    expect(held).toBe(0);
  });

  test("comments, and has the summary once", async () => {
    const target = await smallTarget();
    const written = await run(target, { comment: "true" });
    expect({ exitCode: written.exitCode, ...written.outputs }).toEqual({
      exitCode: 1,
      "exit-code": "1",
    });
    expect(written.log).toContain("the comment on pull request 5 was created");
    expect(api.comments).toHaveLength(1);
    const same = await run(target, { comment: "true" }, { GITHUB_TOKEN: TOKENS.read });
    expect(same.log).toContain("says the same already");
    expect(same.exitCode).toBe(1);
    api.comments.pop();
    const refused = await run(target, { comment: "true" }, { GITHUB_TOKEN: TOKENS.read });
    expect(refused.exitCode).toBe(1);
    expect(refused.log).toContain("the report is in the summary of the job instead");
    expect(refused.summary).toBe(written.summary);
  });

  test("fails if it could not comment", async () => {
    const env = { GITHUB_REPOSITORY: "acme/other" };
    const { exitCode, outputs, log } = await run(await smallTarget(), { comment: "true" }, env);
    expect({ exitCode, ...outputs }).toEqual({ exitCode: 2, "exit-code": "2" });
    expect(log).toContain("GitHub answered 404");
  });

  test("comments only where there is a pull request", async () => {
    const env = { GITHUB_EVENT_NAME: "push" };
    const { exitCode, log } = await run(await smallTarget(), { comment: "true" }, env);
    expect(exitCode).toBe(1);
    expect(log).toContain("no comment: the event push is of no pull request");
    expect(api.requests).toEqual([]);
  });

  test("runs the commands of the plan where there is no token", async () => {
    const criteria = [{ kind: "command", params: { command: "! env | grep ghs_" } }];
    const phases = [{ id: "1", title: "Nothing", criteria }];
    const target = await smallTarget(smallFiles, { ...smallPlan, phases });
    const { exitCode } = await run(target, { exec: "true", comment: "true" });
    expect(exitCode).toBe(0);
    expect(api.comments).toHaveLength(1);
  });

  test.each([
    ["plan", "$(touch pwned)"],
    ["plan", '"; touch pwned; "'],
    ["phase", "1; touch pwned"],
    ["base", "`touch pwned`"],
    ["args", "--verbose; touch pwned\n$(touch pwned)"],
    ["version", "1.0.0 --call 'touch pwned'"],
    ["version", "file:."],
  ])("takes %s %s for no more than a text", async (name, value) => {
    const target = await smallTarget();
    const { exitCode } = await run(target, { [name]: value });
    expect(exitCode).not.toBe(0);
    expect(readFiles(target.root)).not.toHaveProperty("pwned");
  });

  test("does not expand a phase to the names of files", async () => {
    const { log } = await run(await smallTarget({ "1": "" }), { phase: "*" });
    expect(log).toContain("has no phase *;");
  });

  test("lets no name of a file be a command", async () => {
    const name = "src/\n::error::owned.ts";
    const target = await smallTarget({ ...smallFiles, [name]: "absentThing\n::warning::owned\n" });
    const { exitCode, log } = await run(target);
    expect(exitCode).toBe(1);
    expect(log).toContain("owned");
    const commands = commandsIn(log).filter((line) => /^\s*::\w+::owned/.test(line));
    expect(commands).toEqual([]);
  });

  test("ends with 2 if there is no report", async () => {
    const { exitCode, outputs } = await run(await smallTarget(), { plan: "absent.json" });
    expect({ exitCode, ...outputs }).toEqual({ exitCode: 2, "exit-code": "2" });
  });
});
