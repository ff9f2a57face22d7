import { beforeEach, describe, expect, test } from "vitest";
import type { Database, OpenDatabase } from "../../../audits/database/database.ts";
import { countRows, isReady, splitColumnData } from "../../../audits/split/count-rows.ts";
import { FILL_ORDERS, ORDERS, splitParams } from "../../helpers/split-plan.ts";

const { at: _, ...data } = splitParams;
export const orders = splitColumnData.parse(data);

/** What holds of counting on each kind of database. */
export function countTrials(open: () => OpenDatabase): void {
  describe("counting the rows of a column that is split", () => {
    let database: Database;
    beforeEach(async () => {
      database = await open()({ statementTimeoutMs: 60_000 });
      await database.exec(ORDERS);
      return async () => await database.close();
    });
    const insert = async (id: number, details: unknown): Promise<void> => {
      const text = details === undefined ? "NULL" : `'${JSON.stringify(details)}'`;
      await database.exec(`INSERT INTO orders (id, details) VALUES (${id}, ${text})`);
    };
    const count = async () => await countRows(orders, database);

    test("tells what is not filled, cannot be split, or is stale", async () => {
      const whole = { version: 1, kind: "parcel", terms: { days: 3 }, weight: 12 };
      await insert(1, whole);
      await insert(2, { ...whole, kind: "letter" });
      await insert(3, { ...whole, kind: "fax" });
      await insert(4, "text");
      await insert(5, undefined);
      await insert(6, { version: 1, kind: "parcel" });
      const bare = ["terms", "about", "kind"];
      expect(await count()).toMatchObject({
        rows: 6,
        columns: bare.map((name) => ({ name, nulls: 6 })),
      });

      await database.exec(FILL_ORDERS);
      // Since then, code that knows of the old column alone.
      await database.exec(`UPDATE orders SET details = details || '{"weight": 13}' WHERE id = 2`);
      const counts = await count();
      expect(counts).toEqual({
        rows: 6,
        columns: bare.map((name) => ({ name, nulls: 4 })),
        unsplittable: [
          { reason: 'unknown shape: its `kind` is "fax"', rows: 1, examples: ["3"] },
          { reason: "it is a text and no object", rows: 1, examples: ["4"] },
          { reason: "it is NULL", rows: 1, examples: ["5"] },
          { reason: "a part is missing: it has no `terms`", rows: 1, examples: ["6"] },
        ],
        differing: [{ column: "about", rows: 1, examples: ["2"] }],
      });
      expect(isReady(counts)).toBe(false);

      await database.exec("DELETE FROM orders WHERE id > 2");
      await database.exec(FILL_ORDERS);
      const ready = await count();
      expect(ready).toMatchObject({ rows: 2, unsplittable: [], differing: [] });
      expect(isReady(ready)).toBe(true);
    });

    test("goes through more rows than one batch has, and keeps few of their keys", async () => {
      await database.exec(
        `INSERT INTO orders (id, details) SELECT n, '[]' FROM generate_series(1, 2500) AS n`,
      );
      const { rows, unsplittable } = await count();
      expect(rows).toBe(2500);
      expect(unsplittable).toMatchObject([{ rows: 2500, examples: { length: 5 } }]);
    });

    test("tells what is not there", async () => {
      await expect(countRows({ ...orders, table: "order" }, database)).rejects.toMatchObject({
        code: "not-to-be-counted",
        message: expect.stringContaining("there is no table order in it") as unknown,
      });
      const other = { ...orders, column: "detail" };
      await expect(countRows(other, database)).rejects.toMatchObject({
        message: expect.stringContaining(
          "orders has no column detail; the nearest there is: details",
        ) as unknown,
      });
    });
  });
}
