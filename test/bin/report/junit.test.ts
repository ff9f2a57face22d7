import * as fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import { renderers } from "../../helpers/renderers.ts";
import type { Report } from "../../../bin/report/report.ts";
import { HOSTILE, hostileReport } from "../../helpers/hostile-report.ts";
import { hostileText, reportWith } from "../../helpers/hostile-text.ts";

const options = { changes: [], columns: 80, color: false, verbose: false };

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** The root of `xml`; throws if it is not well formed. */
function parse(xml: string): Element {
  const root: Element = { name: "", attributes: {}, children: [], text: "" };
  const open = [root];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element: Element = { name, attributes, children: [], text: "" };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("text", (text) => {
    const element = open.at(-1);
    if (element) element.text += text;
  });
  parser.on("closetag", () => void open.pop());
  parser.write(xml).close();
  const [element] = root.children;
  if (!element) throw new Error("there is no element");
  return element;
}

function suites(report: Report): Element {
  return parse(renderers.junit(report, options));
}

function shape({ name, children }: Element): unknown {
  return [name, ...children.map(shape)];
}

/** All elements of a name. */
function all(name: string, element: Element): Element[] {
  return [
    ...(element.name === name ? [element] : []),
    ...element.children.flatMap((child) => all(name, child)),
  ];
}

describe("JUnit", () => {
  test("has a suite for each phase that has criteria, and one for the notes", () => {
    const root = suites(hostileReport);
    expect(root.children.map(({ attributes }) => attributes["name"]?.slice(0, 8))).toEqual([
      "Phase 1:",
      "Notes",
      "Baseline",
      "What no ",
    ]);
    const [phase] = root.children;
    expect(phase?.attributes).toMatchObject({
      tests: "5",
      failures: "2",
      errors: "0",
      skipped: "1",
    });
    const [failed, passed] = phase?.children ?? [];
    expect(failed?.attributes).toMatchObject({ classname: "zero-references" });
    expect(failed?.children[0]).toMatchObject({ name: "failure" });
    expect(failed?.children[0]?.text).toContain(":12:3  日本語");
    expect(passed?.children[0]).toMatchObject({
      name: "system-out",
      text: "vacuous: it held before the change too",
    });
  });

  test("the counts are those of the cases", () => {
    for (const element of [suites(hostileReport), ...suites(hostileReport).children]) {
      expect(element.attributes).toMatchObject({
        tests: String(all("testcase", element).length),
        failures: String(all("failure", element).length),
        errors: String(all("error", element).length),
        skipped: String(all("skipped", element).length),
      });
    }
  });

  test.each([
    ["pass", undefined],
    ["fail", "failure"],
    ["unparsed", "failure"],
    ["error", "error"],
    ["manual", "skipped"],
  ] as const)("a criterion that is %s", (status, name) => {
    const [, criterion] = hostileReport.criteria;
    if (!criterion) throw new Error("the report has a second criterion");
    const criteria = [{ ...criterion, status, vacuous: false }];
    const [phase] = suites({ ...hostileReport, criteria, commands: [] }).children;
    expect(phase?.children[0]?.children[0]?.name).toBe(name);
  });

  test("a criterion that fails only where the baseline knows it passes, and says so", () => {
    const [criterion] = hostileReport.criteria;
    if (!criterion) throw new Error("the report has a criterion");
    const hits = criterion.hits.map((hit) => ({ ...hit, baselined: true }));
    const [phase] = suites({
      ...hostileReport,
      criteria: [{ ...criterion, hits, baselined: 1 }],
    }).children;
    expect(phase?.children[0]?.children[0]?.name).toBe("system-out");
    expect(phase?.children[0]?.children[0]?.text).toContain("(in the baseline)");
  });

  test("is well formed and built the same, whatever the repository puts into it", () => {
    const calm = shape(suites(reportWith("x")));
    fc.assert(
      fc.property(hostileText, (text) => {
        const xml = renderers.junit(reportWith(text), options);
        expect(shape(parse(xml))).toEqual(calm);
        expect(xml).not.toMatch(/[^\P{Cc}\n]|[\u202E\uFFFE\uFFFF]/u);
      }),
      { numRuns: 200 },
    );
  });

  test("what XML cannot hold is spelled out", () => {
    const xml = renderers.junit(reportWith("\u0000\uFFFE]]>&<"), options);
    expect(xml).toContain("\\x00\\u{fffe}]]&gt;&amp;&lt;");
    expect(renderers.junit(hostileReport, options)).toContain("\\x1b]0;owned");
    expect(HOSTILE).toContain("\u001B");
  });
});
