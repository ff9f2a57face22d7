import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { beforeEach, describe, expect, test } from "vitest";
import { readReport } from "../../bin/report/read-report.ts";
import type { Report } from "../../bin/report/report.ts";
import { renderJson } from "../../bin/report/json.ts";
import { cli, program } from "../helpers/cli.ts";
import type { CliResult } from "../helpers/cli.ts";
import { writeFiles } from "../helpers/disk-tree.ts";
import { temporaryFolder } from "../helpers/fixture-tree.ts";
import { GitHubApi, refusal, TOKENS } from "../helpers/github-api.ts";
import { hostileReport } from "../helpers/hostile-report.ts";
import { smallFiles, smallPlan, smallTarget } from "../helpers/small-target.ts";
import type { SmallTarget } from "../helpers/small-target.ts";

const MARKER = "<!-- conn-codemod:report plan=small -->";

let api: GitHubApi;

beforeEach(async () => {
  api = await GitHubApi.start();
});

/** Runs the program in the checkout as the runner would, for the event with `payload`. */
async function inWorkflow(
  { root, beside }: SmallTarget,
  args: readonly string[],
  { token = TOKENS.write, payload = {} }: { token?: string; payload?: unknown } = {},
): Promise<CliResult> {
  const event = { pull_request: { number: 5 }, ...(payload as object) };
  writeFiles(beside, { "event.json": JSON.stringify(event), "summary.md": "" });
  const result = await cli(root, args, {
    GITHUB_API_URL: api.url,
    GITHUB_SERVER_URL: "https://github.example.com",
    GITHUB_REPOSITORY: "acme/shop",
    GITHUB_RUN_ID: "77",
    GITHUB_REF: "",
    GITHUB_EVENT_PATH: join(beside, "event.json"),
    GITHUB_STEP_SUMMARY: join(beside, "summary.md"),
    GITHUB_TOKEN: token,
  });
  for (const text of [result.stdout, result.stderr]) {
    for (const secret of Object.values(TOKENS)) expect(text).not.toContain(secret);
  }
  return result;
}

const summaryOf = ({ beside }: SmallTarget): string =>
  readFileSync(join(beside, "summary.md"), "utf8");

describe("report --pull-request", () => {
  test("evaluates as audit does, and comments", async () => {
    const target = await smallTarget();
    const json = ["--format", "json"];
    const audit = await inWorkflow(target, ["audit", target.plan, ...json]);
    const report = await inWorkflow(target, ["report", target.plan, "--pull-request", ...json]);
    expect(report.stdout).toBe(audit.stdout);
    expect(report.exitCode).toBe(1);
    expect(report.stderr).toContain("the comment on pull request 5 was created");
    expect(api.comments.map(({ body }) => body)).toEqual([
      expect.stringContaining("src/old-thing.ts"),
    ]);
    expect(api.comments[0]?.body.split("\n")[0]).toBe(MARKER);
    expect(summaryOf(target)).toBe("");

    const again = await inWorkflow(target, ["report", target.plan, "--pull-request"]);
    expect(again.stderr).toContain("says the same already");
    const { "src/old-thing.ts": _moved, ...files } = smallFiles;
    const fixed = await smallTarget({ ...files, "src/thing.ts": "export const thing = 1;\n" });
    const args = ["report", fixed.plan, "--pull-request", "5", "--exec"];
    const held = await inWorkflow(fixed, args);
    expect(held.stderr).toContain("was updated");
    expect(held.exitCode).toBe(0);
    expect(api.comments).toHaveLength(1);
  });

  test("with a token that may only read, ends as it would have and fills the summary", async () => {
    const target = await smallTarget();
    const args = ["report", target.plan, "--pull-request"];
    const { exitCode, stderr } = await inWorkflow(target, args, { token: TOKENS.read });
    expect(exitCode).toBe(1);
    expect(stderr).toContain("the report is in the summary of the job instead");
    expect(summaryOf(target)).toContain("src/old-thing.ts");
    expect(summaryOf(target)).not.toContain(MARKER);
  });

  test("ends with 2 if it could not comment, and has handed the report out", async () => {
    const target = await smallTarget();
    const args = ["report", target.plan, "--pull-request", "6", "--verbose"];
    const { exitCode, stdout, stderr } = await inWorkflow(target, args);
    expect(exitCode).toBe(2);
    expect(stdout).toContain("src/old-thing.ts");
    expect(stderr).toContain("could not read the comments of pull request 6: GitHub answered 404");
    const expired = await inWorkflow(target, args, { token: "ghs_expired" });
    expect(expired.exitCode).toBe(2);
    expect(expired.stderr).not.toContain("ghs_expired");
  });

  test("waits for a server that is broken for a moment", async () => {
    const target = await smallTarget();
    api.interrupt = ({ method }, before) =>
      method === "GET" && before === 0 ? refusal(502, "Server Error") : undefined;
    const { stderr } = await inWorkflow(target, ["report", target.plan, "--pull-request"]);
    expect(stderr).toContain("was created");
  });

  test("asks for what it needs before it evaluates", async () => {
    const target = await smallTarget();
    const args = ["report", target.plan, "--pull-request"];
    const payload = { pull_request: undefined };
    const { exitCode, stdout, stderr } = await inWorkflow(target, args, { payload });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain("Pass its number: --pull-request 123");
    expect(api.requests).toEqual([]);
  });

  test("does not show the token to the commands of the plan", async () => {
    const criteria = [{ kind: "command", params: { command: 'test -z "$GITHUB_TOKEN"' } }];
    const phases = [{ id: "1", title: "Nothing", criteria }];
    const target = await smallTarget(smallFiles, { ...smallPlan, phases });
    const args = [target.plan, "--exec"];
    expect((await inWorkflow(target, ["audit", ...args])).exitCode).toBe(1);
    const report = await inWorkflow(target, ["report", ...args, "--pull-request"]);
    expect(report.exitCode).toBe(0);
    expect(report.stderr).toContain("was created");
  });

  test.each([
    [["--pull-request", "plan.json"], 'takes a number, and not "plan.json"'],
    [["--pull-request", "0"], 'takes a number, and not "0"'],
    [["--pull-request", "1", "--pull-request", "2"], "can be given once only"],
    [["--from", "x.json", "--phase", "1"], "arguments from and phase are mutually exclusive"],
    [["plan.json", "--from", "x.json"], "arguments from and plan are mutually exclusive"],
    [["--from", "absent.json"], "could not read"],
  ])("%s is refused", async (args, message) => {
    const { exitCode, stdout, stderr } = await cli(await temporaryFolder(), ["report", ...args]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(message);
  });
});

describe("report --from", () => {
  test("comments for a fork what a job without a token has found", async () => {
    const target = await smallTarget();
    const artifact = join(target.beside, "report.json");
    await cli(target.root, ["audit", target.plan, "--format", `json=${artifact}`]);

    const head = { label: "outsider:fix", ref: "fix", sha: "a1", repo: { id: 99 } };
    api.pulls.push({ number: 5, head });
    const head_repository = { id: 99, owner: { login: "outsider" } };
    const workflow_run = { id: 42, head_branch: "fix", head_sha: "a1", head_repository };
    const payload = { pull_request: undefined, repository: { id: 1 }, workflow_run };
    // Neither a checkout nor the plan is there.
    const elsewhere = { ...target, root: await temporaryFolder() };
    const args = ["report", "--from", artifact, "--pull-request"];
    const { exitCode, stderr } = await inWorkflow(elsewhere, args, { payload });
    expect(stderr).toContain("the comment on pull request 5 was created");
    expect(exitCode).toBe(1);
    expect(api.comments[0]?.body).toContain("src/old-thing.ts");
  });

  test("renders a report again, from standard input too, and ends as it did", async () => {
    const folder = await temporaryFolder();
    const json = renderJson(hostileReport);
    writeFileSync(join(folder, "report.json"), `\uFEFF${json}`);
    const fromFile = await cli(folder, ["report", "--from", "report.json", "--format", "json"]);
    expect(fromFile).toMatchObject({ exitCode: 1, stderr: "" });
    expect(JSON.parse(fromFile.stdout)).toEqual(hostileReport);
    const piped = await execa(process.execPath, [program, "report", "--from", "-"], {
      cwd: folder,
      input: json,
      reject: false,
    });
    expect(piped.exitCode).toBe(1);
    expect(piped.stdout).toContain("held all along");
    // oxlint-disable-next-line no-control-regex
    expect(piped.stdout).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202E]/);
  });
});

/** The report with something in it replaced: `["criteria", 0, "title"]` by `value`. */
function spoilt(at: readonly (string | number)[], value: unknown): string {
  const copy: unknown = JSON.parse(renderJson(hostileReport));
  let inner = copy as Record<string | number, unknown>;
  for (const key of at.slice(0, -1)) inner = inner[key] as Record<string | number, unknown>;
  inner[at.at(-1) ?? ""] = value;
  return JSON.stringify(copy);
}

describe("a report from anybody", () => {
  test("is what was written", () => {
    expect(readReport(renderJson(hostileReport), "x")).toEqual(hostileReport);
  });

  test("may have more in it, which is left out", () => {
    expect(readReport(spoilt(["later"], { script: 1 }), "x")).toEqual(hostileReport);
  });

  test.each([
    ["nothing", ""],
    ["no JSON", "{"],
    ["no report", "[]"],
    ["null", "null"],
    ["very deep", "[".repeat(200_000)],
    ["of a later version", spoilt(["schemaVersion"], 2)],
    ["a plan that ends the marker", spoilt(["plan"], "some --> @everyone")],
    ["a plan that is another line", spoilt(["plan"], "some\nother")],
    ["a command that there is not", spoilt(["command"], "::error::")],
    ["an exit code that there is not", spoilt(["exitCode"], 3)],
    ["a status that there is not", spoilt(["criteria", 0, "status"], "passed")],
    ["a path out of the target", spoilt(["notes", 0, "path"], "src/../../etc/passwd")],
    ["an absolute path", spoilt(["criteria", 0, "hits", 0, "path"], "/etc/passwd")],
    ["a line that is none", spoilt(["notes", 0, "line"], 1.5)],
    ["a line that is no number", spoilt(["notes", 0, "line"], "1")],
    ["parts that are not the total", spoilt(["occurrences", "someName", "total"], 1)],
    ["a text beyond all bounds", spoilt(["planTitle"], "x".repeat(1_000_000))],
    ["a list beyond all bounds", spoilt(["suggestions"], Array(300_000).fill(0))],
    ["a part missing", spoilt(["coverage"], undefined)],
  ])("is refused with %s", (_what, json) => {
    expect(() => readReport(json, "x.json")).toThrow(
      expect.objectContaining({ code: "not-a-report" }),
    );
  });

  test("cannot change what objects are", () => {
    const { occurrences } = hostileReport;
    const json = renderJson({
      ...hostileReport,
      occurrences: { a: occurrences["someName"] } as Report["occurrences"],
    });
    const read = readReport(json.replace('"a": {', '"__proto__": {'), "x");
    expect(Object.getPrototypeOf(read.occurrences)).toBe(Object.prototype);
    expect("total" in read.occurrences).toBe(false);
  });

  test("is refused without obeying it", async () => {
    const folder = await temporaryFolder();
    writeFileSync(
      join(folder, "bad.json"),
      spoilt(["\u001B[31mx"], 1).replace('"some"', '"\u202Ex"'),
    );
    const { exitCode, stdout, stderr } = await cli(folder, ["report", "--from", "bad.json"]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain("bad.json is not a report");
    expect(stderr).not.toContain("\u001B");
    expect(stderr).not.toContain("\u202E");
  });
});
