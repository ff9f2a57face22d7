/** What a statement can do that a plan can ask for; `other` is everything else. */
export type Verb =
  | "create table"
  | "drop table"
  | "add column"
  | "drop column"
  | "create index"
  | "drop index"
  | "add constraint"
  | "drop constraint"
  | "set not null"
  | "drop not null"
  | "rename table"
  | "rename column"
  | "rename index"
  | "rename constraint"
  | "disable row security"
  | "other";

/** One thing that a statement does. Names are as PostgreSQL keeps them. */
export interface Effect {
  readonly verb: Verb;
  readonly schema: string;
  /** The table it is done to; undefined for an index that is dropped, which names none. */
  readonly table: string | undefined;
  /** The table, column, index or constraint. */
  readonly name: string;
  readonly cascade: boolean;
  /** Of a new column: whether it may be empty. */
  readonly nullable?: boolean;
  /** Of an index or constraint: the columns that it is on, as far as they can be told. */
  readonly columns?: readonly string[];
  /** Of a foreign key: what it points to; no columns stand for the primary key. */
  readonly references?: {
    readonly schema: string;
    readonly table: string;
    readonly columns: readonly string[];
  };
  /** Of a renaming. */
  readonly newName?: string;
}
