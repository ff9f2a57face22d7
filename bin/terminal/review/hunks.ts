import type { FileChange } from "../../../workspace/change-set.ts";
import { fileDiff } from "../../../workspace/diff.ts";
import { digitsOf, hunkLines } from "../../report/pretty/files.ts";
import { escapeControl } from "../escape.ts";
import { cutMiddle } from "../width.ts";
import { hunkChoices } from "./choices.ts";
import type { Dialogue } from "./dialogue.ts";
import { firstScreenful, rule } from "./screen.ts";

/**
 * Asks about each hunk of `change`; resolves with the indexes of the accepted ones, or undefined if
 * the person goes back to the file. `known` are the answers of an earlier walk. Throws ReviewQuit.
 */
export async function walkHunks(
  change: FileChange,
  known: ReadonlySet<number> | undefined,
  dialogue: Dialogue,
): Promise<ReadonlySet<number> | undefined> {
  const { hunks } = fileDiff(change);
  const digits = digitsOf(hunks);
  const accepted = new Set(known);
  const decided = new Set(known ? hunks.keys() : []);
  let allLines = false;
  let at = 0;
  for (let hunk = hunks[at]; hunk; hunk = hunks[at]) {
    const view = dialogue.view();
    const place = `hunk ${at + 1} of ${hunks.length}`;
    const path = cutMiddle(escapeControl(change.path), Math.max(8, view.columns - 26));
    const head = ["", rule(`${place}  ${path}`, view)];
    const lines = hunkLines(hunk, digits, view);
    const shown = allLines
      ? { lines, all: true }
      : firstScreenful(lines, head, dialogue.terminal, view);
    dialogue.print([...head, ...shown.lines]);
    allLines = false;

    const before = accepted.has(at) ? "accept" : "skip";
    const question = {
      text: decided.has(at) ? `Take this hunk? (${PAST[before]} before)` : "Take this hunk?",
      choices: hunkChoices({ allLines: !shown.all }),
      initial: decided.has(at) ? before : "accept",
    } as const;
    const answer = await dialogue.ask(question, "your answers are lost");
    switch (answer) {
      case "accept":
      case "accept-rest":
      case "skip":
      case "skip-rest": {
        const end = answer.endsWith("-rest") ? hunks.length : at + 1;
        for (; at < end; at += 1) {
          decided.add(at);
          if (answer.startsWith("accept")) accepted.add(at);
          else accepted.delete(at);
        }
        break;
      }
      case "back":
        if (at === 0) return undefined;
        at -= 1;
        break;
      case "all-lines":
        allLines = true;
    }
  }
  return accepted;
}

const PAST = { accept: "accepted", skip: "skipped" } as const;
