import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import { evaluate } from "../audits/evaluate.ts";
import { audit } from "../bin/commands/audit.ts";
import { run } from "../bin/commands/run.ts";
import { parseArguments } from "../bin/options.ts";
import { FORMATS } from "../bin/report/formats.ts";
import { readReport } from "../bin/report/read-report.ts";
import type { Report } from "../bin/report/report.ts";
import { compilePlan } from "../plans/compile.ts";
import { executePhases } from "../plans/execute.ts";
import { UserError } from "../workspace/errors.ts";
import { loadSnapshot } from "../workspace/load.ts";
import { readPlanFile } from "../workspace/named-files/read-plan-file.ts";
import { cli, program } from "./helpers/cli.ts";
import { projectRoot } from "./helpers/fixture-tree.ts";
import { sandboxOf, stateOf } from "./helpers/hostile-case.ts";
import type { HostileCase, Outcome, Sandbox } from "./helpers/hostile-case.ts";

const folder = join(projectRoot, "fixtures/hostile");
const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, "case.ts")));
const cases = await Promise.all(
  names.map(async (name) => {
    const loaded: unknown = await import(pathToFileURL(join(folder, name, "case.ts")).href);
    return { name, hostile: (loaded as { readonly default: HostileCase }).default };
  }),
);

describe.each(cases)("$name: $hostile.title", ({ hostile }) => {
  // Most of the time goes to git.
  test.concurrent("audit, run --dry-run, run, and every format of their reports", async () => {
    const sandbox = await sandboxOf(hostile);
    const dryRun = { ...(hostile.dryRun ?? hostile.run), writes: false };
    for (const [command, outcome] of [
      [["audit"], hostile.audit],
      [["run", "--dry-run"], dryRun],
      [["run"], hostile.run],
    ] as const) {
      const seen = await observe(command, hostile, sandbox, outcome);
      expect({ command, ...seen }).toEqual({
        command,
        exit: "refused" in outcome ? 2 : outcome.exit,
        missing: [],
        said: seen.said,
        reports: "refused" in outcome ? 0 : FORMATS.length,
        unsafe: [],
        around: "as it was",
        target: "writes" in outcome && outcome.writes ? "changed" : "as it was",
      });
    }
  });
});

/** What a command does; `missing` are the texts of `outcome` that it does not say. */
async function observe(
  command: readonly string[],
  { args = [] }: HostileCase,
  { whole, root, plan, reports }: Sandbox,
  outcome: Outcome,
) {
  const but = ["r", "target"];
  const [before, around] = [stateOf(root), stateOf(whole, but)];
  const files = FORMATS.map((format) => join(reports, `${command.join("")}.${format}`));
  const formats = FORMATS.flatMap((format, index) => ["--format", `${format}=${files[index]}`]);
  const own = args.includes("--cwd") ? [] : ["--cwd", root];
  const { exit, message } = await invoke([...command, plan, ...own, ...formats, ...args], whole);

  const written = files
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, "utf8"));
  const said =
    written.length === 0
      ? [message]
      : saidIn(readReport(written[FORMATS.indexOf("json")] ?? "", "the report"));
  const missing =
    "refused" in outcome
      ? outcome.refused.filter((text) => !message.includes(text))
      : (outcome.says ?? []).filter((line) => !said.includes(line));
  return {
    exit,
    missing,
    said,
    reports: written.length,
    unsafe: [message, ...written].flatMap((text) => UNSAFE.flatMap((it) => it.exec(text) ?? [])),
    around: same(stateOf(whole, but), around),
    target: same(stateOf(root), before),
  };
}

function same(one: unknown, other: unknown): string {
  return isDeepStrictEqual(one, other) ? "as it was" : "changed";
}

/** What no output may have in it: control characters but tab and line feed, and stack traces. */
const UNSAFE = [/[^\P{Cc}\n\t]/u, /\n\s+at .+:\d+:\d+/];

/** Runs a command in this process, as `main` would. Anything but a UserError is a bug. */
async function invoke(
  argv: readonly string[],
  cwd: string,
): Promise<{ readonly exit: number; readonly message: string }> {
  const output = { write: () => undefined, isTTY: false, columns: Infinity, color: false };
  const io = { cwd, stdout: output, stderr: output, terminal: () => undefined };
  try {
    const asked = await parseArguments(argv, "0.0.0", 80);
    if (asked.kind !== "command") throw new Error(`not a command: ${argv.join(" ")}`);
    const command = asked.command === "audit" ? audit : run;
    return { exit: await command(asked.options, io), message: "" };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { escapedLines } = await import("../bin/terminal/escape.ts");
    return { exit: 2, message: escapedLines(error.message).join("\n") };
  }
}

/** What a report says, a line each. */
function saidIn({ notes, skippedPaths, criteria }: Report): readonly string[] {
  return [
    ...notes.map(
      ({ severity, code, path, line, column }) => `${severity} ${code} ${path}:${line}:${column}`,
    ),
    ...skippedPaths.map(({ code, path }) => `skipped ${code} ${path}`),
    ...criteria.map(({ id, status }) => `criterion ${id} ${status}`),
  ];
}

describe("files that cannot be read any more", () => {
  const steps = [
    { kind: "rename-name", params: { from: "oldThing", to: "newThing", in: ["src/**"] } },
  ];
  const criteria = [{ kind: "zero-references", params: { name: "oldThing", paths: ["src"] } }];
  const phases = [{ id: "1", title: "All", steps, criteria }];
  const { phases: compiled } = compilePlan({ id: "a", title: "a", phases }, "a test");

  test("one that vanishes between the list and the read is told by steps and criteria", async () => {
    const { root } = await sandboxOf({ title: "", run: { exit: 0 }, audit: { exit: 0 } });
    const { snapshot } = await loadSnapshot(root);
    rmSync(join(root, "src/user.ts"));
    const [found] = await evaluate(compiled[0]?.criteria ?? [], snapshot, {});
    expect(found?.verdict.status).toBe("error");
    expect(found?.verdict.message).toContain("src/user.ts has gone since the files were listed");
    const [phase] = await executePhases(compiled, snapshot);
    expect(phase?.steps[0]?.notes).toEqual([
      expect.objectContaining({ severity: "manual", code: "unreadable", path: "src/user.ts" }),
    ]);
  });

  test.runIf(process.getuid)("one that may not be read, and a folder", async () => {
    const { whole, root } = await sandboxOf({
      title: "",
      files: { "src/locked.ts": "oldThing;\n", "locked/a.ts": "oldThing;\n" },
      run: { exit: 0 },
      audit: { exit: 0 },
    });
    rmSync(join(root, ".git"), { recursive: true });
    for (const path of [whole, join(whole, "target"), join(root, "src")]) chmodSync(path, 0o755);
    for (const path of ["src/locked.ts", "locked"]) chmodSync(join(root, path), 0);
    const isRoot = process.getuid?.() === 0;
    // To root nothing is locked.
    if (isRoot) process.seteuid?.(65_534);
    try {
      const { snapshot, listing } = await loadSnapshot(root);
      const [found] = await evaluate(compiled[0]?.criteria ?? [], snapshot, {});
      expect(found?.verdict.status).toBe("error");
      expect(found?.verdict.message).toContain("src/locked.ts cannot be read: EACCES");
      expect(listing.skipped).toEqual([
        expect.objectContaining({ code: "unreadable", path: "locked" }),
      ]);
    } finally {
      if (isRoot) process.seteuid?.(0);
      chmodSync(join(root, "locked"), 0o755);
    }
  });
});

const whole =
  '{ id: "a", title: "a", phases: [{ id: "1", title: "a", criteria: [{ kind: "path-present", params: { paths: ["src"] } }] }] }';
async function audited(text: string) {
  const hostile: HostileCase = {
    title: "",
    plan: { file: "plan.mjs", text },
    run: { exit: 0 },
    audit: { exit: 0 },
  };
  const { root, plan } = await sandboxOf(hostile);
  return await cli(root, ["audit", plan, "--format", "json"]);
}

describe("a plan that is code cannot pass for the program", () => {
  test("what it prints is not on standard output, and what it leaves running keeps nobody waiting", async () => {
    const { exitCode, stdout, stderr } = await audited(
      `console.log("pwned"); process.stdout.write("pwned"); setInterval(() => {}, 1000); export default ${whole};`,
    );
    expect(readReport(stdout, "standard output").exitCode).toBe(0);
    expect(stderr).toContain("pwned");
    expect(exitCode).toBe(0);
  });

  test("it cannot end the process, nor decide how it ends", async () => {
    const { exitCode, stdout, stderr } = await audited(
      `process.exitCode = 0; process.exit(0); export default ${whole};`,
    );
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain("could not load the plan");
    expect(stderr).toContain("process.exit(0)");
  });

  test("one that waits forever is given up", async () => {
    const { plan, whole: folder } = await sandboxOf({
      title: "",
      plan: { file: "plan.mjs", text: `await new Promise(() => {}); export default ${whole};` },
      run: { exit: 0 },
      audit: { exit: 0 },
    });
    await expect(readPlanFile(plan, folder, { loadingMs: 100 })).rejects.toThrow(
      "has not finished loading",
    );
  });

  test("one that never lets go is ended by Ctrl-C, which leaves nothing behind", async () => {
    const sandbox = await sandboxOf({
      title: "",
      plan: {
        file: "plan.mjs",
        text: `import { writeFileSync } from "node:fs"; writeFileSync("../r/there", ""); while (true);`,
      },
      run: { exit: 0 },
      audit: { exit: 0 },
    });
    const { root, plan, reports } = sandbox;
    const before = stateOf(root);
    const child = spawn(process.execPath, [program, "run", plan], { cwd: root, stdio: "ignore" });
    const ended = once(child, "exit");
    await expect.poll(() => existsSync(join(reports, "there")), { timeout: 30_000 }).toBe(true);
    child.kill("SIGINT");
    expect(await ended).toEqual([null, "SIGINT"]);
    expect(stateOf(root)).toEqual(before);
    expect(existsSync(join(root, ".conn-codemod"))).toBe(false);
  });
});
