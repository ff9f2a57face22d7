import { LIST, whole } from "./parts.ts";
import { looksLikePath } from "./paths.ts";
import { alwaysSucceeds } from "../../criteria/always-succeeds.ts";
import type { Demand, Form, Understood } from "./form.ts";
import { glossesIn, notUnderstood } from "../gloss.ts";
import type { Gloss } from "../gloss.ts";
import { CODE, countCodes } from "../phrase.ts";

const NO_ERRORS =
  "(?:without|with (?:no|zero|0)|no|zero|0)(?: (?:new|type|lint|build|compile|compilation))? (?:errors?|failures?|problems?|issues?)";
const ADVERB = `(?: (?:cleanly|clean|successfully|ok|green|fine|${NO_ERRORS}|(?:with )?(?:exit )?(?:code )?(?:0|zero)))?`;
const VERB = `(?:pass(?:es)?|succeeds?|compiles?|builds?|completes?|works?|runs?|finish(?:es)?|generates?|exits?|(?:(?:is|are) )?(?:green|clean|ok|fine)|(?:reports?|has|have|produces?|shows?) ${NO_ERRORS})${ADVERB}`;
const NO_CHANGES =
  "(?:no|zero|without)(?: (?:pending|new|further|uncommitted|unstaged|remaining|schema|file|working tree))* (?:changes?|diffs?|differences|modifications?|migrations?)";

const BEHIND_LABEL = whole(`(?<label>[^${CODE}:]+): ?(?<commands>${LIST})`);
const WITH_VERB = whole(
  `(?<run>run(?:ning)? )?(?<commands>${LIST}) (?:(?:still|now|all|both) )*(?:${VERB}|(?:produces?|makes?|leaves?|has|shows?) (?<nothing>${NO_CHANGES}))`,
);
const ALONE = whole(`(?<run>run )?(?<commands>${LIST})`);

const SUCCESS = new RegExp(
  `^\\(?(?:(?:all|both|everything|full|the)? ?(?:[a-z-]+ )?(?:${VERB}|${NO_ERRORS})|${NO_ERRORS}|exit(?: code)? 0)\\)?[.!]?$`,
  "i",
);
const NO_CHANGES_ALONE = new RegExp(
  `^\\(?(?:(?:produces?|makes?|leaves?|has|shows?|with|there are|nothing changes|reports?) )?${NO_CHANGES}\\)?[.!]?$`,
  "i",
);

/** What a label may say of the output, for it means success. */
const HARMLESS = new RegExp(
  `(?:(?:reports?|has|have|produces?|shows?|finds?) )?${NO_ERRORS}`,
  "gi",
);

/** Labels that ask for something that an exit status does not say. */
const FAILURE =
  /\b(?:exists?|deleted|removed|created|absent|gone|fails?|failing|must not|should not|does not|do not|doesn['’]t|cannot|rejects?)\b/i;
const OUTPUT =
  /\b(?:returns?|outputs?|prints?|shows?|contains?|lists?|reports?|responds?|equals?|exactly|zero|none|nothing|empty|no (?:remaining|more|results?|references?|match(?:es)?|hits?|imports?|occurrences?|uses?|usages?|output))\b/i;

/**
 * `Type checking passes: X`, `X passes`: a command that must exit with 0. `(no pending changes)`
 * asks for more: that it leaves the files as they are. `cd A && X` is X in the folder A.
 */
export const commands: Form = (words, codes) => {
  const labelled = BEHIND_LABEL(words);
  if (labelled) return fromLabel(labelled, codes);
  const asserted = WITH_VERB(words);
  if (asserted) return demandsOf(asserted, codes, asserted["nothing"] !== undefined);
  const alone = ALONE(words);
  if (!alone) return undefined;
  // Code of one word could be a path or a name as well, and is not run on a guess.
  const count = countCodes(alone["commands"] ?? "");
  const single = codes.slice(0, count).find((code) => !/\S\s+\S/.test(code));
  const isClear = alone["run"] !== undefined || /\p{L}/u.test(alone["rest"] ?? "");
  return single === undefined || isClear
    ? demandsOf(alone, codes, false)
    : { why: `it does not say what \`${single}\` has to do` };
};

function fromLabel(
  groups: Readonly<Record<string, string | undefined>>,
  codes: readonly string[],
): Understood {
  const label = (groups["label"] ?? "").replace(HARMLESS, "");
  const search = codes.slice(0, countCodes(groups["commands"] ?? "")).find(isSearch);
  if (search !== undefined) return { why: searchProblem(search) };
  if (FAILURE.test(label) || (OUTPUT.test(label) && !new RegExp(NO_CHANGES, "i").test(label))) {
    return {
      why: "what it says of the command is more, or other, than that it succeeds, which is all that can be looked at",
    };
  }
  return demandsOf(groups, codes, new RegExp(NO_CHANGES, "i").test(label));
}

function demandsOf(
  { commands: list = "", rest = "", run }: Readonly<Record<string, string | undefined>>,
  codes: readonly string[],
  changesNothing: boolean,
): Understood {
  const count = countCodes(list);
  const written = codes.slice(0, count);
  const glosses = glossesIn(rest, codes.slice(count));
  const problem = written.map(commandProblem).find((each) => each !== undefined);
  if (problem !== undefined) return { why: problem };
  // To run a file that somebody only speaks of could do harm.
  const path = run === undefined ? written.find(looksLikePath) : undefined;
  if (path !== undefined) {
    return { why: `\`${path}\` looks like a path. If it is to be run, say: Run \`${path}\`` };
  }
  if (!glosses) return { why: notUnderstood("the command", rest, codes.slice(count)) };
  const unchanged = changesNothing || glosses.some(({ text }) => NO_CHANGES_ALONE.test(text));
  return { demands: written.map((each) => demandOf(each, unchanged, glosses)) };
}

function demandOf(written: string, changesNothing: boolean, glosses: readonly Gloss[]): Demand {
  const [, folder, rest] = /^\s*cd\s+([^\s;&|"'`$*?~\\]+)\s*&&\s*(.+)$/s.exec(written) ?? [];
  const command = rest ?? written;
  const exception = glosses.find(({ excepts }) => excepts)?.text;
  const unchecked = glosses.filter(
    ({ text, excepts }) => !excepts && !SUCCESS.test(text) && !NO_CHANGES_ALONE.test(text),
  );
  return {
    kind: "command",
    params: {
      command,
      ...(folder !== undefined && { folder }),
      ...(changesNothing && { changesNothing }),
    },
    ...(unchecked.length > 0 && {
      remark: `not checked, only whether the command succeeds: ${unchecked.map(({ text }) => text).join(" ")}`,
    }),
    ...(exception !== undefined && { exception }),
  };
}

const SEARCHES = /^(?:!\s*)?(?:git\s+grep|[ef]?grep|rg|ag|ack|find|fd)\b/;

function isSearch(written: string): boolean {
  return SEARCHES.test(withoutFolder(written));
}

function searchProblem(written: string): string {
  return `\`${written}\` is a search, whose exit status says whether it found something. Write: Zero grep results for \`name\` in \`path\``;
}

function withoutFolder(written: string): string {
  return written.replace(/^\s*cd\s+\S+\s*&&\s*/, "").trim();
}

/** Why the exit status of a command would not say whether what is asked for holds. */
function commandProblem(written: string): string | undefined {
  const command = withoutFolder(written);
  if (isSearch(written)) return searchProblem(written);
  const unquoted = command.replace(/'[^']*'|"[^"]*"/g, "''");
  if (alwaysSucceeds(command, true)) {
    return `\`${written}\` succeeds whatever happens`;
  }
  if (/(?<!\|)\|(?!\|)/.test(unquoted)) {
    return `\`${written}\` is a pipe, of which only the last program's exit status counts. Put it into a script that fails when it should`;
  }
  if (/(?<!&)&\s*$/.test(unquoted)) return `\`${written}\` is not waited for`;
  return undefined;
}
