/** How a plan of the tests splits `orders.details`, as the requirement `split-data-ready` takes it. */
export const splitParams = {
  table: "orders",
  key: "id",
  column: "details",
  into: { terms: { at: "terms" }, about: { rest: true } },
  also: { kind: { at: "kind" } },
  drop: { version: 1 },
  kinds: { by: "kind", known: ["parcel", "letter"] },
  at: { path: "db/schema.ts", text: 'jsonb("details")' },
};

/** A plan whose second phase needs the data to be ready. */
export const splitPlan = {
  id: "split",
  title: "Split the details of orders",
  phases: [
    {
      id: "1",
      title: "Fill the parts",
      criteria: [{ kind: "split-data-ready", params: splitParams }],
    },
    {
      id: "2",
      title: "Drop the whole",
      requires: [{ kind: "split-data-ready", params: splitParams }],
      steps: [{ kind: "move-module", params: { from: "db/schema.ts", to: "db/tables.ts" } }],
      criteria: [{ kind: "path-absent", params: { paths: ["db/schema.ts"] } }],
    },
  ],
};

export const splitFiles = {
  "package.json": '{ "name": "small", "type": "module" }\n',
  "db/schema.ts": 'export const orders = {\n  details: jsonb("details"),\n};\n',
};

/** The table as it is between the two phases. */
export const ORDERS = `
CREATE TABLE orders (id int PRIMARY KEY, details jsonb, terms jsonb, about jsonb, kind varchar(50))`;

/** Fills the new columns of those rows of it that can be split. */
export const FILL_ORDERS = `
UPDATE orders SET terms = details -> 'terms', about = details - 'terms' - 'version', kind = details ->> 'kind'
WHERE details ? 'terms' AND details ->> 'kind' IN ('parcel', 'letter')`;
