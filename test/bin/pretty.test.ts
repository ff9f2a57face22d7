import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { renderers } from "../helpers/renderers.ts";
import type { RenderOptions } from "../../bin/report/renderer.ts";
import type { Report } from "../../bin/report/report.ts";
import { widthOf } from "../../bin/terminal/width.ts";
import { hostileChange as change, hostileReport as report } from "../helpers/hostile-report.ts";
import { reportSchema } from "../helpers/report-schema.ts";

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

  test.each([40, 60, 80, 200])(
    "only one word, a place, or what is copied, is wider than %i columns",
    (columns) => {
      for (const verbose of [false, true]) {
        const lines = pretty({ columns, verbose }).split("\n");
        const whole = /:\d+:\d+$|^- \[ \] |^ *(?:! )?\S+$/;
        const wide = lines.filter((line) => widthOf(line) > columns && !whole.test(line));
        expect(wide).toEqual([]);
      }
    },
  );

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
    expect(last({})).toContain(
      "1 file would change, the rest was left out in the review; nothing was written.",
    );
    const phases = report.phases.map((phase) => ({ ...phase, partial: false }));
    expect(last({ phases })).toContain("1 file would change; nothing was written.");
    const nothing = {
      phases,
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

  test("does not list what no criterion sees where there is none", () => {
    const gap = {
      path: "src/old.ts",
      name: null,
      spelling: null,
      count: 0,
      line: 1,
      change: "moved" as const,
      movedTo: "src/new.ts",
      steps: ["1.1"],
      stays: null,
    };
    expect(pretty({}, { coverage: [gap] })).toContain("nothing says that it is gone from here");
    const without = pretty({}, { coverage: [gap], criteria: [], suggestions: [] });
    expect(without).toContain("There are no criteria");
    expect(without).not.toContain("nothing says that it is gone from here");
  });

  test("says of a criterion that could never fail that it held already", () => {
    expect(pretty({}, { base: null })).toMatch(/held all along\n\s+holds already/);
    expect(pretty()).toMatch(/held all along\n\s+held on the base already: vacuous there/);
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
