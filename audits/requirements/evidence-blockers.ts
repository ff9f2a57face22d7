import { nameOf } from "../database/catalog.ts";
import type { Blocker, KnownData } from "../requirement.ts";
import type { SplitColumnData } from "../split/count-rows.ts";
import { ruleOf } from "../split/evidence.ts";
import type { EvidenceFile } from "../split/evidence.ts";
import { countedBlockers } from "./counted-blockers.ts";
import type { SplitDataReadyParams } from "./split-data-ready-params.ts";

/** How much two clocks may differ. */
const toleranceMs = 5 * 60_000;
const hourMs = 60 * 60_000;

/** What an evidence file says against dropping the old column, or what is wrong with the file. */
export function blockersIn(
  params: SplitDataReadyParams,
  data: SplitColumnData,
  phase: string | undefined,
  known: KnownData,
  { path, text, data: found }: EvidenceFile,
): readonly Blocker[] {
  const at = (...needles: readonly string[]) => ({ path, ...placeAfter(text, needles) });
  const refused = (place: ReturnType<typeof at>, why: string): readonly Blocker[] => [
    {
      code: "evidence-refused",
      ...place,
      message: `${path} does not count: ${why}. Take it anew: \`${evidenceCommand(phase, known)}\`.`,
    },
  ];
  if (found.plan !== known.plan.id) {
    return refused(
      at('"plan"'),
      `it was made for the plan ${found.plan}, and this is ${known.plan.id}`,
    );
  }
  const shown = nameOf(data.schema, data.table);
  const tables = found.tables.filter(
    ({ schema, table, column }) =>
      schema === data.schema && table === data.table && column === data.column,
  );
  if (tables.length === 0) {
    const others = found.tables.map(
      ({ schema, table, column }) => `${nameOf(schema, table)}.${column}`,
    );
    return refused(
      at('"tables"'),
      `it is about ${others.join(", ")}, and this is about ${shown}.${data.column}`,
    );
  }
  const rule = ruleOf(data);
  const counted = tables.find((each) => each.rule === rule);
  if (counted === undefined) {
    const place = at('"tables"', JSON.stringify(data.table));
    return refused(
      place,
      `it was counted for other columns, or another way of splitting ${shown}.${data.column}, than the plan's now`,
    );
  }
  const age = known.now.getTime() - Date.parse(found.takenAt);
  if (age < -toleranceMs) {
    return refused(at('"takenAt"'), `it was taken at ${found.takenAt}, which is still to come`);
  }
  if (age > params.maxAgeHours * hourMs) {
    const hours = Math.floor(age / hourMs);
    return refused(
      at('"takenAt"'),
      `it is ${hours} hours old, and the plan takes ${params.maxAgeHours}`,
    );
  }
  const where = `in ${found.database.name} at ${found.database.server} at ${found.takenAt}`;
  return countedBlockers(params, counted, where, ([list, name]) =>
    at('"tables"', JSON.stringify(rule), JSON.stringify(list), JSON.stringify(name)),
  );
}

/** What writes the evidence for a phase, on the command line. */
export function evidenceCommand(phase: string | undefined, { plan }: KnownData): string {
  const name = plan.name === "" ? "" : ` ${plan.name}`;
  const only = phase === undefined ? "" : ` --phase ${phase}`;
  return `conn-codemod evidence${name}${only} --database URL --output evidence.json`;
}

/** Where the last of `needles` is, each sought behind the one before; at worst the beginning. */
function placeAfter(text: string, needles: readonly string[]): Pick<Blocker, "line" | "column"> {
  let index = 0;
  for (const needle of needles) {
    const found = text.indexOf(needle, index);
    if (found !== -1) index = found;
  }
  const before = text.slice(0, index).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
