import { distance as editDistance } from "fastest-levenshtein";

/** What a heading opens, as far as criteria go. */
export type SectionKind = "criteria" | "automated" | "manual";

/** What a document says of a phase's state. */
export type PhaseState = "complete" | "skipped";

/** A heading such as `Phase 3a: Cut over — SKIPPED`. */
export interface PhaseTitle {
  readonly id: string;
  readonly title: string;
  readonly state: PhaseState | undefined;
}

const NUMBER_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten";

/** `1`, `3a`, `2.1`, `B`, `IV`, `two`. */
const ID = `(?:\\d+[a-z]?(?:\\.\\d+[a-z]?)*|[ivx]+|[a-z]|${NUMBER_WORDS})`;

const PHASE = new RegExp(`^[^\\p{L}\\p{N}]*phase\\s+(${ID})(?![\\p{L}\\p{N}])(.*)$`, "iu");

const STATES: Readonly<Record<string, PhaseState>> = {
  complete: "complete",
  completed: "complete",
  done: "complete",
  skipped: "skipped",
  cancelled: "skipped",
  canceled: "skipped",
  abandoned: "skipped",
  dropped: "skipped",
  deferred: "skipped",
};

/** A state at the end of a title, set off from it: `— COMPLETE`, `(done)`, `[SKIPPED] ✅`. */
const STATE_AT_END = new RegExp(
  `(?:^|\\s*[—–|(\\[]\\s*|\\s+-+\\s+|:\\s+)(?:[^\\p{L}\\p{N}\\s]\\s*)?(${Object.keys(STATES).join("|")})[^\\p{L}\\p{N}]*$`,
  "iu",
);

const CHECK_MARK = /[\u2705\u2714\u2611]\uFE0F?/u;

/**
 * The phase that a heading of this text is about; undefined if it is about none. What follows the
 * id must be set off from it, so that "Phase 2 migration" is no phase.
 */
export function phaseTitle(text: string): PhaseTitle | undefined {
  const match = PHASE.exec(text);
  const id = match?.[1];
  const rest = match?.[2] ?? "";
  if (id === undefined || !/^(?:\s*$|\s*[^\p{L}\p{N}\s])/u.test(rest)) return undefined;
  const checked = CHECK_MARK.test(rest);
  const plain = rest.replace(CHECK_MARK, "").replace(/^\s*[:.)—–|-]*\s*/u, "");
  const whole = stateAtEnd(rest);
  const stated = whole?.index === 0 ? whole : stateAtEnd(plain);
  const title = stated ? plain.slice(0, stated.index) : plain;
  return {
    id,
    title: title.trim() === "" ? `Phase ${id}` : title.trim(),
    state: stated?.state ?? (checked ? "complete" : undefined),
  };
}

function stateAtEnd(text: string): { state: PhaseState; index: number } | undefined {
  const match = STATE_AT_END.exec(text);
  const word = match?.[1] ?? "";
  const state = STATES[word.toLowerCase()];
  if (!match || !state) return undefined;
  // "Phase 1: what was done" ends in such a word; after a colon only a shouted one is a state.
  const quiet = word !== word.toUpperCase() && /^(?::|$|\w)/.test(match[0]);
  return quiet ? undefined : { state, index: match.index };
}

/** The state that a cell or a line says, if it says nothing else: `**SKIPPED**`, `✅ Complete`. */
export function stateWord(text: string): PhaseState | undefined {
  const word = text.replace(/[^\p{L}]+/gu, " ").trim();
  return STATES[word.toLowerCase()];
}

/** The phase id in a text that is nothing but `Phase 3`. */
export function phaseReference(text: string): string | undefined {
  const match = new RegExp(`^[^\\p{L}\\p{N}]*phase\\s+(${ID})[^\\p{L}\\p{N}]*$`, "iu").exec(text);
  return match?.[1];
}

/** The phase that a title of criteria names: `Success Criteria (Phase 2)`. */
export function phaseInTitle(text: string): string | undefined {
  return new RegExp(`\\bphase\\s+(${ID})(?![\\p{L}\\p{N}])`, "iu").exec(text)?.[1];
}

/** The phase whose skip rationale a text that begins a paragraph announces. */
export function rationaleOf(text: string): string | undefined {
  const pattern = `^\\W*phase\\s+(${ID})\\s+(?:was\\s+)?(?:skip(?:ped|ping)?|cancel+ed|abandoned|dropped|deferred|deferral)\\b`;
  return new RegExp(pattern, "iu").exec(text)?.[1];
}

const TITLES: readonly (readonly [SectionKind, RegExp, readonly string[]])[] = [
  [
    "criteria",
    /^(?:(?:success|acceptance|exit|completion)\s+criteri(?:a|on)|definition of done|verification(?: steps| plan)?$|validation(?: steps)?$)/,
    ["success criteria", "acceptance criteria"],
  ],
  [
    "automated",
    /^automat(?:ed|ic)(?:\s*$|\s*\(|\s+(?:success\s+)?(?:verification|checks?|criteria|validation)\b)/,
    ["automated verification", "automated checks"],
  ],
  [
    "manual",
    /^manual(?:\s*$|\s*\(|\s+(?:success\s+)?(?:verification|checks?|criteria|validation)\b)/,
    ["manual verification", "manual checks"],
  ],
];

/**
 * What section a heading of this text opens; undefined if none. `inCriteria` says whether it stands
 * below a heading for criteria: "Manual testing" is one of them only there. A slip of the keyboard
 * in a usual title does not hide a section.
 */
export function sectionKind(text: string, inCriteria: boolean): SectionKind | undefined {
  const title = text
    .toLowerCase()
    .replace(/^\d[\p{L}\p{N}.]*[.)]?\s+/u, "")
    .replace(/^[^\p{L}]+/u, "")
    .replace(/[\s:.]+$/u, "");
  const exact = TITLES.find(([, pattern]) => pattern.test(title))?.[0];
  if (exact) return exact;
  if (inCriteria && /^(?:automat|ci\b)/.test(title)) return "automated";
  if (inCriteria && /^(?:manual|human)/.test(title)) return "manual";
  const words = title.replace(/[:(—–].*$/u, "").trim();
  // Almost all headings are longer by far than what they would be a slip of.
  const isSlipOf = (each: string): boolean =>
    Math.abs(each.length - words.length) <= 2 && editDistance(each, words) <= 2;
  return TITLES.find(([, , usual]) => usual.some(isSlipOf))?.[0];
}
