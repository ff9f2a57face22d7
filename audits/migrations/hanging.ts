import type { Effect } from "./effect.ts";
import type { TablePlace } from "./names.ts";

/** An index or a constraint, and the columns that it goes with. */
export interface Hanging extends TablePlace {
  readonly what: "index" | "constraint";
  readonly name: string;
  readonly columns: readonly string[];
  readonly references: Effect["references"];
}

/** What hangs on tables and columns, and so goes when they go. */
export class HangingThings {
  private things: readonly Hanging[] = [];

  /** What the migrations so far have made, and not yet dropped. */
  get all(): readonly Hanging[] {
    return this.things;
  }

  /** Takes in what one more statement does. */
  apply(effect: Effect): void {
    const { verb, schema, name, columns = [], references } = effect;
    const table = effect.table ?? "";
    const inTable = (thing: TablePlace) => thing.schema === schema && thing.table === table;
    const change = (which: (thing: Hanging) => boolean, how: (thing: Hanging) => Hanging) => {
      this.things = this.things.map((thing) => (which(thing) ? how(thing) : thing));
    };
    const newName = effect.newName ?? name;
    switch (verb) {
      case "create index":
        this.things = [...this.things, { what: "index", schema, table, name, columns, references }];
        return;
      case "add constraint":
        this.things = [
          ...this.things,
          { what: "constraint", schema, table, name, columns, references },
        ];
        return;
      case "rename table":
        change(inTable, (thing) => ({ ...thing, table: newName }));
        change(pointsTo(schema, table), (thing) => ({
          ...thing,
          references: thing.references && { ...thing.references, table: newName },
        }));
        return;
      case "rename column":
        change(inTable, (thing) => ({
          ...thing,
          columns: thing.columns.map((column) => (column === name ? newName : column)),
        }));
        return;
      case "rename index":
      case "rename constraint":
        change(
          (thing) => thing.schema === schema && thing.name === name,
          (thing) => ({ ...thing, name: newName }),
        );
        return;
      case "drop table":
      case "drop column":
      case "drop index":
      case "drop constraint": {
        const gone = new Set([...this.goneWith(effect), ...this.named(effect)]);
        this.things = this.things.filter((thing) => !gone.has(thing));
        return;
      }
      default:
    }
  }

  /** What goes besides when `effect`, a drop of a table or a column, is done. */
  goneWith({ verb, schema, table, name, cascade }: Effect): readonly Hanging[] {
    if (verb !== "drop table" && verb !== "drop column") return [];
    const column = verb === "drop column" ? name : undefined;
    return this.things.filter((thing) => {
      if (thing.schema === schema && thing.table === table) {
        return column === undefined || thing.columns.includes(column);
      }
      if (!cascade || !pointsTo(schema, table ?? "")(thing)) return false;
      return column === undefined || thing.references?.columns.includes(column) === true;
    });
  }

  private named({ verb, schema, table, name }: Effect): readonly Hanging[] {
    return this.things.filter((thing) => {
      if (thing.schema !== schema || thing.name !== name) return false;
      if (verb === "drop index") return thing.what === "index";
      return verb === "drop constraint" && thing.table === table;
    });
  }
}

function pointsTo(schema: string, table: string): (thing: Hanging) => boolean {
  return ({ references }) => references?.schema === schema && references.table === table;
}
