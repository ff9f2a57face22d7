import { nameOf } from "../database/catalog.ts";
import type { Blocker } from "../requirement.ts";
import type { SplitColumnData, SplitCounts } from "../split/count-rows.ts";

type Place = Pick<Blocker, "path" | "line" | "column">;
/** What a count is about: a new column that is NULL, rows of one kind, or a column that differs. */
export type Counted = readonly ["columns" | "unsplittable" | "differing", string];

/**
 * What of `counts` stands against dropping the old column, a blocker for each column and reason.
 * `where` is the database in words: `in app at localhost:5432`.
 */
export function countedBlockers(
  { schema, table, column, fill }: SplitColumnData & { readonly fill?: string | undefined },
  counts: SplitCounts,
  where: string,
  placeOf: (counted: Counted) => Place,
): readonly Blocker[] {
  const shown = nameOf(schema, table);
  const of = (rows: number): string =>
    `${rows} of ${counts.rows} ${counts.rows === 1 ? "row" : "rows"} of ${shown} ${where}`;
  const filling = fill === undefined ? "what fills the new columns" : `\`${fill}\``;
  const again = "then count again";
  return [
    ...counts.columns
      .filter(({ nulls }) => nulls > 0)
      .map(({ name, nulls }) => ({
        code: "rows-not-filled",
        ...placeOf(["columns", name]),
        message: `${of(nulls)} ${have(nulls)} NULL in ${name}. Run ${filling}, see that all code that runs writes ${name} too, ${again}.`,
      })),
    ...counts.unsplittable.map(({ reason, rows, examples }) => ({
      code: "rows-not-splittable",
      ...placeOf(["unsplittable", reason]),
      message: `${of(rows)} cannot be split: ${column}: ${reason} (${named(examples, rows)}). Mend or delete ${rows === 1 ? "it" : "them"}, ${again}.`,
    })),
    ...counts.differing.map(({ column: name, rows, examples }) => ({
      code: "rows-differ",
      ...placeOf(["differing", name]),
      message: `${of(rows)} ${rows === 1 ? "holds" : "hold"} something else in ${name} than what ${column} says (${named(examples, rows)}): code that knows nothing of ${name} has written since. Stop that code, set ${name} to NULL there, run ${filling}, ${again}.`,
    })),
  ];
}

function have(rows: number): string {
  return rows === 1 ? "has" : "have";
}

function named(examples: readonly string[], rows: number): string {
  const names = examples.map((key) => JSON.stringify(key)).join(", ");
  return rows > examples.length ? `${names}, …` : names;
}
