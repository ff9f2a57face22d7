import { BULLETS } from "../honest-target.ts";
import { AUDIT } from "../trick.ts";
import type { Trick } from "../trick.ts";

/** Another command in the bullet of the document. */
function bullet(what: string, written: string, says: RegExp, exit: Trick["exit"]): Trick {
  const play: Trick["play"] = ({ inDocument }) => inDocument(BULLETS.command, `- [x] ${written}`);
  return { what, play, says, exit };
}

/** A command in the plan. */
function own(
  what: string,
  params: Readonly<Record<string, unknown>>,
  says: RegExp,
  exit: Trick["exit"] = 2,
): Trick {
  const phases = [{ id: "1", title: "Rename", criteria: [{ kind: "command", params }] }];
  return { what, play: ({ inPlan }) => inPlan({ phases }), says, exit };
}

const ALWAYS = /succeeds whatever happens/;

/** Tricks with commands. */
export const ofCommands: readonly Trick[] = [
  bullet("a command that cannot fail: || true", "It lints: `test -f none || true`", ALWAYS, 1),
  bullet("a command that cannot fail: || :", "It lints: `test -f none || :`", ALWAYS, 1),
  bullet("a command that cannot fail: ; true", "It lints: `test -f none; true`", ALWAYS, 1),
  bullet("a command that cannot fail: ; exit 0", "It lints: `test -f none; exit 0`", ALWAYS, 1),
  bullet(
    "a command that cannot fail: || echo",
    "It lints: `test -f none || echo 'failed; sorry'`",
    ALWAYS,
    1,
  ),
  bullet("a command that does nothing", "It lints: `echo ok`", ALWAYS, 1),
  bullet(
    "a pipe that hides a failure",
    "It lints: `test -f none | tee log`",
    /only the last program's exit status counts/,
    1,
  ),
  bullet("a command that is not waited for", "It lints: `test -f none &`", /is not waited for/, 1),
  bullet(
    "a search as a command",
    "Nothing is left: `grep -r oldThing apps`",
    /is a search, whose exit status says whether it found/,
    1,
  ),
  bullet(
    "a command that should print something",
    "It prints nothing: `test -f package.json`",
    /more, or other, than that it succeeds/,
    1,
  ),
  bullet("a command that fails", "It is there: `test -f none`", /exited with 1/, 1),
  bullet(
    "a command that is not there",
    "It lints: `no-such-program --version`",
    /could not start: the shell exited with 127/,
    2,
  ),
  bullet(
    "a command in a folder that is not there",
    "It builds: `cd nowhere && make`",
    /could not start|there is no folder/,
    2,
  ),
  bullet("a command that kills itself", "It lints: `kill -9 $$`", /was killed before it ended/, 2),
  bullet(
    "a command that changes the tree, and must not",
    "Generate: `cp package.json apps/web/app.ts` (no pending changes)",
    /changed 1 file/,
    1,
  ),
  own("a command of the plan that cannot fail", { command: "test -f none || true" }, ALWAYS),
  own(
    "a shell in a list that cannot fail",
    { command: ["sh", "-c", "test -f none; exit 0"] },
    ALWAYS,
  ),
  own(
    "a command that hangs",
    { command: "sleep 600", timeoutSeconds: 0.3 },
    /stopped after 0\.3 s/,
  ),
  own("a program that is not there", { command: ["no-such-program"] }, /could not start/),
  {
    what: "commands are not run",
    play: () => {},
    args: AUDIT.slice(0, 2),
    says: /not run: pass --exec/,
    exit: 1,
  },
];
