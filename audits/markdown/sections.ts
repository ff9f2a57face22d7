import { textOf } from "./parse.ts";
import type { Node, Parsed } from "./parse.ts";
import { phaseInTitle, phaseTitle, sectionKind } from "./titles.ts";
import type { PhaseTitle, SectionKind } from "./titles.ts";

/** A part of a document, and what the headings above it say; a heading is in no section itself. */
export interface Placed {
  readonly node: Node;
  /** The id of the phase that it is in. */
  readonly phase: string | undefined;
  readonly section: SectionKind | undefined;
}

/** A heading that opens a phase. */
export interface PhaseHeading extends PhaseTitle {
  readonly line: number;
}

export interface Sections {
  readonly parts: readonly Placed[];
  readonly headings: readonly PhaseHeading[];
  /** The first heading of the first level. */
  readonly title: string | undefined;
}

interface Open {
  readonly depth: number;
  readonly phase: string | undefined;
  /** Whether it opens that phase, so that what is above no longer counts. */
  readonly opensPhase: boolean;
  readonly section: SectionKind | undefined;
}

/** Deeper than any heading: a paragraph that stands for one, such as `**Automated Verification:**`. */
const PARAGRAPH_DEPTH = 7;

/**
 * The parts of a document, each with its phase and section. Headings may be of
 * any depth, and a section lasts until the next heading that is not below its own.
 */
export function sectionsOf(parsed: Parsed): Sections {
  const parts: Placed[] = [];
  const headings: PhaseHeading[] = [];
  let title: string | undefined;
  let open: Open[] = [];
  for (const node of parsed.root.children) {
    const phase = open.at(-1)?.phase;
    const section = sectionIn(open);
    const text = node.type === "heading" || node.type === "paragraph" ? textOf(node) : "";
    if (node.type === "heading") {
      parts.push({ node, phase, section: undefined });
      if (node.depth === 1) title ??= text;
      open = open.filter(({ depth }) => depth < node.depth);
      const { depth } = node;
      const outer = sectionIn(open);
      const own = phaseTitle(text);
      if (own && outer === undefined) {
        headings.push({ ...own, line: parsed.at(node).line });
        open.push({ depth, phase: own.id, opensPhase: true, section: undefined });
      } else {
        const kind = sectionKind(text, outer !== undefined);
        // Below a heading for criteria, or in one, a phase is spoken of and not opened.
        const named = own?.id ?? (kind === undefined ? undefined : phaseInTitle(text));
        const inherited = open.at(-1)?.phase;
        open.push({ depth, phase: named ?? inherited, opensPhase: false, section: kind });
      }
      continue;
    }
    const kind = node.type === "paragraph" ? labelKind(node, text, section) : undefined;
    if (kind === undefined) {
      parts.push({ node, phase, section });
    } else {
      parts.push({ node, phase, section: undefined });
      open = open.filter(({ depth }) => depth < PARAGRAPH_DEPTH);
      open.push({ depth: PARAGRAPH_DEPTH, phase, opensPhase: false, section: kind });
    }
  }
  return { parts, headings, title };
}

function sectionIn(open: readonly Open[]): SectionKind | undefined {
  for (const each of open.toReversed()) {
    if (each.section !== undefined) return each.section;
    if (each.opensPhase) return undefined;
  }
  return undefined;
}

/** The section that a paragraph opens: one that is nothing but a bold title, or one with a colon. */
function labelKind(
  node: Node,
  text: string,
  section: SectionKind | undefined,
): SectionKind | undefined {
  const [first, second] = node.type === "paragraph" ? node.children : [];
  const bold = first?.type === "strong" && textOf(first).length >= text.length - 1;
  const titled = bold || (second === undefined && text.endsWith(":"));
  return titled ? sectionKind(text, section !== undefined) : undefined;
}
