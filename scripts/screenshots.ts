// Makes the pictures of the README: the terminal view, the review page and the gate's page, of the
// fixture monorepo. `npm run screenshots`, with a Chromium installed.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import type { Report } from "../bin/report/report.ts";
import { launchChromium } from "../test/helpers/chromium.ts";
import { ansiToHtml } from "./ansi-to-html.ts";

const project = fileURLToPath(new URL("..", import.meta.url));
const pictures = join(project, "docs", "screenshots");
const folder = realpathSync(mkdtempSync(join(tmpdir(), "conn-codemod-screenshots-")));
const target = join(folder, "console");

/** How many lines of what was printed are shown: of the diff, of what follows it, and at the end. */
const SHOWN = { diff: 14, report: 36, end: 2 };

try {
  await main();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function main(): Promise<void> {
  cpSync(join(project, "fixtures", "console", "before"), target, { recursive: true });
  git("init", "--quiet", "--initial-branch=main");
  commit("Start");
  const review = join(folder, "review.html");
  const json = join(folder, "review.json");
  const flags = ["--format", "pretty", "--format", `html=${review}`, "--format", `json=${json}`];
  const printed = conn(["run", "--phase", "1", "--dry-run", ...flags]);

  // Somebody merges a branch that was cut before: one of the files comes back as it was.
  const before = join(folder, "before.json");
  conn(["audit", "--phase", "1", "--format", `json=${before}`]);
  git("switch", "--quiet", "--create", "migrate");
  conn(["run", "--phase", "1"]);
  git("checkout", "--", seenFile(before, json));
  commit("Migrate");
  const gate = join(folder, "gate.html");
  conn(["audit", "--phase", "1", "--base", "main", "--suggest", "--format", `html=${gate}`]);

  const terminal = join(folder, "terminal.html");
  writeFileSync(terminal, terminalPage("conn-codemod run --phase 1 --dry-run", printed));
  const browser = await launchChromium();
  try {
    await shoot(browser, terminal, "terminal.png", 880, 900);
    await shoot(browser, review, "review.png", 1280, 900);
    await shoot(browser, gate, "gate.png", 1280, 900);
  } finally {
    await browser.close();
  }
}

/** An edited file in which the criteria see something before the change, in several places. */
function seenFile(before: string, after: string): string {
  const { criteria } = reportIn(before);
  const edited = reportIn(after).files.filter(({ change }) => change === "modified");
  const found = edited.find(({ path }) => {
    return criteria.flatMap(({ hits }) => hits).filter((hit) => hit.path === path).length > 3;
  });
  if (!found) throw new Error("the criteria see no edited file");
  return found.path;
}

function reportIn(file: string): Report {
  return JSON.parse(readFileSync(file, "utf8")) as Report;
}

/** The command and what it printed, shortened. */
function terminalPage(command: string, printed: string): string {
  const all = printed.trimEnd().split("\n");
  const phases = all.findIndex((line) => line.includes("Phase"));
  const middle = phases + SHOWN.report;
  const cut = [
    ...all.slice(0, SHOWN.diff),
    `\u001B[2m⋮ ${phases - SHOWN.diff} more lines\u001B[22m`,
    "",
    ...all.slice(phases, middle),
    `\u001B[2m⋮ ${all.length - middle - SHOWN.end} more lines\u001B[22m`,
    "",
    ...all.slice(-SHOWN.end),
  ];
  return `<!doctype html><meta charset="utf-8"><style>
body { margin: 0; padding: 18px 22px; background: #16191d; color: #d7dce2; }
pre { margin: 0; font: 13px/1.42 "DejaVu Sans Mono", ui-monospace, monospace; white-space: pre-wrap; }
.bold { font-weight: 700; color: #fff; } .dim { color: #8b95a0; } .red { color: #ff8f86; }
.green { color: #74d192; } .yellow { color: #e5b454; } .cyan { color: #6cc7dd; }
.blue { color: #7db7f5; } .magenta { color: #d59bf0; } .gray { color: #8b95a0; }
</style><pre>${ansiToHtml(`\u001B[32m$\u001B[39m ${command}\n${cut.join("\n")}`)}</pre>`;
}

async function shoot(
  browser: Browser,
  file: string,
  name: string,
  width: number,
  height: number,
): Promise<void> {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: "light" });
  await page.goto(pathToFileURL(file).href);
  const path = join(pictures, name);
  await page.screenshot({ path, fullPage: name === "terminal.png" });
  console.log(`${path}: ${Math.round(readFileSync(path).length / 1024)} kB`);
}

/** Runs the program in the copy; returns what it prints. */
function conn(args: readonly string[]): string {
  const env = { ...process.env, FORCE_COLOR: "1", COLUMNS: "104" };
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(project, "bin", "conn-codemod.js"), ...args],
    { cwd: target, encoding: "utf8", env, maxBuffer: 2 ** 26 },
  );
  if (status !== 0 && status !== 1) throw new Error(`${args.join(" ")}: ${stderr}`);
  return stdout;
}

function commit(message: string): void {
  git("add", "--all");
  git("commit", "--quiet", "--message", message);
}

function git(...args: readonly string[]): void {
  const env = { ...process.env };
  // Started by a git hook, this would otherwise work on the repository of the hook.
  for (const name of Object.keys(env)) if (name.startsWith("GIT_")) delete env[name];
  const settings = ["user.name=Demo", "user.email=demo@example.com", "commit.gpgSign=false"];
  const { status, stderr } = spawnSync(
    "git",
    [...settings.flatMap((setting) => ["-c", setting]), ...args],
    { cwd: target, encoding: "utf8", env },
  );
  if (status !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
}
