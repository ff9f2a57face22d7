// Shows the main job on a copy of the fixture monorepo, as a user of the command line would see it.
// For a checkout of this project only: the fixtures are not in the package.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const project = fileURLToPath(new URL("..", import.meta.url));
const program = join(project, "bin", "conn-codemod.js");
const folder = realpathSync(mkdtempSync(join(tmpdir(), "conn-codemod-demo-")));
const target = join(folder, "console");

process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));

try {
  demo();
} catch (error) {
  console.error(`\ndemo: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

function demo() {
  say("A copy of the fixture monorepo, as a git checkout with everything committed.");
  cpSync(join(project, "fixtures", "console", "before"), target, { recursive: true });
  git("init", "--quiet");
  git("add", "--all");
  git("commit", "--quiet", "--message", "Start");

  say("1. What would phase 1 of the built-in plan change? Nothing is written.");
  conn(["run", "--phase", "1", "--dry-run"], 0);
  expect(git("status", "--porcelain") === "", "the dry run has written something");

  say("2. Apply it.");
  conn(["run", "--phase", "1"], 0);
  expect(git("status", "--porcelain") !== "", "the run has written nothing");

  say("3. Is anything left to do?");
  conn(["status", "--phase", "1"], 0);

  say("4. Do the plan's criteria hold?");
  const report = join(folder, "audit.json");
  conn(["audit", "--phase", "1", "--format", "pretty", "--format", `json=${report}`], 1);
  const { criteria } = JSON.parse(readFileSync(report, "utf8"));
  const other = criteria.filter(({ kind }) => kind !== "command");
  expect(other.length > 0, "the plan has no criteria but commands");
  for (const { status, title } of other) expect(status === "pass", `does not hold: ${title}`);

  say(
    `All ${other.length} criteria about the code hold. The audit exits with 1 all the same: ` +
      "the other ones are commands of the real repository, which are run with --exec only, and a " +
      "command that was not run has not passed. This copy has nothing installed to run them with.",
  );
}

/** Runs the program in the copy and shows what a terminal would show. */
function conn(args, expected) {
  console.log(`\n$ conn-codemod ${args.map((arg) => arg.replace(`${folder}/`, "../")).join(" ")}`);
  const { status, error } = spawnSync(process.execPath, [program, ...args], {
    cwd: target,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (error) throw error;
  expect(status === expected, `that should have ended with exit code ${expected}, not ${status}`);
}

function git(...args) {
  const env = { ...process.env };
  // Started by a git hook, this would otherwise work on the repository of the hook.
  for (const name of Object.keys(env)) if (name.startsWith("GIT_")) delete env[name];
  const settings = {
    "user.name": "Demo",
    "user.email": "demo@example.com",
    "commit.gpgSign": "false",
    "core.hooksPath": join(folder, "no-hooks"),
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  return execFileSync("git", [...options, ...args], {
    cwd: target,
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
}

function say(text) {
  console.log(`\n# ${text}`);
}

function expect(holds, otherwise) {
  if (!holds) throw new Error(otherwise);
}
