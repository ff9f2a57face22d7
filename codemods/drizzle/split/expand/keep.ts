import { ts } from "ts-morph";
import type { EditSet } from "../../../program/edit-set.ts";
import { Names, spotFor } from "./hoist.ts";
import type { Spot } from "./hoist.ts";
import { indentOf, indentUnit, lineBreakOf } from "./text.ts";

/** Constants to declare in front of writes, so that what they hold is evaluated once. */
export class Constants {
  private readonly names = new Names();
  private readonly bySpot = new Map<ts.Node, { spot: Spot; lines: string[] }>();

  /**
   * Where constants for `nodes` can go, all of them in one place; undefined if that would change
   * when or whether something is evaluated.
   */
  spotFor(nodes: readonly ts.Expression[]): Spot | undefined {
    const moved = new Set<ts.Node>(nodes);
    const spots = nodes.map((node) => spotFor(node, moved));
    const [first] = spots;
    return first && spots.every((spot) => spot && placeOf(spot) === placeOf(first))
      ? first
      : undefined;
  }

  /** The first of `wanted` that can be declared at `spot`. */
  nameAt(spot: Spot, wanted: readonly string[]): string | undefined {
    return this.names.take(spot, wanted);
  }

  /** Declares `const what = value` at `spot`. */
  declare(spot: Spot, what: string, value: string): void {
    const known = this.bySpot.get(placeOf(spot)) ?? { spot, lines: [] };
    this.bySpot.set(placeOf(spot), known);
    known.lines.push(`const ${what} = ${value}`);
  }

  /** Adds the declarations to `edits`. */
  addTo(edits: EditSet): void {
    for (const { spot, lines } of this.bySpot.values()) {
      const node = placeOf(spot);
      const file = node.getSourceFile();
      const end = hasSemicolons(file) ? ";" : "";
      const line = lineBreakOf(file);
      const indent = indentOf(node);
      if (spot.kind === "statement") {
        const start = node.getStart(file);
        const text = lines.map((each) => `${each}${end}${line}${indent}`).join("");
        edits.add(file, { start, end: start, text });
        continue;
      }
      const arrow = indentOf(spot.body.parent);
      const inside = `${arrow}${indentUnit(file)}`;
      const body = ts.isParenthesizedExpression(spot.body) ? spot.body.expression : spot.body;
      const text = [...lines.map((each) => each + end), "return "].join(`${line}${inside}`);
      edits.add(file, {
        start: spot.body.getStart(file),
        end: body.getStart(file),
        text: `{${line}${inside}${text}`,
      });
      edits.add(file, {
        start: body.getEnd(),
        end: spot.body.getEnd(),
        text: `${end}${line}${arrow}}`,
      });
    }
  }
}

function placeOf(spot: Spot): ts.Node {
  return spot.kind === "body" ? spot.body : spot.statement;
}

function hasSemicolons(file: ts.SourceFile): boolean {
  const [first] = file.statements;
  return !first || first.getText(file).endsWith(";") || file.text.includes(";\n");
}
