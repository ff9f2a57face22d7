import { exceptionIn, LIST, pathProblem, whole } from "./parts.ts";
import type { Matcher } from "./parts.ts";
import type { Form } from "./form.ts";
import { glossesIn, notUnderstood } from "../gloss.ts";
import { countCodes } from "../phrase.ts";

const NOUN = "(?:files?|folders?|directory|directories|paths?)";
const ADJECTIVES = "(?:(?:the|old|new|legacy|empty|stub|schema|following|these|both|all) )*";
const SUBJECT = `${ADJECTIVES}(?<noun>(?:[a-z-]+ )?${NOUN} )?(?<paths>${LIST})(?<nounAfter> ${NOUN})?`;
const NOT = "(?:do|does|did|should|must|may) ?(?:not|n['’]t)|(?:don|doesn|didn)['’]t|no longer";
const ABSENT = `(?:(?:${NOT}) exists?(?: (?:any ?more|any longer))?|(?:is|are|was|were|has been|have been|must be) (?:deleted|removed|gone|absent))`;
const PRESENT = "(?:(?:still |now )?exists?|(?:is|are) (?:present|there))";

const FORMS: readonly (readonly ["path-absent" | "path-present", Matcher])[] = [
  ["path-absent", whole(`${SUBJECT} ${ABSENT}`)],
  ["path-present", whole(`${SUBJECT} ${PRESENT}`)],
  [
    "path-absent",
    whole(
      `(?:[\\w-]+ ){0,3}(?<noun>${NOUN}) (?:deleted|removed|gone|(?:${ABSENT})): ?(?<paths>${LIST})`,
    ),
  ],
  ["path-absent", whole(`(?:deleted|removed|no) (?<noun>${NOUN})[: ] ?(?<paths>${LIST})`)],
  ["path-present", whole(`(?:[\\w-]+ ){0,3}(?<noun>${NOUN}) ${PRESENT}: ?(?<paths>${LIST})`)],
];

/** Endings by which code without a folder in it is taken for a file, and not for a symbol. */
const FILE_ENDING =
  /\.(?:[cm]?[jt]sx?|json[c5]?|mdx?|sql|ya?ml|s?css|html?|sh|toml|env|txt|lock|prisma|graphql|vue|svelte|py|go|rs)$/i;

/** `File X does not exist`, `Files X and Y do not exist`, `X is deleted`, `X exists`. */
export const absenceOrPresence: Form = (words, codes) => {
  for (const [kind, form] of FORMS) {
    const groups = form(words);
    if (!groups) continue;
    const { paths: list = "", rest = "" } = groups;
    const named = groups["noun"] !== undefined || groups["nounAfter"] !== undefined;
    const count = countCodes(list);
    const paths = codes.slice(0, count);
    const glosses = glossesIn(rest, codes.slice(count));
    if (!glosses) return { why: notUnderstood("it", rest, codes.slice(count)) };
    const symbol = named ? undefined : paths.find((path) => !looksLikePath(path));
    if (symbol !== undefined) {
      return {
        why: `\`${symbol}\` does not look like a path. Of a file, say: File \`path\` does not exist; of a name: Zero grep results for \`name\` in \`path\``,
      };
    }
    const problem = paths.map(pathProblem).find((each) => each !== undefined);
    if (problem !== undefined) return { why: problem };
    return { demands: [{ kind, params: { paths }, ...exceptionIn(glosses) }] };
  }
  return undefined;
};

/** Whether a piece of code is more likely a path than a name or a command. */
export function looksLikePath(code: string): boolean {
  return !/^@|\s/.test(code) && (code.includes("/") || FILE_ENDING.test(code));
}
