import { resolve } from "node:path";
import { dataReaderAt } from "../../audits/database/data-reader.ts";
import { nameOf } from "../../audits/database/catalog.ts";
import type { Requirement } from "../../audits/requirement.ts";
import { countRows, isReady } from "../../audits/split/count-rows.ts";
import { ruleOf } from "../../audits/split/evidence.ts";
import type { Evidence, TableEvidence } from "../../audits/split/evidence.ts";
import { selectPhases } from "../../plans/load.ts";
import type { Plan } from "../../plans/plan.ts";
import { UserError } from "../../workspace/errors.ts";
import { checkOutputFile, writeOutputFile } from "../../workspace/named-files/output-file.ts";
import type { ExitCode, Io } from "../io.ts";
import type { Options } from "../options.ts";
import { counted } from "../report/words.ts";
import { escapeControl } from "../terminal/escape.ts";
import { readTool } from "../tool.ts";
import { planAt } from "./command.ts";
import { locateTarget } from "./locate-target.ts";

/** How long one batch of rows may take. */
const statementTimeoutMs = 60_000;

/**
 * Counts in a database what the phases of the plan require of the data, and writes it down for
 * `--evidence`. Ends with 0 if the rows are ready, and with 1 if not. Reads neither the target nor
 * anything but the tables that the plan names.
 */
export async function evidence(options: Options, io: Io): Promise<ExitCode> {
  const file = options.outputs[0]?.file;
  if (file !== undefined) checkOutputFile(resolve(io.cwd, file));
  const { plan } = await planAt(locateTarget(options, io), options, io);
  const requirements = requirementsOf(plan, options.phases);
  const reader = dataReaderAt(options.database ?? "");
  const database = await reader.open({ statementTimeoutMs });
  const takenAt = new Date().toISOString();
  const tables: TableEvidence[] = [];
  try {
    for (const { phase, data } of requirements) {
      const { schema, table, column } = data;
      const counts = await countRows(data, database);
      tables.push({ phase, rule: ruleOf(data), schema, table, column, ...counts });
    }
  } finally {
    await database.close();
  }
  const { server, name } = reader;
  const found: Evidence = {
    schemaVersion: 1,
    tool: readTool(),
    plan: plan.id,
    database: { server, name, version: database.version },
    takenAt,
    tables,
  };
  const text = `${JSON.stringify(found, undefined, 2)}\n`;
  if (file === undefined) io.stdout.write(text);
  else writeOutputFile(resolve(io.cwd, file), text);
  const told = tables.flatMap(inWords).map((line) => `${escapeControl(line)}\n`);
  io.stderr.write(told.join(""));
  return tables.every(isReady) ? 0 : 1;
}

/** Throws UserError `unknown-phase`, or `nothing-to-count`. */
function requirementsOf(plan: Plan, ids: readonly string[]): readonly Requirement[] {
  const phases = ids.length === 0 ? plan.phases : selectPhases(plan, ids);
  const requirements = phases.flatMap(({ requires }) => requires);
  if (requirements.length > 0) return requirements;
  const where = ids.length === 0 ? "no phase of it" : `phase ${ids.join(", ")} of it does not`;
  throw new UserError(
    "nothing-to-count",
    `the plan ${plan.id} has nothing to count: ${where} ${ids.length === 0 ? "requires" : "require"} anything of the data.`,
  );
}

function inWords(table: TableEvidence): readonly string[] {
  const { rows, columns, unsplittable, differing } = table;
  const head = `${nameOf(table.schema, table.table)}.${table.column}: ${counted(rows, "row")}`;
  const lines = [
    ...columns
      .filter(({ nulls }) => nulls > 0)
      .map(({ name, nulls }) => `  ${nulls} with NULL in ${name}`),
    ...unsplittable.map((each) => `  ${each.rows} that cannot be split: ${each.reason}`),
    ...differing.map((each) => `  ${each.rows} with something else in ${each.column}`),
  ];
  return lines.length === 0 ? [`${head}, all of them ready`] : [head, ...lines];
}
