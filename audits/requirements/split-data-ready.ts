import { z } from "zod";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { nameOf } from "../database/catalog.ts";
import { literalPath } from "../places.ts";
import type { Blocker, KnownData, RequirementKind } from "../requirement.ts";
import { countRows, splitColumnData } from "../split/count-rows.ts";
import type { SplitColumnData, SplitCounts } from "../split/count-rows.ts";
import { countedBlockers } from "./counted-blockers.ts";
import { blockersIn, evidenceCommand } from "./evidence-blockers.ts";
import { splitDataReadyParams } from "./split-data-ready-params.ts";
import type { SplitDataReadyParams } from "./split-data-ready-params.ts";

/** How long one batch of rows may take. */
const statementTimeoutMs = 60_000;

/**
 * Met if every row of a table has its new columns filled with what splitting the old one gives, as
 * the database shows or an evidence file of it. What has no value is lost with the old column.
 */
export const splitDataReady: RequirementKind<SplitDataReadyParams> = {
  kind: "split-data-ready",
  schema: splitDataReadyParams,
  title: (params) =>
    `all rows of ${nameOf(params.schema, params.table)} hold the parts of ${params.column} in ${columnsOf(params).join(", ")}`,
  data: dataOf,
  judge: async (params, phase, known, snapshot) => {
    const at = placeOf(params, snapshot);
    if (known.reader) return await judgeRows(params, known.reader, at);
    if (known.evidence) return blockersIn(params, dataOf(params), phase, known, known.evidence);
    return [
      {
        code: "data-not-shown",
        ...at,
        message: `${nameOf(params.schema, params.table)}.${params.column} is to be dropped, and nothing shows that all of it has been copied to ${columnsOf(params).join(", ")}. Run \`${evidenceCommand(phase, known)}\` on the database in use, then run this again with \`--evidence evidence.json\`.`,
      },
    ];
  },
};

/** The parameters without what is only about the requirement. */
function dataOf(params: SplitDataReadyParams): SplitColumnData {
  return z.object(splitColumnData.shape).parse(params);
}

function columnsOf({ into, also }: Pick<SplitDataReadyParams, "into" | "also">): string[] {
  return [...Object.keys(into), ...Object.keys(also)];
}

async function judgeRows(
  params: SplitDataReadyParams,
  reader: NonNullable<KnownData["reader"]>,
  at: Pick<Blocker, "path" | "line" | "column">,
): Promise<readonly Blocker[]> {
  const database = await reader.open({ statementTimeoutMs });
  let counts: SplitCounts;
  try {
    counts = await countRows(dataOf(params), database);
  } finally {
    await database.close();
  }
  const where = `in ${reader.name} at ${reader.server}`;
  return countedBlockers(params, counts, where, () => at);
}

function placeOf(
  { at: { path: written, text } }: SplitDataReadyParams,
  snapshot: Snapshot,
): Pick<Blocker, "path" | "line" | "column"> {
  const path = literalPath(written) ?? written;
  const lines = snapshot.text(path)?.split("\n") ?? [];
  const index = lines.findIndex((line) => line.includes(text));
  const column = lines[index]?.indexOf(text) ?? 0;
  return { path, line: Math.max(index, 0) + 1, column: column + 1 };
}
