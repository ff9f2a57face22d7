import { xmlElement } from "./escape/xml.ts";
import { commandCases } from "./junit/commands.ts";
import { criterionCase } from "./junit/criteria.ts";
import { gateSuites } from "./junit/gate.ts";
import { noteCases } from "./junit/notes.ts";
import { suite } from "./junit/suite.ts";
import type { RenderOptions } from "./renderer.ts";
import type { Report } from "./report.ts";

/**
 * The report as JUnit XML: a suite for each phase with a case for each criterion and command, one
 * for the notes, and one each for the baseline and the holes between the criteria. What was not run
 * or is left to a person is skipped.
 */
export function renderJunit(report: Report, options: RenderOptions): string {
  const suites = [
    ...report.phases.map(({ id, title }) =>
      suite(`Phase ${id}: ${title}`, [
        ...report.criteria
          .filter(({ phase }) => phase === id)
          .map((criterion) => criterionCase(criterion, options)),
        ...commandCases(report, id),
      ]),
    ),
    suite("Notes", noteCases(report)),
    ...gateSuites(report),
  ].filter(({ tests }) => tests > 0);
  const sum = (pick: "tests" | "failures" | "errors" | "skipped"): number =>
    suites.reduce((total, own) => total + own[pick], 0);
  const root = xmlElement(
    "testsuites",
    {
      name: `${report.tool.name} ${report.command} ${report.plan}`,
      tests: sum("tests"),
      failures: sum("failures"),
      errors: sum("errors"),
      skipped: sum("skipped"),
    },
    suites.map(({ xml }) => xml),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}
