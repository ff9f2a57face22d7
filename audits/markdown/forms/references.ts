import { exceptionIn, LIST, pathProblem, whole } from "./parts.ts";
import type { Matcher } from "./parts.ts";
import type { Form, Understood } from "./form.ts";
import { glossesIn, notUnderstood } from "../gloss.ts";
import { CODE, countCodes } from "../phrase.ts";

const THINGS =
  "(?:results?|references?|match(?:es)?|hits?|occurrences?|uses?|usages?|mentions?|imports?|instances?|traces?)";
const KINDS =
  "(?:(?:remaining|more|other|further|whole-word|code|git|grep|search|import|stale|left-?over) )*";
const LEFT = "(?: (?:remain|remains|remaining|left|are left|found|are found|exist|returned))?";
const NAMES = `(?<names>${LIST})`;
const NO_THINGS = `(?:zero|no|0) ${KINDS}${THINGS}${LEFT} (?:for|to|of|from) ${NAMES}`;
const FOLDER = "(?:files?|folders?|directory|directories|packages?|apps?|paths?)";
/** `a` and `b`, the folder `a`, or words that are spelled out in brackets: application code (`a`, `b`). */
const WHERE = `(?:(?:the )?(?:${FOLDER} )?(?<places>${LIST})(?: ${FOLDER})?|(?<place>[^${CODE}()]+) \\((?<spelled>${LIST})\\))`;
const IN = `${LEFT} (?:any ?where )?(?:in|within|under|across|inside|throughout) ${WHERE}`;

const FORMS: readonly Matcher[] = [
  whole(`${NO_THINGS}${IN}`),
  whole(
    `${NAMES} (?:(?:does|do|must|should) not|doesn['’]t|don['’]t|no longer) (?:appears?|occurs?)(?: any ?more)?${IN}`,
  ),
  whole(`(?:zero|no) ${KINDS}${NAMES}(?: ${THINGS})?${IN}`),
  whole(
    `(?<subject>${LIST}) (?:has|have|contains?) (?:zero|no) ${KINDS}${THINGS}${LEFT} (?:for|to|of|from) ${NAMES}`,
  ),
];

const WITHOUT_PLACE = new RegExp(`^${NO_THINGS}`, "i");

/**
 * `Zero grep results for X in A and B`: no file of the paths holds one of the names as a whole
 * word. Each name becomes a criterion of its own.
 */
export const zeroReferences: Form = (words, codes) => {
  for (const form of FORMS) {
    const groups = form(words);
    if (groups) return fromGroups(groups, codes);
  }
  if (!WITHOUT_PLACE.test(words)) return undefined;
  return {
    why: "it does not say in which files and folders, or not in a form that is understood. Write: Zero grep results for `name` in `path` and `path`",
  };
};

function fromGroups(
  groups: Readonly<Record<string, string | undefined>>,
  codes: readonly string[],
): Understood {
  const { names = "", subject, rest = "" } = groups;
  const placesText = groups["places"] ?? groups["spelled"] ?? subject ?? "";
  const [first, second] = subject === undefined ? [names, placesText] : [placesText, names];
  const split = countCodes(first);
  const end = split + countCodes(second);
  const parts = [codes.slice(0, split), codes.slice(split, end)] as const;
  const [sought, paths] = subject === undefined ? parts : [parts[1], parts[0]];
  const glosses = glossesIn(rest, codes.slice(end));
  if (!glosses) return { why: notUnderstood("the paths", rest, codes.slice(end)) };
  if (/\b(?:except|excluding|outside|other than|but)\b/i.test(groups["place"] ?? "")) {
    return { why: "it makes an exception in the middle of what it asks for" };
  }
  const problem = firstOf(sought, nameProblem) ?? firstOf(paths, pathProblem);
  if (problem !== undefined) return { why: problem };
  return {
    demands: sought.map((name) => ({
      kind: "zero-references",
      params: { name, paths },
      ...exceptionIn(glosses),
    })),
  };
}

/** Why searching for a name as it is written could find nothing although it is there. */
function nameProblem(name: string): string | undefined {
  if (name !== name.trim()) return `the name \`${name}\` begins or ends with a blank`;
  if (/\\|\||\.[*+?]|^\^|\$$|\*/.test(name)) {
    return `\`${name}\` looks like a pattern; names are sought literally, so it would never be found. Name each in code of its own`;
  }
  if (/^[.-]|[./:(-]$/.test(name)) {
    return `\`${name}\` is sought as a whole word, so what begins or ends it would hide it where it is part of a longer path`;
  }
  return undefined;
}

function firstOf(
  items: readonly string[],
  problemOf: (item: string) => string | undefined,
): string | undefined {
  return items.map(problemOf).find((problem) => problem !== undefined);
}
