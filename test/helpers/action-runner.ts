import { chmodSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { parse } from "yaml";
import { z } from "zod";
import { program } from "./cli.ts";
import { writeFiles } from "./disk-tree.ts";
import { projectRoot, temporaryFolder } from "./fixture-tree.ts";

const texts = z.record(z.string(), z.string());

/** A composite action, as far as this project's uses what there is. Anything else is an error. */
const schema = z.strictObject({
  name: z.string(),
  description: z.string(),
  inputs: z.record(
    z.string(),
    z.strictObject({ description: z.string().min(1), default: z.string() }),
  ),
  outputs: z.record(z.string(), z.strictObject({ description: z.string(), value: z.string() })),
  runs: z.strictObject({
    using: z.literal("composite"),
    steps: z.array(
      z.strictObject({
        id: z.string(),
        if: z.string().optional(),
        shell: z.literal("bash"),
        "working-directory": z.string().optional(),
        env: texts,
        run: z.string(),
      }),
    ),
  }),
});

/** This project's action. */
export const action = schema.parse(parse(readFileSync(join(projectRoot, "action.yml"), "utf8")));

export interface ActionRun {
  /** The exit code of the last step, at which a failing run ends. */
  readonly exitCode: number | undefined;
  /** What all steps have printed, in order. */
  readonly log: string;
  /** The summaries of the steps, one after the other. */
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** What npx was asked to do: the package, and where. */
  readonly npx: string;
}

/**
 * Runs the steps of the action in the folder `workspace` as the runner would: each script from a
 * file of its own with the runner's options for bash, inputs and outputs by expressions. `npx` is
 * one that has this project's build. `env` is what the workflow and the runner set.
 */
export async function runAction(
  workspace: string,
  inputs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>>,
): Promise<ActionRun> {
  for (const name of Object.keys(inputs)) {
    if (!(name in action.inputs)) throw new Error(`the action has no input ${name}`);
  }
  const temporary = await temporaryFolder();
  const outputsOf: Record<string, Readonly<Record<string, string>>> = {};
  const known = (name: string): string => {
    const [room = "", one = "", , key = ""] = name.split(".");
    if (room === "inputs") return inputs[one] ?? replaced(action.inputs[one]?.default ?? "");
    if (name === "github.token") return env["GITHUB_TOKEN"] ?? "";
    if (room === "steps") return outputsOf[one]?.[key] ?? "";
    throw new Error(`the runner of this test does not know ${name}`);
  };
  const replaced = (text: string): string =>
    text.replaceAll(/\$\{\{ *([\w.-]+) *\}\}/g, (_whole, name: string) => known(name));

  const { GITHUB_TOKEN: _hidden, ...runner } = env;
  let log = "";
  let summary = "";
  let exitCode: number | undefined = 0;
  for (const [index, step] of action.runs.steps.entries()) {
    if (step.if !== undefined && !holds(step.if, known)) continue;
    const folder = join(temporary, String(index));
    writeFiles(folder, { "script.sh": step.run, output: "", "summary.md": "" });
    const stepEnv = Object.entries(step.env).map(([name, value]) => [name, replaced(value)]);
    const script = ["--noprofile", "--norc", "-e", "-o", "pipefail", join(folder, "script.sh")];
    const result = await execa("bash", script, {
      cwd: join(workspace, replaced(step["working-directory"] ?? ".")),
      env: {
        PATH: `${npxFolder(temporary)}:${process.env["PATH"] ?? ""}`,
        HOME: temporary,
        RUNNER_TEMP: temporary,
        NPX_LOG: join(temporary, "npx.log"),
        GITHUB_ACTION_PATH: projectRoot,
        GITHUB_OUTPUT: join(folder, "output"),
        GITHUB_STEP_SUMMARY: join(folder, "summary.md"),
        ...runner,
        ...Object.fromEntries(stepEnv),
      },
      extendEnv: false,
      reject: false,
      all: true,
      stdin: "ignore",
    });
    log += `${result.all}\n`;
    summary += readFileSync(join(folder, "summary.md"), "utf8");
    outputsOf[step.id] = outputIn(readFileSync(join(folder, "output"), "utf8"));
    exitCode = result.exitCode;
    if (exitCode !== 0) break;
  }
  const outputs = Object.fromEntries(
    Object.entries(action.outputs).map(([name, { value }]) => [name, replaced(value)]),
  );
  const npxLog = join(temporary, "npx.log");
  const npx = existsSync(npxLog) ? readFileSync(npxLog, "utf8") : "";
  return { exitCode, log, summary, outputs, npx };
}

/** A folder with an `npx` that finds the one package it is asked for in this project. */
function npxFolder(temporary: string): string {
  const folder = join(temporary, "path");
  mkdirSync(folder, { recursive: true });
  writeFiles(folder, {
    npx: `#!/usr/bin/env bash
set -eu
[ "$1 $2 $4" = "--yes --package --" ]
echo "$3 in $PWD" >> "$NPX_LOG"
shift 4
PATH="\${0%/*}/installed:$PATH" exec "$@"
`,
    "installed/conn-codemod": `#!/usr/bin/env bash\nexec '${process.execPath}' '${program}' "$@"\n`,
  });
  for (const path of ["npx", "installed/conn-codemod"]) chmodSync(join(folder, path), 0o755);
  return folder;
}

/** Whether `a == 'b' && c != ''` holds. */
function holds(condition: string, known: (name: string) => string): boolean {
  const inner = /^\$\{\{(.*)\}\}$/.exec(condition)?.[1] ?? condition;
  return inner.split("&&").every((part) => {
    const [, name = "", operator, value] = /^ *([\w.-]+) *([!=]=) *'(.*)' *$/.exec(part) ?? [];
    return (known(name) === value) === (operator === "==");
  });
}

function outputIn(file: string): Record<string, string> {
  const pairs = file
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const equals = line.indexOf("=");
      return [line.slice(0, equals), line.slice(equals + 1)] as const;
    });
  return Object.fromEntries(pairs);
}
