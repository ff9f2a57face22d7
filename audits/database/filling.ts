import { quoted } from "./catalog.ts";
import type { Database } from "./database.ts";
import type { SampleRow } from "./sample-row.ts";

const REQUIRED = `
SELECT a.attname::text, t.typcategory::text, t.typname::text, (
  SELECT enumlabel::text FROM pg_enum WHERE enumtypid = t.oid ORDER BY enumsortorder LIMIT 1
)
FROM pg_attribute a
JOIN pg_type t ON t.oid = a.atttypid
WHERE a.attrelid = $1::text::regclass AND a.attnum > 0 AND NOT a.attisdropped
  AND a.attnotnull AND NOT a.atthasdef AND a.attidentity = '' AND a.attgenerated = ''`;

/**
 * Values for the columns of a table that need one and are not among `given`, made from `number`, so
 * that those of two rows differ where they can. A column of a kind that is not known here is left
 * out. Throws SqlFailure.
 */
export async function fillingFor(
  { table, schema = "public" }: Pick<SampleRow, "table" | "schema">,
  given: ReadonlySet<string>,
  number: number,
  database: Database,
): Promise<SampleRow["values"]> {
  const columns = await database.query(REQUIRED, [quoted(schema, table)]);
  const entries = columns.flatMap(([column, category, type, label]) => {
    if (typeof column !== "string" || given.has(column)) return [];
    const value = fillingOf(category ?? "", type ?? "", label ?? null, number);
    return value === undefined ? [] : [[column, value] as const];
  });
  return Object.fromEntries(entries);
}

/** `category` and `type` are those of `pg_type`, `label` is the first of an enum. */
function fillingOf(
  category: string,
  type: string,
  label: string | null,
  number: number,
): SampleRow["values"][string] | undefined {
  if (type === "json" || type === "jsonb") return {};
  if (type === "uuid") return `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
  if (type.startsWith("time") && !type.startsWith("timestamp")) return "00:00:00";
  switch (category) {
    case "S":
      return String(number);
    case "N":
      return number;
    case "B":
      return false;
    case "D":
      return "1970-01-01T00:00:00Z";
    case "A":
      return [];
    case "E":
      return label ?? undefined;
    default:
      return undefined;
  }
}
