/** The builders of each database's flavour: `pgTable`, `pgTableCreator`, `pgSchema` … */
const FLAVOURS = [
  {
    name: "pg",
    schema: "pgSchema",
    database: "PgDatabase<Q, S = {}, R = any>",
    transaction: "PgTransaction<Q, S = {}, R = any>",
  },
  {
    name: "mysql",
    schema: "mysqlSchema",
    database: "MySqlDatabase<Q, P, S = {}, R = any>",
    transaction: "MySqlTransaction<Q, P, S = {}, R = any>",
  },
  {
    name: "sqlite",
    schema: "",
    database: "BaseSQLiteDatabase<K, Q, S = {}, R = any>",
    transaction: "SQLiteTransaction<K, Q, S = {}, R = any>",
  },
  {
    name: "singlestore",
    schema: "singlestoreSchema",
    database: "SingleStoreDatabase<Q, P, S = {}, R = any>",
    transaction: "SingleStoreTransaction<Q, P, S = {}, R = any>",
  },
  {
    name: "gel",
    schema: "gelSchema",
    database: "GelDatabase<Q, S = {}, R = any>",
    transaction: "GelTransaction<Q, S = {}, R = any>",
  },
];

const DRIVERS = `
  aws-data-api/pg better-sqlite3 bun-sql bun-sqlite d1 durable-sqlite expo-sqlite gel
  libsql libsql/web libsql/http mysql-proxy mysql2 neon neon-http neon-serverless
  netlify-db node-postgres op-sqlite pg-proxy pglite planetscale-serverless postgres-js
  singlestore sql-js sqlite-proxy tidb-serverless vercel-postgres xata-http
`
  .trim()
  .split(/\s+/);

const DATABASES = `
  AwsDataApiPgDatabase BetterSQLite3Database BunSQLDatabase BunSQLiteDatabase
  DrizzleD1Database DrizzleSqliteDODatabase ExpoSQLiteDatabase GelJsDatabase
  LibSQLDatabase MySqlRemoteDatabase MySql2Database NeonDatabase NeonHttpDatabase
  NodePgDatabase OPSQLiteDatabase PgRemoteDatabase PgliteDatabase PlanetScaleDatabase
  PostgresJsDatabase SingleStoreDriverDatabase SQLJsDatabase SqliteRemoteDatabase
  TiDBServerlessDatabase VercelPgDatabase XataHttpDatabase
`
  .trim()
  .split(/\s+/);

const VALIDATORS = [
  "drizzle-zod",
  "drizzle-orm/zod",
  "drizzle-valibot",
  "drizzle-typebox",
  "drizzle-arktype",
];

/**
 * Drizzle: a table is the record of its columns, and whatever is made of a table (rows, what is
 * inserted, schemas, aliases, subqueries) is a mapped type over that record, so that each of its
 * members leads to the column's key. What a column holds does not matter and is `any`.
 */
export const DRIZZLE = /* ts */ `
declare module "drizzle-orm" {
  export interface TableStatics<C> {
    readonly "~columns": C;
    readonly $inferSelect: RowOf<C>;
    readonly $inferInsert: NewRowOf<C>;
    readonly _: { readonly columns: C; readonly [key: string]: any };
    enableRLS(): TableOf<C>;
    getSQL(): any;
  }
  export type TableOf<C> = C & TableStatics<C>;
  export type ColumnsOf<T> = T extends { readonly "~columns": infer C } ? C : any;
  export type RowOf<C> = { [K in keyof C]: any };
  export type NewRowOf<C> = { [K in keyof C]?: any };
  export type InferSelectModel<T, O = any> = T extends { readonly "~columns": infer C } ? RowOf<C> : any;
  export type InferInsertModel<T, O = any> = T extends { readonly "~columns": infer C } ? NewRowOf<C> : any;
  export type InferModel<T, M = any, O = any> = M extends "insert" ? InferInsertModel<T> : InferSelectModel<T>;
  export function getTableColumns<T>(table: T): ColumnsOf<T>;
  export function getColumns<T>(table: T): ColumnsOf<T>;
  export function alias<T>(table: T, name: string): T;
  export interface TableMaker {
    <C>(name: string, columns: (types: any) => C, extra?: (table: TableOf<C>) => any): TableOf<C>;
    <C>(name: string, columns: C, extra?: (table: TableOf<C>) => any): TableOf<C>;
    withRLS: TableMaker;
  }
  export interface SchemaMaker {
    table: TableMaker; view: any; materializedView: any; enum: any; sequence: any; schemaName: string;
  }
  export interface RelationsOf<T, R> { readonly "~relations": R; readonly "~table": T }
  export function relations<T, R>(table: T, make: (helpers: any) => R): RelationsOf<T, R>;
  export interface RelationParts<S> { readonly "~parts": S }
  type RelationHelpers<S> = S & {
    one: { [K in keyof S]: (options?: any) => any };
    many: { [K in keyof S]: (options?: any) => any };
  };
  export function defineRelations<S>(
    schema: S, make?: (r: RelationHelpers<S>) => { [K in keyof S]?: any },
  ): RelationParts<S>;
  export function defineRelationsPart<S>(
    schema: S, make?: (r: RelationHelpers<S>) => { [K in keyof S]?: any },
  ): RelationParts<S>;

  type Selected<F> = { [K in keyof F]: F[K] extends { readonly "~columns": infer C } ? RowOf<C> : any };
  interface QueryOf<R> extends PromiseLike<R[]> {
    catch(handle: any): Promise<any>; finally(handle: any): Promise<any>;
    where(...a: any[]): this; orderBy(...a: any[]): this; groupBy(...a: any[]): this; having(...a: any[]): this;
    limit(...a: any[]): this; offset(...a: any[]): this; for(...a: any[]): this; $dynamic(): this; $withCache(...a: any[]): this;
    union(...a: any[]): this; unionAll(...a: any[]): this; intersect(...a: any[]): this; except(...a: any[]): this;
    prepare(...a: any[]): { execute(...a: any[]): Promise<R[]> }; execute(...a: any[]): Promise<R[]>;
    all(): Promise<R[]>; get(): Promise<R>; run(): Promise<any>; values(): Promise<any[]>;
    as(name?: string): { [K in keyof R]: any }; toSQL(): any; getSQL(): any;
  }
  type Joiner<R> = (table: any, on?: any) => R;
  interface FieldsQuery<R> extends QueryOf<R> {
    leftJoin: Joiner<this>; rightJoin: Joiner<this>; innerJoin: Joiner<this>; fullJoin: Joiner<this>; crossJoin: Joiner<this>;
    leftJoinLateral: Joiner<this>; innerJoinLateral: Joiner<this>; crossJoinLateral: Joiner<this>;
  }
  interface RowsQuery<C> extends QueryOf<RowOf<C>> {
    leftJoin: Joiner<FieldsQuery<any>>; rightJoin: Joiner<FieldsQuery<any>>; innerJoin: Joiner<FieldsQuery<any>>;
    fullJoin: Joiner<FieldsQuery<any>>; crossJoin: Joiner<FieldsQuery<any>>;
  }
  interface SelectRows { from<T>(table: T): RowsQuery<T extends { readonly "~columns": infer C } ? C : T> }
  interface SelectFields<F> { from(table: any): FieldsQuery<Selected<F>> }
  interface WriteQuery<C> extends PromiseLike<any> {
    where(...a: any[]): this; from(...a: any[]): this; prepare(...a: any[]): any; execute(...a: any[]): Promise<any>;
    innerJoin: Joiner<this>; leftJoin: Joiner<this>;
    onConflictDoNothing(options?: any): this;
    onConflictDoUpdate(options: { target?: any; set?: NewRowOf<C>; where?: any; setWhere?: any; targetWhere?: any }): this;
    onDuplicateKeyUpdate(options: { set: NewRowOf<C> }): this;
    returning(): QueryOf<RowOf<C>>;
    returning<F>(fields: F): QueryOf<Selected<F>>;
    $returningId(): Promise<any[]>; $dynamic(): this; toSQL(): any; orderBy(...a: any[]): this; limit(...a: any[]): this;
    catch(handle: any): Promise<any>; finally(handle: any): Promise<any>;
  }
  interface InsertInto<C> {
    values(rows: NewRowOf<C> | NewRowOf<C>[]): WriteQuery<C>;
    select(query: any): WriteQuery<C>; overridingSystemValue(): this; ignore(): this;
  }
  type Found<C> = RowOf<C> & { [relation: string]: any };
  interface RelationalQuery<C> {
    findMany(options?: any): Promise<Found<C>[]>;
    findFirst(options?: any): Promise<Found<C> | undefined>;
  }
  export interface Database<S> {
    query: { [K in keyof S]: RelationalQuery<ColumnsOf<S[K]>> };
    _query: { [K in keyof S]: RelationalQuery<ColumnsOf<S[K]>> };
    select(): SelectRows; select<F>(fields: F): SelectFields<F>;
    selectDistinct(): SelectRows; selectDistinct<F>(fields: F): SelectFields<F>;
    selectDistinctOn(on: any): SelectRows; selectDistinctOn<F>(on: any, fields: F): SelectFields<F>;
    insert<C>(table: { readonly "~columns": C }): InsertInto<C>;
    replace<C>(table: { readonly "~columns": C }): InsertInto<C>;
    update<C>(table: { readonly "~columns": C }): { set(values: NewRowOf<C>): WriteQuery<C> };
    delete<C>(table: { readonly "~columns": C }): WriteQuery<C>;
    $with(name: string, fields?: any): { as<R>(query: QueryOf<R>): { [K in keyof R]: any } };
    with(...a: any[]): Database<S>; $count(...a: any[]): Promise<number>;
    transaction<R>(run: (tx: Database<S>) => R, options?: any): R;
    batch(queries: any): Promise<any>; execute(query: any): Promise<any>; run(query: any): any; all(query: any): any; get(query: any): any;
    refreshMaterializedView(view: any): any; $client: any; $cache: any;
  }
}
${FLAVOURS.map(
  ({ name, schema, database, transaction }) => `declare module "drizzle-orm/${name}-core" {
  import type { Database, SchemaMaker, TableMaker } from "drizzle-orm";
  export const ${name}Table: TableMaker;
  export function ${name}TableCreator(rename: any): TableMaker;
  ${schema && `export function ${schema}(name: string): SchemaMaker;`}
  export function alias<T>(table: T, name: string): T;
  export type ${database} = Database<S>;
  export type ${transaction} = Database<S>;
}`,
).join("\n")}
${DRIVERS.map(
  (name) => `declare module "drizzle-orm/${name}" {
  import type { Database, RelationParts } from "drizzle-orm";
  export function drizzle<S>(client: any, options: { relations: RelationParts<S>; [key: string]: any }): Database<S>;
  export function drizzle<S>(options: { relations: RelationParts<S>; [key: string]: any }): Database<S>;
  export function drizzle<S>(client: any, options: { schema: S; [key: string]: any }): Database<S>;
  export function drizzle<S>(options: { schema: S; [key: string]: any }): Database<S>;
  export function drizzle<S = {}>(...a: any[]): Database<S>;
  ${DATABASES.map((each) => `export type ${each}<S = {}, R = any> = Database<S>;`).join(" ")}
}`,
).join("\n")}
${VALIDATORS.map(
  (name) => `declare module "${name}" {
  import type { ColumnsOf } from "drizzle-orm";
  import type { z } from "zod";
  type Refinement<T> = { [K in keyof ColumnsOf<T>]?: any };
  export function createSelectSchema<T>(table: T, refine?: Refinement<T>): z.ZodObject<ColumnsOf<T>>;
  export function createInsertSchema<T>(table: T, refine?: Refinement<T>): z.ZodObject<ColumnsOf<T>>;
  export function createUpdateSchema<T>(table: T, refine?: Refinement<T>): z.ZodObject<ColumnsOf<T>>;
  export function createSchemaFactory(options?: any): {
    createSelectSchema: typeof createSelectSchema; createInsertSchema: typeof createInsertSchema; createUpdateSchema: typeof createUpdateSchema;
  };
}`,
).join("\n")}
`;
