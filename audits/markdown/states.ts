import { childrenOf, textOf } from "./parse.ts";
import type { NodeOf } from "./parse.ts";
import type { Placed } from "./sections.ts";
import { phaseReference, rationaleOf, stateWord } from "./titles.ts";
import type { PhaseState } from "./titles.ts";

/** What a document says of its phases beside their headings. Ids are in lower case. */
export interface Stated {
  readonly states: ReadonlyMap<string, PhaseState>;
  readonly reasons: ReadonlyMap<string, string>;
}

/**
 * States from tables with a column `Status` and rows that begin with `Phase 3`, and from lines
 * `Status: SKIPPED` in a phase; reasons from paragraphs such as `**Phase 3 skip rationale**: …`.
 */
export function statedIn(parts: readonly Placed[]): Stated {
  const states = new Map<string, PhaseState>();
  const reasons = new Map<string, string>();
  for (const { node, phase } of parts) {
    if (node.type === "table") {
      for (const [id, state] of statesInTable(node)) states.set(id, state);
    } else if (node.type === "paragraph") {
      const text = textOf(node);
      const state = /^status:\s*(.+)$/iu.exec(text)?.[1];
      const known = state === undefined ? undefined : stateWord(state);
      if (known && phase !== undefined) states.set(phase.toLowerCase(), known);
      const [first] = node.children;
      const about = first?.type === "strong" ? rationaleOf(textOf(first)) : undefined;
      if (first && about !== undefined) {
        reasons.set(about.toLowerCase(), shortened(text.slice(textOf(first).length)));
      }
    }
  }
  return { states, reasons };
}

/** What `stated` has for phase `id`, or else for the one that it is a part of: 3 for 3a and 3.1. */
export function statedFor<Value>(
  id: string,
  stated: ReadonlyMap<string, Value>,
): Value | undefined {
  const own = id.toLowerCase();
  const whole = /^\d+/.exec(own)?.[0] ?? own;
  return stated.get(own) ?? stated.get(whole);
}

function statesInTable(table: NodeOf<"table">): readonly (readonly [string, PhaseState])[] {
  const [header, ...rows] = table.children;
  const titles = (header?.children ?? []).map((cell) => textOf(cell));
  const column = titles.findIndex((title) => /^(?:status|state)$/i.test(title));
  return rows.flatMap((row) => {
    const cells = childrenOf(row).map((cell) => textOf(cell));
    const id = phaseReference(cells[0] ?? "");
    const state = stateWord(cells[column] ?? "");
    return id === undefined || state === undefined ? [] : [[id.toLowerCase(), state] as const];
  });
}

/** How much of a reason is worth a place in a report, in characters. */
const MOST = 240;

/** A reason's first sentence, without what leads to it. */
function shortened(text: string): string {
  const plain = text.replace(/^[\s:—–-]+/u, "");
  const sentence = /^.*?[.!?](?=\s|$)/su.exec(plain)?.[0] ?? plain;
  const short = sentence.length <= MOST ? sentence : `${sentence.slice(0, MOST).trimEnd()}…`;
  return short.replace(/\.$/, "");
}
