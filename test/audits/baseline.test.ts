import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  criterionName,
  lineOf,
  partsOf,
  sortedLines,
  writtenPath,
  writtenText,
} from "../../audits/baseline/line.ts";
import { parseBaseline } from "../../audits/baseline/parse.ts";
import { auditReport } from "../../bin/commands/judge.ts";
import type { Io } from "../../bin/io.ts";
import { parseArguments } from "../../bin/options.ts";
import type { Report } from "../../bin/report/report.ts";
import { readFiles } from "../helpers/disk-tree.ts";
import { projectRoot, temporaryFolder } from "../helpers/fixture-tree.ts";

const cases = join(projectRoot, "fixtures", "baseline");

interface Expected {
  readonly known: number;
  readonly unknown: number;
  readonly stale: readonly string[];
  readonly renames: readonly unknown[];
  readonly exitCode: number;
  readonly args?: readonly string[];
}

const noTerminal = { terminal: () => undefined };

async function auditIn(folder: string, args: readonly string[]): Promise<Report> {
  const plan = join(cases, "plan.json");
  const argv = ["audit", plan, "--no-progress", "--baseline", "known.txt", ...args];
  const asked = await parseArguments(argv, "0.0.0", 80);
  if (asked.kind !== "command") throw new Error("no command");
  const output = { write: () => {}, isTTY: false, columns: 80, color: false };
  const io: Io = { cwd: folder, stdout: output, stderr: output, ...noTerminal };
  return await auditReport(asked.options, io);
}

describe("a baseline", () => {
  const names = readdirSync(cases, { withFileTypes: true }).filter((entry) => entry.isDirectory());

  test.each(names.map(({ name }) => name))("%s", async (name) => {
    const [before, after] = [join(cases, name, "before"), join(cases, name, "after")];
    const text = readFileSync(join(cases, name, "expected.json"), "utf8");
    const { args = [], exitCode, ...expected }: Expected = JSON.parse(text);
    const tree = await temporaryFolder();
    cpSync(before, tree, { recursive: true });

    const report = await auditIn(tree, args);
    expect(report.baseline).toMatchObject({ ...expected, file: "known.txt", updated: false });
    expect(report.exitCode).toBe(exitCode);
    const hits = report.criteria.flatMap((criterion) => criterion.hits);
    const known = hits.filter(({ baselined }) => baselined === true);
    expect(known).toHaveLength(expected.known);
    expect(hits).toHaveLength(expected.known + expected.unknown);
    expect(readFiles(tree)).toEqual(readFiles(before));

    const hasAfter = readdirSync(join(cases, name)).includes("after");
    const result = readFiles(hasAfter ? after : before);
    const updated = await auditIn(tree, [...args, "--update-baseline"]);
    expect(readFiles(tree)).toEqual(result);
    expect(updated.baseline).toMatchObject({
      known: expected.known,
      unknown: expected.unknown,
      stale: [],
      updated: true,
      removed: expected.stale.length,
      added: 0,
    });
    const again = await auditIn(tree, [...args, "--update-baseline"]);
    expect(readFiles(tree)).toEqual(result);
    expect(again.baseline).toMatchObject({ removed: 0, added: 0, renames: [] });

    const accepted = await auditIn(tree, [...args, "--update-baseline", "--accept-new"]);
    expect(accepted.baseline).toMatchObject({ unknown: 0, added: expected.unknown });
    expect(accepted.exitCode).toBe(exitCode === 2 ? 2 : 0);
  });
});

describe("the name of a criterion", () => {
  const at = { phase: "3a", kind: "zero-references" };
  const name = (title: string) => criterionName({ ...at, title });

  test("is what it says, and not where it stands", () => {
    expect(name("No references to `a` in `src/` and `lib/b.ts`")).toBe(
      "3a/zero-references/a, src, lib/b.ts",
    );
    expect(name("Zero grep results for `a` in `src` and `lib/b.ts` (but one)")).toBe(
      "3a/zero-references/a, src, lib/b.ts",
    );
    expect(name("No references to `A` in `src`")).not.toBe(name("No references to `a` in `src`"));
    expect(name("Nothing\tis \u001B quoted")).toBe("3a/zero-references/Nothing is \\u001b quoted");
  });
});

const text = (of: string) => writtenText({ text: of, context: "code" });

describe("a line", () => {
  test("is read as it is written", () => {
    const parts = { criterion: "1/k/a", path: "src/[a] b.ts", text: "x", number: 1 };
    expect(partsOf(lineOf(parts))).toEqual(parts);
    expect(partsOf(lineOf({ ...parts, number: 12 }))).toEqual({ ...parts, number: 12 });
    expect(lineOf({ ...parts, number: 2 })).toBe("1/k/a\tsrc/[a] b.ts\tx\t#2");
    for (const line of ["", "a\tb", "a\tb\t", "a\tb\tc\t#1", "a\tb\tc\t2", "a\tb\tc\t#2\td"]) {
      expect(partsOf(line)).toBeUndefined();
    }
  });

  test("has nothing in it that breaks it or looks like a pattern", () => {
    const path = writtenPath("src/a\tb\n*?\\\u202E.ts");
    expect(path).toBe("src/a\\u0009b\\u000a\\u002a\\u003f\\u005c\\u202e.ts");
    const line = lineOf({ criterion: "1/k/a", path, text: "x", number: 1 });
    expect(parseBaseline(`${line}\n`, new Set(["1/k/a"])).problems).toEqual([]);
  });

  test("folds the text, cuts it with a hash, and leaves out what is around a path", () => {
    expect(text("  a \t b\u00A0\r\n")).toBe("a b");
    expect(text("\uD800 \u0007")).toBe("\\ud800 \\u0007");
    expect(text(" ")).toBe("(nothing)");
    const [one, other] = [text("é😀".repeat(200)), text(`${"é😀".repeat(200)}x`)];
    expect([...one].length).toBeLessThanOrEqual(160);
    expect(one).toMatch(/^(é😀)+… #[0-9a-f]{12}$/u);
    expect(one).not.toBe(other);
    expect(writtenText({ text: "src/a/ (3 files)", context: "path" })).toBe("(the path)");
  });

  test("is sorted by bytes", () => {
    expect(sortedLines(["\uFF5E", "😀", "a", "Z", "a"])).toEqual(["Z", "a", "\uFF5E", "😀"]);
  });
});

describe("a file that is not as it should be", () => {
  const criteria = new Set(["1/k/a", "1/k/b"]);
  const good = "1/k/a\tsrc/a.ts\tx";
  const problems = (...lines: readonly string[]) =>
    parseBaseline(`# Ours\n${lines.join("\n")}\n`, criteria).problems;

  test.each([
    ["an empty line", "", "it is empty"],
    ["a second comment", "# more", "only the first line may be a comment"],
    ["no tabs", "1/k/a src/a.ts x", "a tab between"],
    ["a conflict", "<<<<<<< HEAD", "left from a merge"],
    ["the middle of a conflict", "=======", "left from a merge"],
    ["a control character", "1/k/a\tsrc/a.ts\t\u0007", "control character"],
    ["a wildcard", "1/k/a\tsrc/*.ts\tx", "wildcard"],
    ["a wildcard over folders", "1/k/a\t**\tx", "wildcard"],
    ["a question mark", "1/k/a\tsrc/?.ts\tx", "wildcard"],
    ["an absolute path", "1/k/a\t/src/a.ts\tx", "absolute"],
    ["a drive", "1/k/a\tC:\\src\\a.ts\tx", "absolute"],
    ["backslashes", "1/k/a\tsrc\\a.ts\tx", "backslash"],
    ["a path out of the root", "1/k/a\t../a.ts\tx", "not a path from the root"],
    ["a path that goes around", "1/k/a\t./src/a.ts\tx", "not a path from the root"],
    ["a folder", "1/k/a\tsrc/\tx", "not a path from the root"],
  ])("%s", (_, line, message) => {
    const found = problems(good, line);
    expect(found).toEqual([
      { line: 3, message: expect.stringContaining(message), mendable: false },
    ]);
  });

  test.each([
    ["a criterion that is not there", [good, "1/k/c\tsrc/a.ts\tx"], 'the nearest there is: "1/k/'],
    ["the same line twice", [good, good], "it is line 2 once more"],
    ["lines out of order", ["1/k/b\tsrc/a.ts\tx", good], "sorted by bytes"],
  ])("%s, which can be mended", (_, lines, message) => {
    const found = problems(...lines);
    expect(found).toEqual([{ line: 3, message: expect.stringContaining(message), mendable: true }]);
  });
});
