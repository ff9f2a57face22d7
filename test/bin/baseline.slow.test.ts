import { chmodSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cli } from "../helpers/cli.ts";
import { git, modeOf, readFiles, writeFiles } from "../helpers/disk-tree.ts";
import { readReport } from "../helpers/report-schema.ts";
import { smallTarget } from "../helpers/small-target.ts";

const criterion = "1/zero-references/oldName, src";
const plan = {
  id: "small",
  title: "An old name goes",
  names: ["oldName"],
  phases: [
    {
      id: "1",
      title: "All of it",
      criteria: [{ kind: "zero-references", params: { name: "oldName", paths: ["src"] } }],
    },
  ],
};
const files = {
  "src/a.ts": "use(oldName);\nmore(oldName);\n",
  "src/b.ts": "use(oldName);\n",
  "src/c.ts": "use(oldName);\n",
  "src/d.ts": "use(oldName);\n",
  "src/e.ts": "use(oldName);\n",
};
const ACCEPT = ["--update-baseline", "--accept-new"];

async function withBaseline(name = "known.txt") {
  const { root, plan: planFile } = await smallTarget(files, plan);
  const audit = (...args: readonly string[]) =>
    cli(root, ["audit", planFile, "--baseline", name, ...args]);
  const baseline = () => readFileSync(join(root, name), "utf8");
  return { root, audit, baseline };
}

describe("audit --baseline", () => {
  test("is made with --accept-new only, holds then, and is no finding of its own", async () => {
    const { root, audit, baseline } = await withBaseline("src/known.txt");
    for (const args of [[], ["--update-baseline"]]) {
      const { exitCode, stderr, stdout } = await audit(...args);
      expect([exitCode, stdout]).toEqual([2, ""]);
      expect(stderr).toContain("there is no baseline src/known.txt");
      expect(stderr).toContain("--update-baseline --accept-new");
      expect(readFiles(root)).toEqual(files);
    }
    expect((await audit(...ACCEPT)).exitCode).toBe(0);
    const [header, ...lines] = baseline().trimEnd().split("\n");
    expect(header).toMatch(/^# /);
    expect(lines).toEqual([
      `${criterion}\tsrc/a.ts\tmore(oldName);`,
      ...["a", "b", "c", "d", "e"].map((file) => `${criterion}\tsrc/${file}.ts\tuse(oldName);`),
    ]);

    const { exitCode, stdout } = await audit("--format", "json");
    expect(exitCode).toBe(0);
    const report = JSON.parse(stdout);
    expect(report.baseline).toMatchObject({ known: 6, unknown: 0, stale: [] });
    expect(report.criteria[0]).toMatchObject({ status: "fail", baselined: 18 });
    expect(readReport(stdout).occurrences["oldName"]).toMatchObject({
      total: 18,
      allowed: 12,
      unresolved: 6,
    });
  });

  test("fails for a new finding, and shows it before those that are known", async () => {
    const { root, audit, baseline } = await withBaseline();
    await audit(...ACCEPT);
    const before = baseline();
    writeFiles(root, { "src/z.ts": "fresh(oldName);\n" });
    const { exitCode, stdout } = await audit();
    expect(exitCode).toBe(1);
    expect(stdout).toContain("7 hits, 6 known to the baseline");
    const shown = stdout.slice(stdout.indexOf("Criteria of"));
    expect(shown.indexOf("src/z.ts:1:7")).toBeLessThan(shown.indexOf("src/a.ts:1:5"));
    expect(shown).toContain("1 finding not in it");
    expect((await audit("--update-baseline")).exitCode).toBe(1);
    expect(baseline()).toBe(before);
    expect((await audit(...ACCEPT)).exitCode).toBe(0);
    expect(baseline()).toContain("src/z.ts\tfresh(oldName);\n");
  });

  test("fails for a line without a finding, until it is taken out", async () => {
    const { root, audit, baseline } = await withBaseline();
    await audit(...ACCEPT);
    writeFiles(root, { "src/b.ts": "use(fresh);\n" });
    const stale = await audit();
    expect(stale.exitCode).toBe(1);
    expect(stale.stdout).toContain("1 line whose finding is gone");
    expect(stale.stdout).toContain("src/b.ts  use(oldName);");
    const updated = await audit("--update-baseline");
    expect(updated.exitCode).toBe(0);
    expect(updated.stdout).toContain("5 findings known, 1 line taken out");
    expect(baseline()).not.toContain("src/b.ts");
    expect((await audit()).exitCode).toBe(0);
  });

  test("follows a rename, and says so", async () => {
    const { root, audit, baseline } = await withBaseline();
    await audit(...ACCEPT);
    mkdirSync(join(root, "src/deep"));
    git(root, "mv", "src/a.ts", "src/deep/fresh.ts");
    const { exitCode, stdout } = await audit();
    expect(exitCode).toBe(0);
    expect(stdout).toContain("src/a.ts → src/deep/fresh.ts (2 findings)");
    expect((await audit("--update-baseline")).exitCode).toBe(0);
    expect(baseline()).not.toContain("src/a.ts");
    expect((await audit()).stdout).not.toContain("another name");
  });

  test("keeps the mode of the file, and a symlink to it", async () => {
    const { root, audit } = await withBaseline("link.txt");
    writeFiles(root, { "ci/known.txt": `${criterion}\tsrc/gone.ts\tuse(oldName);\n` });
    chmodSync(join(root, "ci/known.txt"), 0o664);
    symlinkSync("ci/known.txt", join(root, "link.txt"));
    await audit(...ACCEPT);
    expect(readFiles(root)["link.txt"]).toBe("-> ci/known.txt");
    expect(modeOf(root, "ci/known.txt")).toBe("664");
    expect(Object.keys(readFiles(root)).filter((path) => path.startsWith("ci/"))).toHaveLength(1);
    expect((await audit()).exitCode).toBe(0);
  });

  test.each([
    ["--update-baseline", ["--update-baseline"], "--baseline FILE"],
    ["--accept-new", ["--baseline", "known.txt", "--accept-new"], "--update-baseline"],
  ])("%s alone means nothing", async (_, args, needed) => {
    const { root, plan: planFile } = await smallTarget(files, plan);
    const { exitCode, stderr } = await cli(root, ["audit", planFile, ...args]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(needed);
  });

  test("that cannot be believed gives 2, with the place", async () => {
    const { root, audit } = await withBaseline();
    const told = async (content: string | Uint8Array, ...args: readonly string[]) => {
      writeFiles(root, { "known.txt": content });
      const { exitCode, stderr } = await audit(...args);
      expect(exitCode).toBe(2);
      expect(readFiles(root)["known.txt"]).toBe(Buffer.from(content).toString("latin1"));
      return stderr;
    };
    const wild = `# Known\n${criterion}\tsrc/**\tuse(oldName);\n`;
    expect(await told(wild)).toContain('known.txt:2: "src/**" has a wildcard');
    expect(await told(wild, ...ACCEPT)).toContain("by hand");
    expect(await told("{}\n")).toContain("known.txt:1: it is not a criterion");
    expect(await told(`1/k/none\tsrc/a.ts\tx\n`)).toContain("no criterion");
    expect(await told(Buffer.from([0xff, 0xfe, 0x41, 0]))).toContain("not UTF-8");
    expect(await told(Buffer.from("\0\0"))).toContain("known.txt:1:");
    expect((await audit("--baseline", "src")).exitCode).toBe(2);
    const folder = await withBaseline("src");
    const { exitCode, stderr } = await folder.audit();
    expect(exitCode).toBe(2);
    expect(stderr).toContain("could not read");
  });
});

async function merged(attributes: string, ours: readonly string[], theirs: readonly string[]) {
  const { root, audit, baseline } = await withBaseline();
  await audit(...ACCEPT);
  if (attributes !== "") writeFiles(root, { ".gitattributes": attributes });
  git(root, "add", "--all");
  git(root, "commit", "--quiet", "--message", "Baseline");
  git(root, "branch", "theirs");
  const fix = async (fixed: readonly string[]) => {
    for (const file of fixed) writeFiles(root, { [`src/${file}.ts`]: "use(fresh);\n" });
    expect((await audit("--update-baseline")).exitCode).toBe(0);
    git(root, "commit", "--quiet", "--all", "--message", `Fix ${fixed.join()}`);
  };
  await fix(ours);
  git(root, "checkout", "--quiet", "theirs");
  await fix(theirs);
  git(root, "merge", "--quiet", "--no-edit", "main");
  return { audit, baseline };
}

describe("two branches that both made it smaller", () => {
  test("merge to the smaller file, if their lines are not neighbours", async () => {
    const { audit, baseline } = await merged("", ["b"], ["d"]);
    expect(baseline().match(/src\/.\.ts/g)).toEqual([
      "src/a.ts",
      "src/a.ts",
      "src/c.ts",
      "src/e.ts",
    ]);
    expect((await audit()).exitCode).toBe(0);
  });

  test("with a union merge never conflict; what comes back is stale, and goes again", async () => {
    const { audit, baseline } = await merged("known.txt merge=union\n", ["b", "c"], ["c", "d"]);
    expect(baseline()).not.toContain("<<<");
    expect((await audit()).exitCode).not.toBe(0);
    expect((await audit("--update-baseline")).exitCode).toBe(0);
    expect(baseline().match(/src\/.\.ts/g)).toEqual(["src/a.ts", "src/a.ts", "src/e.ts"]);
    expect((await audit()).exitCode).toBe(0);
  });
});
