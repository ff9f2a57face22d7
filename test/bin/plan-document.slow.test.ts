import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readReport } from "../../bin/report/read-report.ts";
import { cli } from "../helpers/cli.ts";
import { git, readFiles, writeFiles } from "../helpers/disk-tree.ts";
import { smallFiles, smallPlan, smallTarget } from "../helpers/small-target.ts";

const DOCUMENT = `# Old things go

## Phase 1: Move the module — COMPLETE

#### Automated Verification:
- [x] File \`src/old-thing.ts\` does not exist
- [x] Zero grep results for \`oldThing\` in \`src/\` (except in prose)
* [ ] Zero grep results for \`absentThing\` in \`src/\`
+ [X] File \`src/user.ts\` exists
- [ ] It runs: \`test -f package.json\`

#### Manual Verification:
- [ ] Look at it

The name \`absentThing\` was never there.

## Phase 2: Later — SKIPPED

#### Automated Verification:
- [ ] File \`src/last.ts\` exists
`;

/** A document with a criterion that holds, and a bullet for a person. */
const bullets = (box: string): string =>
  `## Phase 1: A\n\n#### Automated\n\n- \`test -f package.json\` passes\n\n#### Manual\n\n- [${box}] Look\n`;

const odd = (text: string) => `\uFEFF${text.replaceAll("\n", "\r\n")}\r\n\tlast line, é`;

const withDocument = { ...smallPlan, document: { path: "docs/plan.md" } };

async function documentTarget(text = DOCUMENT) {
  return await smallTarget({ ...smallFiles, "docs/plan.md": text });
}

async function auditOf(root: string, ...args: string[]) {
  const result = await cli(root, ["audit", ...args, "--format", "json"]);
  expect(result.stderr).toBe("");
  return { ...readReport(result.stdout, "the report"), code: result.exitCode };
}

describe("a Markdown file as the plan", () => {
  test("is audited: its criteria, their places and boxes", async () => {
    const { root } = await documentTarget();
    const report = await auditOf(root, "docs/plan.md");
    expect(report.code).toBe(1);
    expect(report).toMatchObject({ plan: "plan", planTitle: "Old things go" });
    expect(report.document).toEqual({ path: "docs/plan.md", inTarget: true });
    expect(
      report.criteria.map(({ kind, status, ticked, contradicted, source }) => [
        kind,
        status,
        ticked,
        contradicted,
        source?.line,
      ]),
    ).toEqual([
      ["path-absent", "fail", true, true, 6],
      ["zero-references", "fail", true, true, 7],
      ["zero-references", "pass", false, false, 8],
      ["path-present", "pass", true, false, 9],
      ["command", "manual", false, false, 10],
      ["manual", "manual", false, false, 13],
    ]);
    expect(report.phases).toMatchObject([
      {
        id: "1",
        state: "pending",
        why: "2 of 5 criteria hold; 1 not run or left to a person; 1 bullet for a person, 0 ticked; the document says it is complete",
      },
      { id: "2", state: "skipped" },
    ]);
  });

  test("says of a box that it is wrong, and of an exception that nothing defines it", async () => {
    const { root } = await documentTarget();
    const { stdout } = await cli(root, ["audit", "docs/plan.md"]);
    expect(stdout).toContain("the box at docs/plan.md:6 is ticked, but it does not hold");
    expect(stdout).toContain("holds, and the box is not ticked");
    expect(stdout).toContain("the exception '(except in prose)' is not defined");
    expect(stdout).toContain("Criteria of phase 1: 2 of 5 hold, 1 for a person");
  });

  test("passes though bullets are left to a person, but not with --strict until they are ticked", async () => {
    const { root } = await documentTarget(bullets(" "));
    const audit = async (...args: string[]) =>
      (await cli(root, ["audit", "docs/plan.md", ...args])).exitCode;
    expect(await audit("--exec")).toBe(0);
    expect(await audit()).toBe(1);
    expect(await audit("--exec", "--strict")).toBe(1);
    writeFiles(root, { "docs/plan.md": bullets("x") });
    expect(await audit("--exec", "--strict")).toBe(0);
  });

  test("fails for a bullet that is not understood", async () => {
    const { root } = await documentTarget(
      "## Phase 1: A\n\n#### Automated\n\n- `test -f package.json` passes\n- All is well\n",
    );
    const report = await auditOf(root, "docs/plan.md", "--exec");
    expect(report.code).toBe(1);
    expect(report.criteria.map(({ status }) => status)).toEqual(["pass", "unparsed"]);
    const shown = await cli(root, ["plan", "docs/plan.md"]);
    expect(shown.stdout).toContain("could not be understood");
  });

  test("may lie outside of the target, and may be shown and run as well", async () => {
    const { root, beside } = await smallTarget();
    writeFiles(beside, { "2026-02 My plan.MD": DOCUMENT });
    const report = await auditOf(root, "../2026-02 My plan.MD");
    expect(report.plan).toBe("my-plan");
    expect(report.document).toEqual({ path: join(beside, "2026-02 My plan.MD"), inTarget: false });
    expect(report.criteria[0]).toMatchObject({ status: "fail", ticked: true, source: null });
    for (const command of ["plan", "status"]) {
      const shown = await cli(root, [command, "../2026-02 My plan.MD"]);
      expect(shown.stderr).toBe("");
      expect(shown.stdout).toContain("Move the module");
    }
    const run = await cli(root, ["run", "../2026-02 My plan.MD", "--dry-run"]);
    expect(run.stderr).toBe("");
    expect(run.exitCode).toBe(1);
  });
});

describe("what is wrong with a document is exit 2", () => {
  const phase = "## Phase 1: A\n\n#### Automated Verification\n\n";

  test.each([
    ["no criteria", "# A\n\nText.\n", "has no success criteria"],
    ["two phases of one id", `${phase}- \`x y\`\n\n${phase}`, "two headings for phase 1"],
    ["a comment without an end", `<!--\n\n${phase}- \`x y\`\n`, "never closed"],
    ["bullets for a person only", "#### Manual Verification\n\n- Look\n", "bullets for a person"],
    ["not UTF-8", new Uint8Array([0x23, 0x20, 0xff, 0x0a]), "UTF-8"],
  ])("%s", async (_what, text, message) => {
    const { root } = await smallTarget({ ...smallFiles, "docs/plan.md": text });
    const result = await cli(root, ["audit", "docs/plan.md"]);
    expect(result).toMatchObject({ exitCode: 2, stdout: "" });
    expect(result.stderr).toContain(message);
  });

  test("a phase that is not in it, and a file that is not there", async () => {
    const { root } = await documentTarget();
    const phase9 = await cli(root, ["audit", "docs/plan.md", "--phase", "9"]);
    expect(phase9).toMatchObject({ exitCode: 2, stdout: "" });
    expect(phase9.stderr).toContain("has no phase 9; it has: 1, 2");
    const absent = await cli(root, ["audit", "docs/paln.md"]);
    expect(absent).toMatchObject({ exitCode: 2, stdout: "" });
    expect(absent.stderr).toContain("docs/paln.md");
  });

  test.each([
    ["a path that is not there", "No references to `oldThing` in `srcs`", "there is no srcs"],
    ["a typing error in a name", "No references to `oldTing` in `src`", "did you mean"],
    ["a typing error in a path", "File `src/usr.ts` does not exist", "did you mean"],
    ["a hidden character", "No references to `old\u200BThing` in `src`", "U+200B"],
    ["a folder that is not there", "It builds: `cd bd && make`", "there is no folder bd"],
  ])("%s in a criterion", async (_what, bullet, message) => {
    const { root } = await documentTarget(
      `\`oldThing\`, \`src/user.ts\`\n\n${phase}- [x] ${bullet}\n`,
    );
    const report = await auditOf(root, "docs/plan.md");
    expect(report.code).toBe(2);
    expect(report.criteria[0]).toMatchObject({ status: "error" });
    expect(report.criteria[0]?.message).toContain(message);
  });
});

describe("a plan that names its document", () => {
  test("has the criteria of both", async () => {
    const { root, beside } = await documentTarget();
    writeFiles(beside, { "with.json": JSON.stringify(withDocument) });
    const report = await auditOf(root, "../with.json", "--phase", "1");
    expect(report.criteria.map(({ id, source }) => [id, source?.line])).toEqual([
      ["1/path-absent/1", 6],
      ["1/zero-references/oldThing", 7],
      ["1/zero-references/2", 8],
      ["1/path-present/src/user.ts", 9],
      ["1/command/test-f-package.json", 10],
      ["1/manual/Look-at-it", 13],
      ["exec", undefined],
    ]);
  });

  test("fails without it, unless it is optional", async () => {
    const { root, beside } = await smallTarget();
    const optional = { ...withDocument, document: { path: "docs/plan.md", optional: true } };
    writeFiles(beside, {
      "with.json": JSON.stringify(withDocument),
      "optional.json": JSON.stringify(optional),
    });
    const without = await cli(root, ["audit", "../with.json"]);
    expect(without).toMatchObject({ exitCode: 2, stdout: "" });
    expect(without.stderr).toContain("docs/plan.md");
    expect((await auditOf(root, "../optional.json")).document).toBeNull();
  });

  test("evaluates them in a run, too", async () => {
    const { root, beside } = await documentTarget();
    writeFiles(beside, { "with.json": JSON.stringify(withDocument) });
    const { stdout } = await cli(root, ["run", "../with.json", "-d", "--format", "json"]);
    const { criteria } = readReport(stdout, "the report");
    expect(criteria.map(({ status }) => status).slice(0, 3)).toEqual(["pass", "fail", "pass"]);
  });
});

describe("--write-ticks", () => {
  const MEASURED = DOCUMENT.replace("[x] File", "[ ] File")
    .replace("[x] Zero", "[ ] Zero")
    .replace("[ ] Zero grep results for `absent", "[x] Zero grep results for `absent");

  test("sets the boxes to what was found, and a second time changes nothing", async () => {
    const { root } = await documentTarget();
    const first = await cli(root, ["audit", "docs/plan.md", "--write-ticks"]);
    expect(first).toMatchObject({ exitCode: 1, stderr: "set 3 boxes in docs/plan.md\n" });
    expect(readFiles(root)["docs/plan.md"]).toBe(Buffer.from(MEASURED).toString("latin1"));
    expect(git(root, "status", "--porcelain")).toBe(" M docs/plan.md\n");
    const second = await cli(root, ["audit", "docs/plan.md", "--write-ticks"]);
    expect(second.stderr).toBe("no box in docs/plan.md had to be set\n");
    expect(readFiles(root)["docs/plan.md"]).toBe(Buffer.from(MEASURED).toString("latin1"));
  });

  test("keeps line ends, a byte order mark and every other byte, in and out of the target", async () => {
    const bytes = Buffer.from(odd(MEASURED)).toString("latin1");
    const { root, beside } = await documentTarget(odd(DOCUMENT));
    writeFiles(beside, { "outside.md": odd(DOCUMENT) });
    await cli(root, ["audit", "docs/plan.md", "--write-ticks"]);
    expect(readFiles(root)["docs/plan.md"]).toBe(bytes);
    const outside = await cli(root, ["audit", "../outside.md", "--write-ticks"]);
    expect(outside.stderr).toContain("set 3 boxes in");
    expect(readFiles(beside)["outside.md"]).toBe(bytes);
  });

  test("leaves what was not told: commands not run, phases not asked for, errors", async () => {
    const text = [
      "## Phase 1: A\n\n#### Automated\n",
      "- [x] `test -f package.json` passes",
      "- [x] No references to `oldThing` in `srcs`",
      "- [x] All is well",
      "- [ ] No references to `absentThing` in `src`, and `oldThing`",
      "- [x] No references to `absentThing` and `oldThing` in `src`\n",
      "## Phase 2: B\n\n#### Automated\n",
      "- [ ] File `src/user.ts` exists\n",
    ].join("\n");
    const { root } = await documentTarget(text);
    await cli(root, ["audit", "docs/plan.md", "--phase", "1", "--write-ticks"]);
    const expected = text.replace("[x] No references to `absent", "[ ] No references to `absent");
    expect(readFiles(root)["docs/plan.md"]).toBe(expected);
  });

  test("a command that was run counts", async () => {
    const { root } = await documentTarget();
    await cli(root, ["audit", "docs/plan.md", "--write-ticks", "--exec"]);
    expect(readFiles(root)["docs/plan.md"]).toContain("- [x] It runs");
  });

  test("needs a document", async () => {
    const { root, plan } = await smallTarget();
    const result = await cli(root, ["audit", plan, "--write-ticks"]);
    expect(result).toMatchObject({ exitCode: 2, stdout: "" });
    expect(result.stderr).toContain("has none");
  });
});
