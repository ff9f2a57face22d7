import { Buffer } from "node:buffer";
import * as fc from "fast-check";
import type { Nodes, Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { describe, expect, test } from "vitest";
import { code, codeHtml, prose, proseHtml } from "../../../bin/report/escape/markdown.ts";
import { markdownWithin, renderMarkdown } from "../../../bin/report/markdown.ts";
import type { RenderOptions } from "../../../bin/report/renderer.ts";
import type { Report } from "../../../bin/report/report.ts";
import { escapeControl } from "../../../bin/terminal/escape.ts";
import { HOSTILE, hostileChange, hostileReport } from "../../helpers/hostile-report.ts";
import { hostileText, reportWith } from "../../helpers/hostile-text.ts";

const options: RenderOptions = {
  changes: [hostileChange],
  columns: Infinity,
  color: false,
  verbose: false,
};

function parse(text: string): Root {
  return fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

function nodesIn(node: Nodes): Nodes[] {
  return [node, ...("children" in node ? node.children.flatMap(nodesIn) : [])];
}

/** What the document is built of; words and code are what it is filled with. */
function skeleton(node: Nodes): unknown {
  if (!("children" in node)) return node.type;
  const children = node.children
    .filter(({ type }) => type !== "text" && type !== "inlineCode")
    .map(skeleton);
  return [node.type, ...children];
}

/** What GitHub makes links of in what is not code. */
const REFERENCE =
  /@[a-z0-9]|#\d|GH-\d|:\/\/|www\.\w|mailto:\w|\b[0-9a-f]{7,40}\b|:[a-z]+:|\$[^ ]*\$/i;

/** Tags of ours, and nothing in them that is not text. */
const OUR_TAGS =
  /^(?:<details>\n<summary>(?:[^<>&]|<\/?code>|&(?:amp|lt|gt|quot);)*<\/summary>|<\/details>)$/;

const WORDS = ["root", "paragraph", "text", "inlineCode"];
const CELLS = ["root", "table", "tableRow", "tableCell", "text", "inlineCode"];

function typesIn(tree: Root): string[] {
  return nodesIn(tree).map(({ type }) => type);
}

function tagsIn(tree: Root): string[] {
  return nodesIn(tree).flatMap((node) => (node.type === "html" ? [node.value] : []));
}

function referencesIn(tree: Root): string[] {
  const texts = nodesIn(tree).flatMap((node) => (node.type === "text" ? [node.value] : []));
  return texts.filter((text) => REFERENCE.test(text));
}

/** The report with a harmless text of as many lines. */
function calm(text: string): string {
  return renderMarkdown(reportWith(text.includes("\n") ? "x\ny" : "x"), options);
}

/** Fails if a tag of the document is not ours, or is not closed. */
function checkTags(text: string): void {
  const tags = tagsIn(parse(text));
  expect(tags.filter((tag) => !OUR_TAGS.test(tag))).toEqual([]);
  expect(tags.filter((tag) => tag === "</details>")).toHaveLength(tags.length / 2);
}

describe("escaping", () => {
  test("a code span holds any text, in a table too", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const shown = escapeControl(text).replaceAll("##[", "##\\x5b");
        const [paragraph] = parse(`a ${code(text)} b`).children;
        expect(paragraph).toMatchObject({
          type: "paragraph",
          children: [{ value: "a " }, { type: "inlineCode" }, { value: " b" }],
        });
        const [span] = nodesIn(parse(`a ${code(text)} b`)).filter(
          ({ type }) => type === "inlineCode",
        );
        expect(span).toMatchObject({ value: shown === "" ? "(empty)" : shown });

        const table = parse(`| x | y |\n| --- | --- |\n| ${code(text, "table")} | z |`);
        const cells = nodesIn(table).filter(({ type }) => type === "tableCell");
        expect(cells).toHaveLength(4);
        const inCell = shown.replaceAll(/(\\+)\|/g, "$1\\x7c");
        expect(cells[2]).toMatchObject({
          children: [{ type: "inlineCode", value: shown === "" ? "(empty)" : inCell }],
        });
      }),
      { numRuns: 300 },
    );
  });

  test("prose is words and code, and none of it a link, a tag or a mention", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const line = parse(prose(text));
        expect(typesIn(line).filter((type) => !WORDS.includes(type))).toEqual([]);
        expect(referencesIn(line)).toEqual([]);

        const table = parse(`| ${prose(text, "table")} | z |\n| --- | --- |`);
        expect(typesIn(table).filter((type) => !CELLS.includes(type))).toEqual([]);
        expect(nodesIn(table).filter(({ type }) => type === "tableCell")).toHaveLength(2);
        expect(referencesIn(table)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  test("quotes and brackets around several words stay outside", () => {
    expect(prose("the exception '(except #1 references)' is \"@x y\"")).toBe(
      "the exception '(except `#1` references)' is \"`@x` y\"",
    );
  });

  test("prose loses nothing that people would read", () => {
    const text = "move `a|b` to src/x.ts (was “old thing”), e.g. for @acme/web: don't, see #12.";
    expect(prose(text)).toBe(
      "move `a|b` to `src/x.ts` (was “old thing”), e.g. for `@acme/web`: don't, see `#12`.",
    );
    expect(prose(text, "table")).toContain("`a\\|b`");
    expect(prose("a — b → c, 2 × 3 & 4 < 5 - 6")).toBe("a — b → c, 2 × 3 \\& 4 \\< 5 \\- 6");
    expect(prose("1. first")).toBe("1\\. first");
  });

  test("the inside of a tag is text and code", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        for (const html of [codeHtml(text), proseHtml(text)]) {
          expect(`<details>\n<summary>${html}</summary>`).toMatch(OUR_TAGS);
          expect(html).not.toContain("\n");
        }
      }),
    );
  });
});

describe("the document", () => {
  test("says first what happened, and has every section", () => {
    const text = renderMarkdown(hostileReport, options);
    expect(text.split("\n")[0]).toBe(
      "## ❌ 1 file would change; 1 command failed; 1 criterion would not hold",
    );
    for (const heading of [
      "Phases",
      "Left for a person (1)",
      "Criteria",
      "Commands after the change",
      "Procedures that take another branch of the splitLink",
      "Occurrences of the old names, in every spelling",
      "What no criterion would catch",
      "Baseline",
      "Changed files (1 file, +1 −1)",
      "Diffs",
    ]) {
      expect(text).toContain(`\n### ${heading}\n`);
    }
    expect(text).not.toMatch(/[^\P{Cc}\n]|\u202E/u);
    expect(text).toContain(code(HOSTILE));
  });

  test("is built the same, whatever the repository puts into it", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const tree = parse(renderMarkdown(reportWith(text), options));
        expect(skeleton(tree)).toEqual(skeleton(parse(calm(text))));
        expect(tagsIn(tree).filter((tag) => !OUR_TAGS.test(tag))).toEqual([]);
        expect(referencesIn(tree)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  test("printed to a log, it is no command to GitHub's runner", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const lines = renderMarkdown(reportWith(text), options).split(/[\n\r]/);
        expect(lines.filter((line) => /^\s*::|##\[/.test(line))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

function audited(changed: Partial<Report>): string {
  const nothing = { files: [], baseline: null };
  const report = { ...hostileReport, command: "audit", dryRun: false, ...nothing, ...changed };
  return renderMarkdown(report, { ...options, changes: [] }).split("\n")[0] ?? "";
}

describe("the first line of an audit", () => {
  const [failing, passing] = hostileReport.criteria;
  if (!failing || !passing) throw new Error("the report has two criteria");
  const open = { ...passing, kind: "manual", status: "manual" as const };
  const notRun = { ...open, kind: "command" };
  const broken = { ...passing, status: "error" as const };
  const known = {
    ...failing,
    baselined: 1,
    hits: failing.hits.map((hit) => ({ ...hit, baselined: true })),
  };

  test.each([
    [[passing, passing], 0, "✅ 2 of 2 criteria hold"],
    [[failing, passing], 1, "❌ 1 of 2 criteria does not hold"],
    [[failing, passing, open], 1, "❌ 1 of 3 criteria does not hold, 1 left to a person"],
    [[passing, open], 1, "⚠️ 1 of 2 criteria holds, 1 left to a person"],
    [[passing, notRun, open], 0, "✅ 1 of 3 criteria holds, 1 not run, 1 left to a person"],
    [[passing, broken], 2, "❌ 1 of 2 criteria could not be evaluated"],
    [[passing, known], 0, "✅ 1 of 2 criteria holds; 1 only fails where the baseline knows of it"],
  ] as const)("%# of them", (criteria, exitCode, line) => {
    expect(audited({ criteria, exitCode })).toBe(`## ${line}`);
  });

  test("does not call it good if all hold and something else fails", () => {
    const { baseline } = hostileReport;
    expect(audited({ criteria: [passing, open], exitCode: 1, baseline })).toBe(
      "## ⚠️ 1 of 2 criteria holds, 1 left to a person; 1 line of the baseline stale",
    );
    expect(audited({ criteria: [passing], exitCode: 1, baseline })).toMatch(
      /^## ❌ 1 of 1 criterion holds, but there are 2 findings not in the baseline, 1 line of the/,
    );
  });
});

/** A report that is too long for every limit, with long rows in it. */
function longReport(): Report {
  const [criterion] = hostileReport.criteria;
  const [file] = hostileReport.files;
  if (!criterion || !file) throw new Error("the report has a criterion and a file");
  const [hit] = criterion.hits;
  if (!hit) throw new Error("the criterion has a hit");
  const many = Array.from({ length: 400 }, (_each, index) => index);
  return {
    ...hostileReport,
    criteria: many.map((index) => ({
      ...criterion,
      id: `c${index}`,
      hits: many.slice(0, 60).map((line) => ({ ...hit, line: line + 1 })),
    })),
    files: many.map((index) => ({ ...file, path: `src/${index}/${"日".repeat(50)}.ts` })),
  };
}

describe("limits", () => {
  const report = longReport();
  const changes = report.files.map(({ path }) => ({ ...hostileChange, path }));
  const wanted = { ...options, changes, verbose: true };
  test.each([4000, 60_000])("%i characters are kept, whole pieces only", (limit) => {
    const text = markdownWithin(report, wanted, { characters: limit }, "All of it is *there*.");
    expect(text.length).toBeLessThanOrEqual(limit);
    expect(text.length).toBeGreaterThan(limit * 0.8);
    expect(text.split("\n")[0]).toMatch(/^## ❌ 400 files would change/);
    expect(text).toMatch(
      /Left out for want of room: [^\n]*\d+ diffs[^\n]*\. All of it is \*there\*\.\n$/,
    );
    expect(text.split("<details>").length).toBe(text.split("</details>").length);
    // The last thing is ours, and not inside of something that was cut.
    expect(parse(text).children.at(-1)?.type).toBe("blockquote");
  });

  test("a job summary is measured in bytes", () => {
    const text = renderMarkdown(report, wanted);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1024 * 1024);
    expect(Buffer.byteLength(text)).toBeGreaterThan(1024 * 1024 * 0.9);
  });

  test("every row is there or counted", () => {
    const text = markdownWithin(report, wanted, { characters: 60_000 });
    const rows = text.split("\n").filter((line) => line.startsWith("| ❌ |")).length;
    const left = Number(/and (\d+) more criteria/.exec(text)?.[1] ?? 0);
    expect(rows + left).toBe(400);
    expect(/(\d+) criteria/.exec(text.slice(text.indexOf("[!NOTE]")))?.[1] ?? "0").toBe(
      String(left),
    );
  });

  test("what fits is not cut, and does not say that it is", () => {
    const text = renderMarkdown(hostileReport, options);
    expect(text).not.toContain("Left out");
    expect(markdownWithin(hostileReport, options, { characters: text.length })).toBe(text);
    expect(markdownWithin(hostileReport, options, { characters: text.length - 1 })).toContain(
      "Left out",
    );
  });

  test("no limit that leaves room for the head makes too long a text", () => {
    fc.assert(
      fc.property(fc.integer({ min: 4000, max: 40_000 }), hostileText, (limit, text) => {
        const cut = markdownWithin(reportWith(text.repeat(20)), options, { characters: limit });
        expect(cut.length).toBeLessThanOrEqual(limit);
        checkTags(cut);
      }),
      { numRuns: 20 },
    );
    expect(() => markdownWithin(report, wanted, { characters: 100 })).toThrow(RangeError);
  });
});
