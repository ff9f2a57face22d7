import { BULLETS, DOCUMENT } from "../honest-target.ts";
import type { Target } from "../honest-target.ts";
import { AUDIT, ON_BASE, STALE, STRICT } from "../trick.ts";
import type { Trick } from "../trick.ts";

/** A change to the text of the document. */
function text(
  what: string,
  from: string,
  to: string,
  says: RegExp,
  exit: Trick["exit"],
  args: readonly string[] = AUDIT,
): Trick {
  return { what, play: ({ inDocument }) => inDocument(from, to), says, exit, args };
}

/** The same in a tree where the old name is in use. */
function whileStale(trick: Trick): Trick {
  const play = (target: Target): void => {
    trick.play(target);
    target.write({ "apps/web/late.ts": STALE });
  };
  return { ...trick, play };
}

const { camel, gone, manual } = BULLETS;
const AUTOMATED = "#### Automated Verification\n";
const except = (comment: string) => `${camel} <!-- ${comment} -->`;

/** Everything of the document from `from` on. */
const cutFrom = (from: string) => (target: Target) => {
  target.inDocument(from, "\0");
  const whole = target.git("show", `HEAD:${DOCUMENT}`);
  target.write({ [DOCUMENT]: whole.slice(0, whole.indexOf(from)) });
};

/** Tricks with the plan document. */
export const ofTheDocument: readonly Trick[] = [
  text(
    "a typing error in a phrase",
    "Zero grep results for `oldThing`",
    "Zero grep result fro `oldThing`",
    /of no known form/,
    1,
  ),
  text(
    "a typing error in a name",
    "for `oldThing` in",
    "for `oldTing` in",
    /`oldTing` is named nowhere else in the plan.*did you mean/,
    2,
  ),
  text(
    "a letter of another alphabet",
    "for `oldThing` in",
    "for `\u043EldThing` in",
    /looks like a Latin one and is not: U\+043E/,
    2,
  ),
  text(
    "a character that nobody sees",
    "for `oldThing` in",
    "for `old\u200BThing` in",
    /<U\+200B>.*cannot be seen/,
    2,
  ),
  text(
    "a blank at the end of a name",
    "for `oldThing` in",
    "for `` oldThing\u00A0 `` in",
    /begins or ends with a blank|cannot be seen/,
    1,
  ),
  text(
    "a pattern in the place of a name",
    "for `oldThing` in",
    "for `old.*Thing` in",
    /looks like a pattern; names are sought literally/,
    1,
  ),
  text(
    "a wildcard in a path",
    "`oldThing` in `apps/web`",
    "`oldThing` in `apps/w*`",
    /looks like a pattern; paths are taken literally/,
    1,
  ),
  text(
    "a typing error in the path of a file that must be gone",
    "File `packages/lib/old-thing.ts`",
    "File `packages/lib/old-thng.ts`",
    /named nowhere else in the plan.*did you mean/,
    2,
  ),
  text(
    "a path without its folders",
    "File `packages/lib/old-thing.ts`",
    "File `old-thing.ts`",
    /did you mean that/,
    2,
  ),
  text(
    "a path with a line number",
    "File `packages/lib/old-thing.ts`",
    "File `packages/lib/old-thing.ts:12`",
    /names a line; name the file alone/,
    1,
  ),
  text(
    "a path that leaves the root",
    "`oldThing` in `apps/web`",
    "`oldThing` in `../outside`",
    /must be a path inside the repository/,
    1,
  ),
  text(
    "a condition behind the demand",
    `${camel}\n`,
    `${camel} unless it is needed\n`,
    /what follows the paths is not understood/,
    1,
  ),
  whileStale(
    text(
      "a typing error in the heading",
      AUTOMATED,
      "#### Automated Verifcation\n",
      /apps\/web\/late\.ts:1/,
      1,
    ),
  ),
  whileStale(
    text(
      "another heading above the bullets",
      AUTOMATED,
      "#### Ideas\n",
      /apps\/web\/late\.ts:1/,
      1,
    ),
  ),
  text(
    "a bullet in another part of the document",
    `${camel}\n`,
    `\n## Ideas\n\n${camel}\n`,
    /it stands under no heading for criteria/,
    1,
  ),
  text(
    "all bullets for a person",
    AUTOMATED,
    "#### Manual Verification\n",
    /no criteria but bullets for a person/,
    2,
  ),
  whileStale({
    what: "a bullet moved to those for a person",
    play: ({ inDocument }) => {
      inDocument(`${camel}\n`, "");
      inDocument(manual, `${manual}\n${camel}`);
    },
    says: /this program can look at it, and does not/,
    exit: 0,
  }),
  text("a bullet in a quote", `${camel}\n`, `\n> ${camel}\n\n`, /it stands in a quote/, 1),
  text(
    "a bullet in a code block",
    `${camel}\n`,
    `\n\`\`\`\n${camel}\n\`\`\`\n\n`,
    /a code block is not read/,
    1,
  ),
  text(
    "a bullet in a comment",
    `${camel}\n`,
    `\n<!--\n${camel}\n-->\n\n`,
    /it is commented out/,
    1,
  ),
  text(
    "a bullet in a table",
    `${camel}\n`,
    "\n| check |\n| --- |\n| Zero grep results for `oldThing` in `apps/web` |\n\n",
    /a table is not read/,
    1,
  ),
  text(
    "a bullet in HTML",
    `${camel}\n`,
    "\n<ul><li>Zero grep results for oldThing</li></ul>\n\n",
    /HTML is not read/,
    1,
  ),
  text(
    "a bullet that is struck through",
    camel,
    `- [x] ~~${camel.slice(6)}~~`,
    /it is struck through/,
    1,
  ),
  text(
    "a bullet that became a paragraph",
    `${camel}\n`,
    `\n${camel.slice(6)}\n\n`,
    /it is a paragraph; write it as a bullet/,
    1,
  ),
  text(
    "a bullet below one that turns it around",
    `${camel}\n`,
    `- [x] None of these counts:\n  ${camel}\n`,
    /which is not understood and could change what it means/,
    1,
  ),
  text("a comment that swallows the rest", AUTOMATED, `<!-- ${AUTOMATED}`, /is never closed/, 2),
  text(
    "a code block that swallows the rest",
    AUTOMATED,
    `\`\`\`\n${AUTOMATED}`,
    /is never closed/,
    2,
  ),
  whileStale(
    text(
      "the heading says COMPLETE",
      "Phase 1: Rename",
      "Phase 1: Rename — COMPLETE",
      /the document says it is complete/,
      1,
    ),
  ),
  whileStale(
    text(
      "the heading says SKIPPED",
      "Phase 1: Rename",
      "Phase 1: Rename — SKIPPED",
      /the document says it is skipped, the plan does not/,
      1,
    ),
  ),
  text(
    "the heading says SKIPPED, and the document is the plan",
    "Phase 1: Rename",
    "Phase 1: Rename — SKIPPED",
    /no criteria in the phases that it does not skip/,
    2,
    ["audit", DOCUMENT, "--exec"],
  ),
  text(
    "a ticked box that does not hold",
    gone,
    "- [x] File `apps/web/app.ts` does not exist",
    /is ticked, but it does not hold/,
    1,
  ),
  text(
    "an exception in words",
    camel,
    `${camel} (except in generated code)`,
    /not defined in a machine-readable way; enforced strictly/,
    0,
  ),
  whileStale(
    text(
      "an exception in words for what is there",
      camel,
      `${camel} (except in \`apps/web/late.ts\`)`,
      /apps\/web\/late\.ts:1/,
      1,
    ),
  ),
  text(
    "a malformed exception",
    camel,
    except("conn-codemod except apps/web/late.ts"),
    /is not of the form/,
    1,
  ),
  text(
    "an exception without a reason",
    camel,
    except('conn-codemod: except apps/** because ""'),
    /is not of the form/,
    1,
  ),
  text(
    "an exception for everything",
    camel,
    except('conn-codemod: except ** because "all is well"'),
    /every file of these paths is excepted/,
    2,
  ),
  whileStale(
    text(
      "an exception that is turned around",
      camel,
      except('conn-codemod: except !apps/web/none.ts because "x"'),
      /apps\/web\/late\.ts:1/,
      1,
    ),
  ),
  whileStale(
    text(
      "an exception that is larger than meant",
      camel,
      except('conn-codemod: except apps/** because "one page"'),
      /1 reference excepted: one page/,
      0,
    ),
  ),
  text(
    "an exception beside no bullet",
    AUTOMATED,
    `${AUTOMATED}\n<!-- conn-codemod: except apps/** because "x" -->\n`,
    /it stands beside no bullet of the criteria/,
    1,
  ),
  text(
    "an exception from a file that must be gone",
    gone,
    `${gone} <!-- conn-codemod: except packages/** because "x" -->`,
    /only a search for references can have exceptions/,
    1,
  ),
  text("two phases of one id", "## Notes", "## Phase 1: Again", /two headings for phase 1/, 2),
  text("a phase that is not there", "## Notes", "## Notes on it", /has no phase 2; it has: 1/, 2, [
    ...AUDIT,
    "--phase",
    "2",
  ]),
  text("a phase without criteria", "## Notes", "## Phase 2: Later", /no criteria in phase 2/, 2, [
    ...AUDIT,
    "--phase",
    "2",
  ]),
  {
    what: "the phase is gone from the document",
    play: cutFrom("## Phase 1"),
    says: /docs\/plan\.md has no success criteria/,
    exit: 2,
  },
  {
    what: "the document is gone",
    play: ({ remove }) => remove(DOCUMENT),
    says: /there is no plan document/,
    exit: 2,
  },
  {
    what: "the document is empty",
    play: ({ write }) => write({ [DOCUMENT]: "" }),
    says: /has no success criteria/,
    exit: 2,
  },
  {
    what: "the document is not UTF-8",
    play: ({ write }) => write({ [DOCUMENT]: Buffer.from("# \xE9\n", "latin1") }),
    says: /could not read the plan document.*is not UTF-8/,
    exit: 2,
  },
  {
    what: "the document is cut off",
    play: cutFrom(BULLETS.pascal),
    args: ON_BASE,
    says: /on the base, phase 1 asks for it[^]*No references to `OldThing`/,
    exit: 0,
  },
  {
    what: "the document is cut off, with --strict",
    play: cutFrom(BULLETS.pascal),
    args: STRICT,
    says: /4 asked for on the base and no longer/,
    exit: 1,
  },
];
