import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { renderers } from "../../bin/report/renderers.ts";
import type { RenderOptions } from "../../bin/report/renderer.ts";
import type { Report } from "../../bin/report/report.ts";
import { widthOf } from "../../bin/terminal/width.ts";
import type { FileChange } from "../../workspace/change-set.ts";
import { reportSchema } from "../helpers/report-schema.ts";

const HOSTILE = "\u001B]0;owned\u0007\u202E\u009B2J";
const WIDE = "日本語の長い名前";

const change: FileChange = {
  path: `src/${WIDE}${HOSTILE}.ts`,
  from: "src/old.ts",
  change: "moved",
  before: `const a = 1;\r\nconst b = "${"x".repeat(300)}";\r\n`,
  after: `const a = 2; // ${HOSTILE}\r\nconst b = "${"x".repeat(300)}";\r\n`,
  baseHash: "00",
  steps: ["1.1"],
};

const place = { path: change.path, line: 12, column: 3 };

/** A report with something in every section, none of it to be trusted. */
const report: Report = {
  schemaVersion: 1,
  tool: { name: "conn-codemod", version: "1.2.3" },
  plan: "some",
  planTitle: `A plan ${HOSTILE}`,
  command: "run",
  dryRun: true,
  applied: false,
  phases: [
    {
      id: "1",
      title: `A phase with a title that is rather long, ${HOSTILE}`,
      state: "pending",
      why: "1 file to change",
      steps: [
        { id: "1.1", kind: "move-module", title: `move ${HOSTILE}`, files: 1, edits: 2 },
        { id: "1.2", kind: "remove-comment", title: "remove it", files: 0, edits: 0 },
      ],
    },
    {
      id: "2",
      title: "Another",
      state: "skipped",
      why: `the plan skips it: ${HOSTILE}`,
      steps: [],
    },
  ],
  files: [
    {
      path: change.path,
      from: "src/old.ts",
      change: "moved",
      additions: 1,
      deletions: 1,
      steps: ["1.1"],
    },
  ],
  occurrences: {
    someName: {
      total: 1234,
      edited: 1230,
      removed: 0,
      allowed: 1,
      manual: 1,
      unresolved: 2,
      introduced: 0,
      left: [
        {
          ...place,
          text: `left ${HOSTILE} ${"y".repeat(200)}`,
          context: "code",
          class: "unresolved",
          rule: null,
        },
        { ...place, line: 13, text: "left", context: "code", class: "unresolved", rule: null },
        { ...place, line: 14, text: "to do", context: "string", class: "manual", rule: HOSTILE },
        {
          ...place,
          line: 15,
          text: "history",
          context: "comment",
          class: "allowed",
          rule: "may stay",
        },
      ],
      added: [],
      unreadable: [`bin${HOSTILE}.dat`],
    },
  },
  notes: [
    {
      ...place,
      code: "stuck",
      severity: "blocking",
      message: `first ${HOSTILE}\nsecond`,
      step: "1.1",
    },
    { ...place, code: "known", severity: "info", message: "same words", step: "1.1" },
    { ...place, line: 99, code: "known", severity: "info", message: "same words", step: "1.1" },
  ],
  criteria: [
    {
      id: "c1",
      phase: "1",
      title: `No references to \`${HOSTILE}\``,
      kind: "zero-references",
      status: "fail",
      scanned: 1200,
      vacuous: false,
      message: HOSTILE,
      hits: [{ ...place, text: `${WIDE} ${HOSTILE} ${"z".repeat(500)}`, context: "code" }],
      source: null,
    },
    {
      id: "c2",
      phase: "1",
      title: "held all along",
      kind: "path-absent",
      status: "pass",
      scanned: 1,
      vacuous: true,
      message: null,
      hits: [],
      source: null,
    },
  ],
  branches: ["list", "disconnect", "github.get", "github.list", "vercel.get"].map((name) => ({
    path: change.path,
    line: 7,
    from: `old.${name}`,
    to: `fresh.${name}`,
    before: true,
    after: false,
  })),
  commands: (["failed", "passed", "not-run"] as const).map((status) => ({
    phase: "1",
    command: `make ${HOSTILE}`,
    folder: `db/${HOSTILE}`,
    title: `make it ${HOSTILE}`,
    status,
    message: `exited ${HOSTILE}`,
    output: `first\n${"z".repeat(200)} ${HOSTILE}\n`,
  })),
  skippedPaths: [{ path: `link${HOSTILE}`, code: "symlink", reason: "a symlink" }],
  exitCode: 1,
};

function pretty(options: Partial<RenderOptions> = {}, changed: Partial<Report> = {}): string {
  return renderers.pretty(
    { ...report, ...changed },
    { changes: [change], columns: 100, color: false, verbose: false, ...options },
  );
}

/** The closing line of a wide terminal. */
function last(changed: Partial<Report>): string {
  return pretty({ columns: 400 }, changed).trimEnd().split("\n").slice(-2).join(" ");
}

describe("the terminal view", () => {
  test("lets nothing from the repository reach the terminal", () => {
    for (const verbose of [false, true]) {
      const plain = pretty({ verbose });
      expect(plain).not.toMatch(/[^\P{Cc}\n]|[\u200E\u200F\u202A-\u202E\u2066-\u2069]/u);
      expect(plain).toContain("\\x1b]0;owned\\x07\\u{202e}\\x9b2J");
    }
    const colored = pretty({ color: true });
    expect(colored).toContain("\u001B[");
    expect(stripVTControlCharacters(colored)).toBe(pretty());
  });

  test.each([40, 60, 80, 200])("no line but a place is wider than %i columns", (columns) => {
    for (const verbose of [false, true]) {
      const lines = pretty({ columns, verbose }).split("\n");
      const wide = lines.filter((line) => widthOf(line) > columns && !/:\d+:\d+$/.test(line));
      expect(wide).toEqual([]);
    }
  });

  test("keeps every character of a long changed line", () => {
    const text = pretty({ columns: 60 });
    expect(text.match(/x/g)?.length).toBeGreaterThanOrEqual(300);
  });

  test("shows a move as a rename, and lines with their numbers", () => {
    const text = pretty({ columns: 200 });
    expect(text).toMatch(/^moved {3}src\/old\.ts → src\/\S+ {2}\+1 -1$/m);
    expect(text).toMatch(/^1 {3}- const a = 1;$/m);
    expect(text).toMatch(/^ {2}1 \+ const a = 2;/m);
    // The file ends its lines with CRLF throughout, which is no news.
    expect(text).not.toContain("\\r");
  });

  test("shows changed lines in a dry run or when all is wanted, else the files only", () => {
    expect(pretty({}, { dryRun: false, applied: true })).not.toContain("const a = 1");
    expect(pretty({ verbose: true }, { dryRun: false, applied: true })).toContain("const a = 1");
  });

  test("takes many procedures together, by route and branch", () => {
    const text = pretty({ columns: 200 });
    expect(text).toContain("5 procedures take another branch");
    expect(text).toMatch(/old\.\* → fresh\.\* \(5\) {2}true → false/);
    expect(text).toContain("list, disconnect, github.get, github.list, vercel.get");
    expect(pretty({ verbose: true })).toContain("old.github.get → fresh.github.get");
  });

  test("puts the account into a table, or into a sum where that is too wide", () => {
    expect(pretty()).toMatch(/someName\s+1,234\s+1,230\s+0\s+1\s+1\s+2/);
    expect(pretty({ columns: 50 })).toContain("1,230 edited + 0 removed");
  });

  test("says once what several notes say, and blocking notes first", () => {
    const text = pretty();
    expect(text.split("same words")).toHaveLength(2);
    expect(text.indexOf("blocking, stuck")).toBeLessThan(text.indexOf("same words"));
  });

  test("ends with one line on what happened and what is next", () => {
    expect(last({})).toContain("1 file would change; nothing was written.");
    const nothing = {
      files: [],
      notes: [],
      commands: [],
      criteria: [],
      occurrences: {},
      exitCode: 0 as const,
    };
    expect(last(nothing)).toMatch(/✔ Nothing to change\.$/);
    expect(last({ command: "audit", files: [] })).toContain("1 of 2 criteria hold: 1 failed.");
  });

  test("says of a criterion that could never fail that it held already", () => {
    expect(pretty()).toMatch(/held all along\n\s+holds already/);
  });
});

describe("JSON", () => {
  test("is the report itself, and safe to print", () => {
    const text = renderers.json(report, { changes: [], columns: 80, color: true, verbose: false });
    expect(JSON.parse(text)).toEqual(report);
    expect(text).not.toMatch(/[^\P{Cc}\n]|\u202E/u);
    reportSchema.parse(JSON.parse(text));
  });
});
