import { counted } from "../words.ts";

/** A piece of a document: a text, or items between an opening and a close that belong together. */
export interface Part {
  /** What one item is called where some are left out: `changed file`. */
  readonly noun: string;
  readonly open: string;
  /** Each whole or not at all. */
  readonly items: readonly string[];
  readonly close: string;
  /** What is said in place of `count` items that are left out. */
  readonly more: (count: number) => string;
  /** What is wanted first gets its room first; within one rank, what stands first. */
  readonly rank: 1 | 2 | 3;
  /** Whether an item that is too long may be passed over for later ones. */
  readonly passOver?: boolean;
}

export interface Section {
  /** Above the parts, if there is room for one of them; `""` for none. */
  readonly heading: string;
  readonly parts: readonly Part[];
}

/** How long a document may be, and how that is measured. */
export interface Room {
  readonly limit: number;
  readonly measure: (text: string) => number;
}

/** What is said at the end of a document that had to leave something out. */
export type Closing = (leftOut: readonly string[]) => string;

/** One text, whole or not at all. */
export function paragraph(text: string, noun: string, rank: Part["rank"] = 1): Part {
  return { noun, open: text, items: [], close: "", more: () => "", rank };
}

interface Choice {
  readonly part: Part;
  readonly text: string;
  readonly leftOut: number;
}

/**
 * `head`, then as much of `sections` as there is room for, cut between items only, then `closing`
 * with what was left out, counted. `head` and the closing must fit by themselves.
 */
export function fitted(
  head: string,
  sections: readonly Section[],
  closing: Closing,
  room: Room,
): string {
  const whole = choose(sections, Infinity, room);
  const text = written(head, sections, whole, "");
  if (room.measure(text) <= room.limit) return text;
  const nouns = new Set(sections.flatMap(({ parts }) => parts.map(({ noun }) => noun)));
  const longest = closing([...nouns].map((noun) => counted(1e15, noun)));
  const free = room.limit - room.measure(`${head}\n\n${longest}\n`);
  if (free < 0) throw new RangeError(`a limit of ${room.limit} leaves no room for anything`);
  const chosen = choose(sections, free, room);
  return written(head, sections, chosen, closing(leftOutOf(chosen)));
}

/** What to take of each part, in at most `free`. */
function choose(
  sections: readonly Section[],
  free: number,
  { measure }: Room,
): ReadonlyMap<Part, Choice> {
  const chosen = new Map<Part, Choice>();
  const begun = new Set<Section>();
  let left = free;
  for (const rank of [1, 2, 3] as const) {
    for (const section of sections) {
      for (const part of section.parts) {
        if (part.rank !== rank) continue;
        const heading = begun.has(section) || section.heading === "" ? "" : section.heading;
        const frame = heading === "" ? 0 : measure(heading) + 2;
        const choice = taken(part, left - frame - 2, measure);
        chosen.set(part, choice);
        if (choice.text === "") continue;
        begun.add(section);
        left -= frame + 2 + measure(choice.text);
      }
    }
  }
  return chosen;
}

function taken(part: Part, free: number, measure: Room["measure"]): Choice {
  const { items, more } = part;
  const all = build(part, items, 0);
  if (measure(all) <= free) return { part, text: all, leftOut: 0 };
  let left = free - measure(build(part, [], 0)) - measure(more(1e15)) - 2;
  const kept: string[] = [];
  for (const item of items) {
    const size = measure(item) + 1;
    if (size <= left) {
      kept.push(item);
      left -= size;
    } else if (part.passOver !== true) {
      break;
    }
  }
  if (kept.length === 0) return { part, text: "", leftOut: Math.max(1, items.length) };
  const leftOut = items.length - kept.length;
  return { part, text: build(part, kept, leftOut), leftOut };
}

function build({ open, close, more }: Part, items: readonly string[], leftOut: number): string {
  return [
    ...(open === "" ? [] : [open]),
    ...items,
    ...(leftOut > 0 ? [more(leftOut)] : []),
    ...(close === "" ? [] : [close]),
  ].join("\n");
}

function leftOutOf(chosen: ReadonlyMap<Part, Choice>): readonly string[] {
  const counts = new Map<string, number>();
  for (const { part, leftOut } of chosen.values()) {
    if (leftOut > 0) counts.set(part.noun, (counts.get(part.noun) ?? 0) + leftOut);
  }
  return [...counts].map(([noun, count]) => counted(count, noun));
}

function written(
  head: string,
  sections: readonly Section[],
  chosen: ReadonlyMap<Part, Choice>,
  tail: string,
): string {
  const blocks = sections.flatMap(({ heading, parts }) => {
    const texts = parts.map((part) => chosen.get(part)?.text ?? "").filter((text) => text !== "");
    return texts.length === 0 || heading === "" ? texts : [heading, ...texts];
  });
  return `${[head, ...blocks, tail].filter((block) => block !== "").join("\n\n")}\n`;
}
