import { cp, mkdir, readFile, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { execa } from "execa";
import { beforeAll, expect, test } from "vitest";
import { writeFiles } from "../helpers/disk-tree.ts";
import { projectRoot, temporaryFolder } from "../helpers/fixture-tree.ts";
import { smallTarget } from "../helpers/small-target.ts";
import type { SmallTarget } from "../helpers/small-target.ts";

/** The program as it is installed, with a Prettier that is a folder of its own. */
let installed: string;
let target: SmallTarget;
let cache: string;

beforeAll(async () => {
  [installed, cache] = [await temporaryFolder(), await temporaryFolder()];
  target = await smallTarget();
  for (const name of ["bin/conn-codemod.js", "dist", "package.json"]) {
    await cp(join(projectRoot, name), join(installed, name), { recursive: true });
  }
  const packages = join(projectRoot, "node_modules");
  await mkdir(join(installed, "node_modules"));
  for (const name of await readdir(packages)) {
    await symlink(join(packages, name), join(installed, "node_modules", name), "junction");
  }
  await rm(join(installed, "node_modules/prettier"));
  writePrettier("3.0.0");
  // Longer ago than what may change once more without looking any different.
  await sleep(2100);
});

function writePrettier(version: string): void {
  const original = pathToFileURL(join(projectRoot, "node_modules/prettier/index.mjs")).href;
  const exports = { ".": "./index.mjs", "./package.json": "./package.json" };
  writeFiles(join(installed, "node_modules/prettier"), {
    "package.json": JSON.stringify({ name: "prettier", version, exports }),
    "index.mjs": `export * from ${JSON.stringify(original)};\n`,
  });
}

async function dryRun(...args: string[]): Promise<string> {
  const all = ["run", "--dry-run", "--format", "json", "--plan", target.plan, ...args];
  const program = join(installed, "bin/conn-codemod.js");
  const { stdout } = await execa(process.execPath, [program, ...all], {
    cwd: target.root,
    env: { XDG_CACHE_HOME: cache },
    reject: false,
  });
  return stdout;
}

/** Puts another title into what is kept, by which it can be told when it is told again. */
async function mark(): Promise<void> {
  const folder = join(cache, "conn-codemod");
  for (const name of await readdir(folder)) {
    const kept = await readFile(join(folder, name), "utf8");
    await writeFile(
      join(folder, name),
      kept.replaceAll("Old things", "Told once more, old things"),
    );
  }
}

test("another version of the program, or of what it is built on, works an outcome out anew", async () => {
  await dryRun();
  await mark();
  expect(await dryRun()).toContain("Told once more");

  writePrettier("3.0.1");
  expect(await dryRun()).not.toContain("Told once more");

  const manifest = join(installed, "package.json");
  const text = await readFile(manifest, "utf8");
  await writeFile(manifest, text.replace(/"version": ".*?"/, '"version": "77.0.0"'));
  await sleep(2100);
  await dryRun();
  await mark();
  expect(await dryRun()).toContain("Told once more");
  await writeFile(manifest, text);
  const again = await dryRun();
  expect(again).not.toContain("77.0.0");
  expect(again).toBe(await dryRun("--no-cache"));
});
