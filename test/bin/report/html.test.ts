import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { html, lines, Markup, prose } from "../../../bin/report/html/markup.ts";
import { hostileReport } from "../../helpers/hostile-report.ts";
import { changeOf, htmlOf, MARKUP, reportOn } from "../../helpers/html-report.ts";

describe("markup", () => {
  test("escapes every value that is not markup already", () => {
    const { text } = html`<p title="${MARKUP}">
      ${[MARKUP, html`<b>${"<"}</b>`]}${null}${false}${0}
    </p>`;
    expect(text.match(/<[^>]*>/g)).toEqual([
      expect.stringMatching(/^<p title="[^"<>]*">$/),
      "<b>",
      "</b>",
      "</p>",
    ]);
    expect(text).toContain("<b>&lt;</b>0");
    expect(text).not.toContain("\u202E");
  });

  test("keeps line feeds and code where they are meant", () => {
    expect(lines("a\r\n<b>").text).toBe("a\n&lt;b&gt;");
    expect(prose("no `<a>` in\n`b").text).toBe("no <code>&lt;a&gt;</code> in\n`b");
    expect(html`${"a\nb"}`.text).toBe("a\\nb");
    expect(html`${Markup.trusted("<br>")}`.text).toBe("<br>");
  });
});

function sections(page: string): string[] {
  return [...page.matchAll(/<section id="([^"]*)"/g)].map(([, id = ""]) => id);
}

describe("the page", () => {
  test("lets nothing run but its own script, and loads nothing", () => {
    const page = htmlOf(hostileReport);
    const policy = /Content-Security-Policy"\s+content="([^"]*)"/.exec(page)?.[1] ?? "";
    const inner = (tag: string): string =>
      new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(page)?.[1] ?? "";
    const hash = (tag: string): string =>
      createHash("sha256").update(inner(tag)).digest("base64").replaceAll("&", "&amp;");
    expect(policy.replaceAll("&#39;", "'")).toBe(
      `default-src 'none'; style-src 'sha256-${hash("style")}'; script-src 'sha256-${hash("script")}'; base-uri 'none'; form-action 'none'`,
    );
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).not.toMatch(/\s(?:src|style|on\w+)="/);
    expect(page.match(/\bhref="(?!#)/g)).toBeNull();
  });

  test("is the same twice", () => {
    expect(htmlOf(hostileReport)).toBe(htmlOf(hostileReport));
  });

  test("says that it has no lines where there is no change to take them from", () => {
    expect(htmlOf(hostileReport)).toContain("the names of the files and not their lines");
    expect(htmlOf(reportOn([changeOf("a.ts")]), [changeOf("a.ts")])).not.toContain(
      "not their lines",
    );
  });

  test("cuts a diff of more than 2,000 lines, and says by how much", () => {
    const change = changeOf("long.ts", {
      change: "added",
      before: undefined,
      after: "x\n".repeat(2500),
    });
    const page = htmlOf(reportOn([change]), [change]);
    expect(page.match(/<tr class="d2h-ins/g)).toHaveLength(2000);
    expect(page).toContain("500 more lines not shown here");
  });

  test("cuts what has no end, and says by how much", () => {
    const change = changeOf("wide.ts", { after: `one\n${"y".repeat(1_000_000)}\nthree\n` });
    const page = htmlOf(reportOn([change]), [change]);
    expect(page.length).toBeLessThan(200_000);
    expect(page).toContain("(998001 more characters)");
  });

  test.each([
    [
      "moved as it is",
      changeOf("b.ts", { from: "a.ts", change: "moved", after: "one\ntwo\nthree\n" }),
      "Moved as it is.",
    ],
    [
      "not text",
      changeOf("a.png", { change: "deleted", before: undefined, after: undefined }),
      "The file is not text",
    ],
    [
      "empty",
      changeOf("empty.ts", { change: "added", before: undefined, after: "" }),
      "The file is empty.",
    ],
    [
      "without a line feed at the end",
      changeOf("a.ts", { after: "one\ntwo\nthree" }),
      "\\ No newline at end of file",
    ],
  ])("says of a file that it is %s", (_what, change, words) => {
    expect(htmlOf(reportOn([change]), [change])).toContain(words);
  });

  test("takes the lines of the right change where a path comes twice", () => {
    const changes = [changeOf("a.ts"), changeOf("a.ts", { before: "four\n", after: "fünf\n" })];
    const page = htmlOf(reportOn(changes), changes);
    expect(page.indexOf("zwei")).toBeLessThan(page.indexOf("fünf"));
    expect(page).toContain("zwei");
  });

  test.each([
    ["audit", {}, "1 of 2 criteria hold"],
    [
      "audit",
      { criteria: hostileReport.criteria.slice(1), exitCode: 0 as const },
      "The criterion holds",
    ],
    ["status", {}, "0 of 2 phases done"],
    ["plan", {}, "The plan in words"],
    ["run", {}, "1 file would change; nothing was written"],
    ["run", { applied: true, dryRun: false }, "1 file changed"],
    ["run", { files: [] }, "Nothing to change"],
  ])("of %s begins with what happened: %#", (command, changed, headline) => {
    const page = htmlOf({ ...hostileReport, ...changed, command });
    expect(/<h1[^>]*>([^<]*)</.exec(page)?.[1]).toBe(headline);
  });

  test("has every section that the report has something for, and no other", () => {
    expect(sections(htmlOf(hostileReport))).toEqual([
      "phases",
      "branches",
      "left",
      "criteria",
      "baseline",
      "coverage",
      "occurrences",
      "commands",
      "skipped",
      "files",
    ]);
    const bare = {
      ...hostileReport,
      phases: [],
      files: [],
      occurrences: {},
      notes: [],
      commands: [],
      branches: [],
      skippedPaths: [],
      coverage: [],
      suggestions: [],
      baseline: null,
      command: "audit",
    };
    expect(sections(htmlOf(bare))).toEqual(["criteria"]);
  });

  test("prints no line that a runner would obey", () => {
    const change = changeOf("a.ts", { after: "one\n::error::x ##[error]y\nthree\n" });
    const report = reportOn([change], {
      commands: hostileReport.commands.map((command) => ({
        ...command,
        output: "a\n  ::error::z",
      })),
    });
    const page = htmlOf(report, [change]);
    expect(page).toContain("error::z");
    expect(page).not.toMatch(/^\s*::|##\[/m);
  });
});
