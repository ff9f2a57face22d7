import { describe, expect, test } from "vitest";
import { cli } from "../helpers/cli.ts";
import { readFiles } from "../helpers/disk-tree.ts";
import { readReport } from "../helpers/report-schema.ts";
import { smallFiles, smallPlan, smallTarget } from "../helpers/small-target.ts";

const [first, ...others] = smallPlan.phases;

/** The small plan with commands in its first phase, and a criterion that waits for them. */
const planWith = (...commands: readonly object[]) => ({
  ...smallPlan,
  phases: [
    {
      ...first,
      commands,
      criteria: [
        { kind: "path-present", params: { paths: ["src/made.txt"] }, afterCommands: true },
      ],
    },
    ...others,
  ],
});

const make = {
  command: "cat > made.txt; cat thing.ts; echo made >> made.txt",
  folder: "src",
  title: "make the file",
};
const list = { command: ["node", "-e", "console.log(process.argv[1])", "$HOME *"] };

describe("the commands of a phase", () => {
  test("are run with --exec when the change is written, and their output is kept", async () => {
    const { root, plan } = await smallTarget(smallFiles, planWith(make, list));
    const { exitCode, stdout } = await cli(root, ["run", plan, "--exec", "--format", "json"]);
    const report = readReport(stdout);
    expect(report.commands).toMatchObject([
      {
        phase: "1",
        command: make.command,
        folder: "src",
        status: "passed",
        // Nothing is on the command's standard input, and the module has been moved.
        output: "export const thing = 1;\n",
      },
      { folder: "", status: "passed", output: "$HOME *\n" },
    ]);
    expect(readFiles(root)["src/made.txt"]).toBe("made\n");
    expect(report.criteria.map(({ status }) => status)).toEqual(["pass"]);
    expect(exitCode).toBe(0);
  });

  test("are followed by the steps once more, on what they have written", async () => {
    const makeOld = { command: ["sh", "-c", "echo '// was oldThing' > src/generated.ts"] };
    const { root, plan } = await smallTarget(smallFiles, {
      ...planWith(makeOld),
      phases: [{ ...first, commands: [makeOld], criteria: [] }, ...others],
    });
    const { exitCode, stdout } = await cli(root, ["run", plan, "--exec", "--format", "json"]);
    expect(exitCode).toBe(0);
    expect(readFiles(root)["src/generated.ts"]).not.toContain("oldThing");
    expect(readReport(stdout).files).toContainEqual(
      expect.objectContaining({ path: "src/generated.ts", change: "modified" }),
    );
  });

  test("are still to do without --exec, and what waits for them is not failed", async () => {
    const { root, plan } = await smallTarget(smallFiles, planWith(make));
    const { exitCode, stdout } = await cli(root, ["run", plan, "--format", "json"]);
    const report = readReport(stdout);
    expect(report.commands).toMatchObject([{ status: "not-run", output: "" }]);
    expect(readFiles(root)).not.toHaveProperty(["src/made.txt"]);
    expect(report.criteria.map(({ status }) => status)).toEqual(["manual"]);
    expect(exitCode).toBe(0);

    const later = await cli(root, ["run", plan, "--exec", "--allow-dirty"]);
    expect(later.stdout).toContain("Commands after the change");
    expect(later.exitCode).toBe(0);
    expect(readFiles(root)["src/made.txt"]).toBe("made\n");
    const done = await cli(root, ["run", plan, "--format", "json"]);
    expect(readReport(done.stdout).criteria.map(({ status }) => status)).toEqual(["pass"]);
  });

  test("are not run in a dry run, nor by status; an audit judges what is there", async () => {
    const { root, plan } = await smallTarget(smallFiles, planWith(make));
    const dry = await cli(root, ["run", plan, "-d", "--exec"]);
    expect(dry.stdout).toContain("still to do");
    expect(dry.stdout).toContain(make.command);
    expect(dry.exitCode).toBe(0);
    expect((await cli(root, ["status", plan])).stdout).toContain("still to do");
    expect((await cli(root, ["plan", plan])).stdout).toContain("make the file");
    expect(readFiles(root)).toEqual(smallFiles);
    expect((await cli(root, ["audit", plan, "--exec"])).exitCode).toBe(1);
    expect(readFiles(root)).toEqual(smallFiles);
  });

  test("one that fails exits with 1, and those after it are not run", async () => {
    const failing = { command: "echo no; exit 3" };
    const { root, plan } = await smallTarget(smallFiles, planWith(failing, make));
    const { exitCode, stdout } = await cli(root, ["run", plan, "--exec", "--format", "json"]);
    expect(readReport(stdout).commands).toMatchObject([
      { status: "failed", output: "no\n", message: "exited with 3" },
      { status: "not-run" },
    ]);
    expect(exitCode).toBe(1);
    const again = await cli(root, ["run", plan, "--exec", "--allow-dirty"]);
    expect(again.stdout).toMatch(/exited with 3\n\s+no\n/);
    expect(again.stdout).toContain("A command of the plan failed");
  });

  test("one that takes too long is stopped, and one that is not there is named", async () => {
    const slow = { command: "sleep 60", timeoutSeconds: 0.2 };
    const stopped = await smallTarget(smallFiles, planWith(slow));
    const { stdout } = await cli(stopped.root, ["run", stopped.plan, "--exec"]);
    expect(stdout).toContain("stopped after 0.2 s");
    const absent = await smallTarget(smallFiles, planWith({ command: ["no-such-program"] }));
    const result = await cli(absent.root, ["run", absent.plan, "--exec"]);
    expect(result.exitCode).toBe(1);
    expect(result.stdout).toContain("could not start");
  });

  test("are not run where the phase is blocked", async () => {
    const blocked = { ...others[1], commands: [make] };
    const { root, plan } = await smallTarget(smallFiles, { ...smallPlan, phases: [blocked] });
    const args = ["run", plan, "--phase", "3", "--exec", "--format", "json"];
    const { exitCode, stdout } = await cli(root, args);
    expect(exitCode).toBe(1);
    expect(readReport(stdout).commands).toEqual([]);
    expect(readFiles(root)).toEqual(smallFiles);
  });

  test.each([
    [{ command: " " }, "must not be empty"],
    [{ command: [] }, "commands[0].command"],
    [{ command: "make", folder: "../elsewhere" }, "must be a path inside the repository"],
    [{ command: "make", timeoutSeconds: 0 }, "commands[0].timeoutSeconds"],
    [{ command: "make", shell: true }, "commands[0]"],
  ])("a plan may not say %j", async (command, message) => {
    const { root, plan } = await smallTarget(smallFiles, planWith(command));
    const { exitCode, stderr } = await cli(root, ["run", plan]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });
});
