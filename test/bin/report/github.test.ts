import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderers } from "../../helpers/renderers.ts";
import type { Report } from "../../../bin/report/report.ts";
import { hostileChange, hostileReport } from "../../helpers/hostile-report.ts";
import { hostileText, reportWith } from "../../helpers/hostile-text.ts";

const options = { changes: [hostileChange], columns: 80, color: false, verbose: true };

interface RunnerCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

const OLD_COMMAND = /##\[([^\]\s]+)[^\]]*\]/;

/** What GitHub's runner makes of a line: a command in the new form, in the old one, or none. */
function commandIn(line: string): RunnerCommand | undefined {
  const match = /^\s*::([^\s:]+)(?: (.*?))?::(.*)$/s.exec(line);
  if (match) {
    const [, name = "", properties = "", data = ""] = match;
    const pairs = properties.split(",").flatMap((pair) => {
      const equals = pair.indexOf("=");
      return equals < 1 ? [] : [[pair.slice(0, equals), unescaped(pair.slice(equals + 1))]];
    });
    return { name, properties: Object.fromEntries(pairs), data: unescaped(data) };
  }
  const old = OLD_COMMAND.exec(line);
  return old ? { name: old[1] ?? "", properties: {}, data: "" } : undefined;
}

function unescaped(text: string): string {
  return text
    .replaceAll("%0D", "\r")
    .replaceAll("%0A", "\n")
    .replaceAll("%3A", ":")
    .replaceAll("%2C", ",")
    .replaceAll("%25", "%");
}

/** The runner ends a line at each of these. */
function linesOf(text: string): string[] {
  return text.split(/\r\n|\n|\r/).filter((line) => line !== "");
}

function commandsIn(text: string): RunnerCommand[] {
  return linesOf(text).flatMap((line) => commandIn(line) ?? []);
}

describe("workflow commands", () => {
  test("are annotations, and after them a line for people", () => {
    const lines = linesOf(renderers.github(hostileReport, options));
    const commands = commandsIn(lines.join("\n"));
    expect(commands).toHaveLength(lines.length - 1);
    expect(lines.at(-1)).toBe(
      "conn-codemod run: 4 errors, 4 warnings, 3 notes; 1 of 2 criteria hold; exit code 1",
    );
    expect(commands[0]).toMatchObject({
      name: "error",
      properties: { line: "12", col: "3", title: expect.stringMatching(/^No references to/) },
    });
  });

  test("say the path, the title and the message as they are", () => {
    const path = "src/50%,a:b [x]/(y)=z.ts";
    const report: Report = {
      ...hostileReport,
      criteria: [],
      notes: [
        {
          code: "a-b",
          severity: "blocking",
          path,
          line: 1,
          column: 2,
          message: "100% of a::b, %0A\nline two",
          step: "1.1",
        },
      ],
    };
    const [command] = commandsIn(renderers.github(report, options));
    expect(command?.properties).toEqual({
      file: path,
      line: "1",
      col: "2",
      title: "Nothing of a phase can be written before this is cleared (a-b, step 1.1)",
    });
    expect(command?.data).toBe("100% of a::b, %0A\nline two");
  });

  test("are ten at most, and the last one counts the rest", () => {
    const [criterion] = hostileReport.criteria;
    const [hit] = criterion?.hits ?? [];
    if (!criterion || !hit) throw new Error("the report has a criterion with a hit");
    const hits = Array.from({ length: 30 }, (_each, index) => ({ ...hit, line: index + 1 }));
    const report = { ...hostileReport, criteria: [{ ...criterion, hits, contradicted: false }] };
    const commands = commandsIn(renderers.github(report, options));
    expect(commands).toHaveLength(10);
    expect(commands.slice(0, 9).map(({ properties }) => properties["line"])).toEqual(
      hits.slice(0, 9).map(({ line }) => String(line)),
    );
    expect(commands[9]).toMatchObject({
      name: "error",
      data: expect.stringMatching(/^and \d+ more findings: 24 errors, /),
    });
  });

  test("leave out what the baseline knows", () => {
    const [criterion] = hostileReport.criteria;
    if (!criterion) throw new Error("the report has a criterion");
    const hits = criterion.hits.map((hit) => ({ ...hit, baselined: true }));
    const criteria = [{ ...criterion, hits, contradicted: false }];
    const report = {
      ...hostileReport,
      criteria,
      notes: [],
      commands: [],
      baseline: null,
      coverage: [],
      occurrences: {},
    };
    expect(renderers.github(report, options)).toBe(
      "conn-codemod run: nothing found; 0 of 1 criterion hold; exit code 1\n",
    );
  });

  test("are ours only, whatever the repository puts into them", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const output = renderers.github(reportWith(text), options);
        const names = commandsIn(output).map(({ name }) => name);
        expect(names).toEqual(
          commandsIn(renderers.github(reportWith("x"), options)).map(({ name }) => name),
        );
        expect(output).not.toMatch(/[^\P{Cc}\n]|\u202E/u);
      }),
      { numRuns: 100 },
    );
  });

  test.each(["pretty", "json", "markdown", "sarif", "junit", "gitlab"] as const)(
    "are in no other format: %s",
    (format) => {
      fc.assert(
        fc.property(hostileText, (text) => {
          for (const columns of [60, Infinity]) {
            const output = renderers[format](reportWith(text), { ...options, columns });
            expect(commandsIn(output)).toEqual([]);
          }
        }),
        { numRuns: 20 },
      );
    },
  );
});
