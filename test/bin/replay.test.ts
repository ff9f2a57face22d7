import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { cli } from "../helpers/cli.ts";
import type { CliResult } from "../helpers/cli.ts";
import { writeFiles } from "../helpers/disk-tree.ts";
import { temporaryFolder } from "../helpers/fixture-tree.ts";
import { smallPlan, smallTarget } from "../helpers/small-target.ts";
import type { SmallTarget } from "../helpers/small-target.ts";

/** What is changed in a test is not touched by another. */
let targets: SmallTarget[];
let configured: SmallTarget;
let inCode: SmallTarget;
let target: SmallTarget;
let cache: string;

const DOCUMENT = `# Plan

## Phase 1: Move

### Automated Verification
- [ ] File \`src/ignored/thing.ts\` does not exist
`;

beforeAll(async () => {
  targets = [];
  for (let count = 0; count < 37; count += 1) targets.push(await documented());
  configured = await smallTarget({
    "conn-codemod.config.json": JSON.stringify(smallPlan),
    "src/old-thing.ts": "export const thing = 1;\n",
  });
  inCode = await smallTarget({
    "conn-codemod.config.ts": 'export { default } from "./plan/plan.ts";\n',
    "plan/plan.ts": `import { definePlan, transform } from "conn-codemod";
      import { words } from "./words.ts";
      import type { FileInfo } from "jscodeshift";
      const shorten = ({ source }: FileInfo) => source.replace(words.from, words.to);
      export default definePlan({ ...words.plan, steps: [transform(shorten, "src/**")] });\n`,
    "plan/words.ts": `export const words = {
      from: "one", to: "two", plan: { id: "small", title: ${JSON.stringify(smallPlan.title)} } };\n`,
    "src/a.ts": "export const one = 1;\n",
  });
  // Longer ago than what may change once more without looking any different.
  await sleep(2100);
});

beforeEach(async () => {
  const next = targets.pop();
  if (!next) throw new Error("there are more tests than targets");
  target = next;
  cache = await temporaryFolder();
});

/** A target with a plan whose document git ignores, and so no listing has. */
async function documented(): Promise<SmallTarget> {
  const document = { path: "notes/document.md" };
  const made = await smallTarget(undefined, { ...smallPlan, document });
  writeFiles(made.root, {
    ".git/info/exclude": "ignored\nnotes\n",
    "notes/document.md": DOCUMENT,
  });
  return made;
}

const ask = (...args: string[]): Promise<CliResult> =>
  cli(target.root, args, { XDG_CACHE_HOME: cache });
const dryRun = () => ask("run", "--dry-run", "--plan", target.plan);
const audit = () => ask("audit", "--plan", target.plan);

const file = (name: string): string => join(target.root, name);

function replaceIn(path: string, from: string, to: string): void {
  const text = readFileSync(path, "utf8");
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
}

function entries(): string[] {
  const folder = join(cache, "conn-codemod");
  return readdirSync(folder).map((name) => join(folder, name));
}

/** Puts another title into what is kept, by which it can be told when it is told again. */
function mark(): void {
  for (const entry of entries()) {
    const kept = readFileSync(entry, "utf8");
    expect(kept).toContain(smallPlan.title);
    writeFileSync(entry, kept.replaceAll(smallPlan.title, "Told once more"));
  }
}

const isToldAgain = ({ stdout }: CliResult): boolean => stdout.includes("Told once more");

describe("the same once more", () => {
  test.each([
    ["a dry run", ["run", "--dry-run"]],
    ["a check", ["run", "--check", "--format", "json"]],
    ["an audit", ["audit", "--strict"]],
    ["a status", ["status"]],
    ["an audit with suggestions, as SARIF", ["audit", "--suggest", "--format", "sarif"]],
  ])("%s comes to the same, and is told again", async (_what, args) => {
    const all = [...args, "--plan", target.plan];
    const first = await ask(...all);
    expect(await ask(...all)).toEqual(first);
    expect(entries()).toHaveLength(1);
    mark();
    const again = await ask(...all);
    expect(again.stdout.replaceAll("Told once more", smallPlan.title)).toBe(first.stdout);
    expect({ ...again, stdout: "" }).toEqual({ ...first, stdout: "" });
    expect(args.includes("sarif") || isToldAgain(again)).toBe(true);
  });

  test("nobody else can read what is kept", async () => {
    await audit();
    const [entry = ""] = entries();
    expect(statSync(entry).mode & 0o077).toBe(0);
    expect(statSync(join(cache, "conn-codemod")).mode & 0o077).toBe(0);
  });

  test("--no-cache works it out, and another command line does", async () => {
    await dryRun();
    mark();
    expect(isToldAgain(await ask("run", "--dry-run", "--no-cache", "--plan", target.plan))).toBe(
      false,
    );
    expect(isToldAgain(await ask("run", "-d", "--plan", target.plan))).toBe(false);
    expect(
      isToldAgain(
        await cli(target.beside, ["run", "--dry-run", "--cwd", "target", "--plan", "plan.json"], {
          XDG_CACHE_HOME: cache,
        }),
      ),
    ).toBe(false);
    expect(isToldAgain(await dryRun())).toBe(true);
  });

  test("a config is told of again", async () => {
    const env = { XDG_CACHE_HOME: cache };
    const first = await cli(configured.root, ["audit"], env);
    expect(first.stderr).toContain("plan small, from conn-codemod.config.json");
    mark();
    const again = await cli(configured.root, ["audit"], env);
    expect(isToldAgain(again)).toBe(true);
    expect(again.stderr).toBe(first.stderr);
  });

  test("a plan in code is told again while no module of it has changed", async () => {
    const run = () => cli(inCode.root, ["run", "--dry-run"], { XDG_CACHE_HOME: cache });
    const first = await run();
    expect(first.stdout).toContain("export const two = 1;");
    mark();
    const again = await run();
    expect(again.stdout.replaceAll("Told once more", smallPlan.title)).toBe(first.stdout);
    expect(isToldAgain(again)).toBe(true);
    replaceIn(join(inCode.root, "plan/words.ts"), '"two"', '"ten"');
    const other = await run();
    expect(other.stdout).toContain("export const ten = 1;");
    expect(isToldAgain(other)).toBe(false);
  });
});

/** Changes times, and nothing else. */
function touch(path: string): void {
  const past = new Date(Date.now() - 60_000);
  utimesSync(path, past, past);
}

describe("is told again where nothing that was looked at has changed:", () => {
  test.each<[string, () => void]>([
    ["a file that nobody looked into", () => writeFileSync(file("package.json"), "{}\n")],
    [
      "that file, to something that is no text",
      () => writeFileSync(file("package.json"), Uint8Array.of(0, 255)),
    ],
    ["nothing but the times of a file", () => touch(file("src/user.ts"))],
    [
      "nothing, since a file is what it was again",
      () => {
        replaceIn(file("src/user.ts"), "oldThing", "oldThong");
        replaceIn(file("src/user.ts"), "oldThong", "oldThing");
      },
    ],
  ])("%s", async (_what, change) => {
    const first = await audit();
    mark();
    change();
    const again = await audit();
    expect(isToldAgain(again)).toBe(true);
    expect(again.stdout.replaceAll("Told once more", smallPlan.title)).toBe(first.stdout);
    expect(isToldAgain(await audit())).toBe(true);
    // What comes later is compared with the tree as it was told of last.
    replaceIn(file("src/user.ts"), "oldThing", "newThing");
    expect(isToldAgain(await audit())).toBe(false);
  });

  test("a file was changed just now", async () => {
    writeFileSync(file("src/user.ts"), "export const oldThing = 1;\n");
    await audit();
    mark();
    expect(isToldAgain(await audit())).toBe(true);
    writeFileSync(file("src/user.ts"), "export const oldThing = 2;\n");
    expect(isToldAgain(await audit())).toBe(false);
  });
});

describe("is worked out anew where", () => {
  test.each<[string, () => void]>([
    [
      "a file has other content of the same length",
      () => replaceIn(file("src/user.ts"), "oldThing", "oldThong"),
    ],
    [
      "a name comes into a file that nobody looked into",
      () => writeFileSync(file("package.json"), '{ "name": "oldThing" }\n'),
    ],
    ["a file may be executed", () => chmodSync(file("package.json"), 0o755)],
    ["a file has come", () => writeFileSync(file("new.ts"), "")],
    ["a file may not be read any more", () => chmodSync(file("src/user.ts"), 0o000)],
    [
      "something has come that git ignores, where a criterion wants nothing",
      () => writeFiles(target.root, { "src/ignored/thing.ts": "" }),
    ],
    [
      "the document has changed, which git ignores",
      () =>
        writeFileSync(file("notes/document.md"), `${DOCUMENT}- [ ] File \`x\` does not exist\n`),
    ],
    ["the plan has changed", () => replaceIn(target.plan, "documents that", "those that")],
    [
      "what is kept is not whole",
      () => {
        for (const entry of entries())
          writeFileSync(entry, readFileSync(entry, "utf8").slice(0, -9));
      },
    ],
  ])("%s", async (_what, change) => {
    await audit();
    mark();
    change();
    expect(isToldAgain(await audit())).toBe(false);
  });

  test("the plan is where it was, and no longer a link into the target", async () => {
    const link = join(target.beside, "link.json");
    const text = readFileSync(target.plan, "utf8");
    writeFileSync(file("own.json"), text);
    symlinkSync(file("own.json"), link);
    await sleep(2100);
    const args = ["audit", "--format", "json", "--plan", link];
    await ask(...args);
    rmSync(link);
    writeFileSync(link, text);
    expect(await ask(...args)).toEqual(await ask(...args, "--no-cache"));
  });

  test("the document is another file of the target, by a link that git ignores", async () => {
    const other = DOCUMENT.replace("ignored/thing", "user");
    writeFiles(target.root, { "a/document.md": DOCUMENT, "b/document.md": other });
    rmSync(file("notes"), { recursive: true });
    symlinkSync("a", file("notes"));
    await audit();
    mark();
    rmSync(file("notes"));
    symlinkSync("b", file("notes"));
    const again = await audit();
    expect(isToldAgain(again)).toBe(false);
    expect(again).toEqual(await ask("audit", "--plan", target.plan, "--no-cache"));
  });

  test("there is a pipe instead of the plan, or of its document", async () => {
    await audit();
    for (const path of [file("notes/document.md"), target.plan]) {
      rmSync(path);
      execFileSync("mkfifo", [path]);
      const { exitCode, stderr } = await audit();
      expect({ exitCode, stderr }).toEqual({
        exitCode: 2,
        stderr: expect.stringContaining("it is not a file"),
      });
    }
  });

  test("the plan was changed just now", async () => {
    replaceIn(target.plan, "documents that", "those that");
    await audit();
    expect(() => entries()).toThrow(/ENOENT/);
  });

  test("a link to the plan was made just now", async () => {
    const link = join(target.beside, "link.json");
    symlinkSync(target.plan, link);
    await ask("audit", "--plan", link);
    expect(() => entries()).toThrow(/ENOENT/);
  });

  test.each([
    ["commands are run", ["audit", "--exec"]],
    ["a patch is written", ["run", "--dry-run", "--patch", "out.diff"]],
    ["a commit is looked at too", ["audit", "--base", "HEAD"]],
  ])("%s", async (_what, args) => {
    await ask(...args, "--plan", target.plan);
    expect(() => entries()).toThrow(/ENOENT/);
  });

  test("the plan is code that may read anything", async () => {
    const plan = join(target.beside, "plan.mjs");
    writeFileSync(plan, `export default (${JSON.stringify(smallPlan)});\nprocess.cwd();\n`);
    await ask("audit", "--plan", plan);
    expect(() => entries()).toThrow(/ENOENT/);
  });

  test("nothing can be kept", async () => {
    writeFileSync(join(cache, "conn-codemod"), "no folder");
    const first = await audit();
    expect(await audit()).toEqual(first);
    expect(first.stderr).toBe("");
  });
});

/** What is said of a target with a broken index, with what may be kept and without. */
async function broken(config: string, args: string[]): Promise<CliResult[]> {
  const { root } = await smallTarget({ "conn-codemod.config.json": config });
  writeFiles(root, { ".git/index": "no index" });
  return await Promise.all(
    [args, [...args, "--no-cache"]].map((all) => cli(root, all, { XDG_CACHE_HOME: cache })),
  );
}

describe("git cannot read the checkout, and", () => {
  test("the plan is told before that", async () => {
    const [first, worked] = await broken(JSON.stringify(smallPlan), ["audit"]);
    expect(first?.stderr).toMatch(/^plan small, from .*\n.*git could not read/);
    expect(first).toEqual(worked);
  });

  test("what is wrong with the plan is told instead", async () => {
    const [first, worked] = await broken("no plan", ["run", "--dry-run"]);
    expect(first?.stderr).toContain("is not JSON");
    expect(first).toEqual(worked);
  });

  test("so it is where an outcome is kept", async () => {
    await audit();
    writeFileSync(file(".git/index"), "no index");
    writeFileSync(target.plan, "no plan");
    expect(await audit()).toEqual(await ask("audit", "--plan", target.plan, "--no-cache"));
  });
});

test("what was not asked for longest is dropped", async () => {
  const folder = join(cache, "conn-codemod");
  mkdirSync(folder, { mode: 0o700 });
  for (let index = 0; index < 70; index += 1) writeFileSync(join(folder, `old-${index}`), "");
  await audit();
  const names = readdirSync(folder);
  expect(names).toHaveLength(64);
  expect(names.filter((name) => !name.startsWith("old-"))).toHaveLength(1);
});
