import { BULLETS } from "../honest-target.ts";
import type { Target } from "../honest-target.ts";
import { AUDIT, ON_BASE, STALE, STRICT } from "../trick.ts";
import type { Trick } from "../trick.ts";

const FILE = "known.txt";
const CRITERION = "1/zero-references/oldThing, apps/web, packages/lib";
const TEXT = STALE.trim();
const line = (path: string, criterion = CRITERION) => `${criterion}\t${path}\t${TEXT}`;
const KNOWN = line("apps/web/late.ts");
const WITH = [...AUDIT, "--baseline", FILE];

/** A baseline of `lines`, and a file with a finding; what else to do then. */
function lines(
  what: string,
  all: readonly string[],
  says: RegExp,
  exit: Trick["exit"],
  args: readonly string[] = WITH,
  more: (target: Target) => void = () => {},
): Trick {
  const play = (target: Target): void => {
    target.write({ "apps/web/late.ts": STALE, [FILE]: all.map((each) => `${each}\n`).join("") });
    more(target);
  };
  return { what, play, says, exit, args };
}

/** Tricks with the file of known findings. */
export const ofBaselines: readonly Trick[] = [
  lines(
    "a finding that the baseline does not have",
    [],
    /apps\/web\/late\.ts:1[^]*1 of 5|4 of 5/,
    1,
  ),
  lines("a wildcard in the baseline", [line("apps/**")], /has a wildcard in it/, 2),
  lines(
    "a line whose finding is gone",
    [line("apps/web/app.ts"), KNOWN],
    /Baseline[^]*apps\/web\/app\.ts/,
    1,
  ),
  lines("a finding that comes a second time", [KNOWN], /late\.ts:2/, 1, WITH, ({ write }) =>
    write({ "apps/web/late.ts": STALE + STALE }),
  ),
  lines(
    "lines out of order",
    [KNOWN, line("apps/web/app.ts")],
    /it belongs before the line above/,
    2,
  ),
  lines("a line twice", [KNOWN, KNOWN], /it is line 1 once more/, 2),
  lines(
    "a criterion that is not there",
    [line("apps/web/late.ts", "1/zero-references/oldTing")],
    /the plan has no criterion/,
    2,
  ),
  lines(
    "the criterion of another name",
    [line("apps/web/late.ts", "1/zero-references/OldThing, apps/web, packages/lib")],
    /apps\/web\/late\.ts:1/,
    1,
  ),
  lines("a path outside of the root", [line("../late.ts")], /is not a path from the root/, 2),
  lines("an absolute path", [line("/apps/web/late.ts")], /is absolute/, 2),
  lines(
    "a folder for all that is in it",
    [line("apps/web")],
    /apps\/web\/later\.ts:1/,
    1,
    WITH,
    ({ write }) => write({ "apps/web/later.ts": STALE }),
  ),
  lines(
    "a line without a text",
    [`${CRITERION}\tapps/web/late.ts`],
    /it is not a criterion, a path and a text/,
    2,
  ),
  lines("the marks of a merge", ["<<<<<<< ours", KNOWN], /left from a merge with conflicts/, 2),
  lines(
    "a failed command that the baseline lists",
    ["1/command/test -f none\tnone\texited with 1", KNOWN],
    /exited with 1/,
    1,
    WITH,
    ({ inDocument }) => inDocument(BULLETS.command, "- [x] It is there: `test -f none`"),
  ),
  lines("a baseline that is not there", [], /there is no baseline other\.txt/, 2, [
    ...AUDIT,
    "--baseline",
    "other.txt",
  ]),
  lines("a new finding while the baseline is updated", [], /apps\/web\/late\.ts:1/, 1, [
    ...WITH,
    "--update-baseline",
  ]),
  lines("a line put in by hand", [KNOWN], /the baseline has grown since the base/, 0, [
    ...ON_BASE,
    "--baseline",
    FILE,
  ]),
  lines(
    "a line put in by hand, with --strict",
    [KNOWN],
    /1 asked for on the base and no longer/,
    1,
    [...STRICT, "--baseline", FILE],
  ),
];
