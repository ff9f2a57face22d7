import type { ChangeSet, FileChange } from "../../workspace/change-set.ts";
import type { Conflict } from "../../workspace/conflicts.ts";
import { fileDiff } from "../../workspace/diff.ts";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Decision, Decisions } from "../../workspace/take-part.ts";
import { diffLines } from "../report/pretty/files.ts";
import { counted } from "../report/words.ts";
import type { Terminal } from "../io.ts";
import { escapedLines } from "./escape.ts";
import { wrapTo } from "./width.ts";
import { fileChoices, LAST_CHOICES } from "./review/choices.ts";
import { Dialogue, ReviewQuit } from "./review/dialogue.ts";
import { walkHunks } from "./review/hunks.ts";
import { firstScreenful, headOf, rule } from "./review/screen.ts";
import type { StepTitles } from "./review/screen.ts";
import { summaryLines } from "./review/summary.ts";

/** What is reviewed, and where. */
export interface ReviewInput {
  readonly changes: ChangeSet;
  readonly titles: StepTitles;
  readonly terminal: Terminal;
  readonly color: boolean;
  /** Whether nothing will be written whatever is answered. */
  readonly dryRun: boolean;
  /** What stands against writing just what `decisions` accept. */
  readonly conflicts: (decisions: Decisions) => readonly Conflict[];
  /** What a person should know who leaves out what `decisions` skip; a paragraph each. */
  readonly warnings: (decisions: Decisions) => readonly string[];
}

/**
 * Walks the change file by file with a person at the terminal, and asks once more at the end.
 * Resolves with what was decided about every file, or undefined if the person has quit. Writes
 * nothing but to the terminal, which it leaves as it was.
 */
export async function reviewChanges(input: ReviewInput): Promise<Decisions | undefined> {
  const dialogue = new Dialogue(input.terminal, input.color);
  try {
    return await new Walk(input, dialogue).decisions();
  } catch (error) {
    if (error instanceof ReviewQuit) return undefined;
    throw error;
  } finally {
    dialogue.print([""]);
    dialogue.end();
  }
}

class Walk {
  private readonly decided = new Map<RepoPath, Decision>();
  /** Where in the change set the walk is, and where it has asked last. */
  private at = 0;
  private last = 0;
  private allLines = false;

  constructor(
    private readonly input: ReviewInput,
    private readonly dialogue: Dialogue,
  ) {}

  async decisions(): Promise<Decisions> {
    this.open();
    for (;;) {
      const change = this.input.changes[this.at];
      if (change) await this.askAbout(change);
      else if (await this.isFinal()) return this.decided;
      else this.at = this.last;
    }
  }

  private open(): void {
    const { changes, dryRun } = this.input;
    const view = this.dialogue.view();
    const end = dryRun
      ? "Nothing is written: it is a dry run."
      : "Nothing is written before you have confirmed it at the end.";
    const text = `${counted(changes.length, "file")} to review. ${end} ? says what the keys do.`;
    this.dialogue.print(wrapTo(text, Math.min(view.columns - 1, 100)));
  }

  private async askAbout(change: FileChange): Promise<void> {
    const { changes, titles } = this.input;
    const view = this.dialogue.view();
    const place = rule(`${this.at + 1} of ${changes.length}`, view);
    const head = ["", place, ...headOf(change, titles, view)];
    const lines = diffLines(change, view);
    const shown = this.allLines
      ? { lines, all: true }
      : firstScreenful(lines, head, this.dialogue.terminal, view);
    this.dialogue.print([...head, ...shown.lines]);
    this.allLines = false;
    this.last = this.at;

    const earlier = this.decided.get(change.path);
    const was = earlier === undefined ? "" : ` (${inWords(earlier)} before)`;
    const question = {
      text: `Accept this change?${was}`,
      choices: fileChoices({
        hunks: hasHunksToChoose(change),
        allLines: !shown.all,
        back: this.at > 0,
      }),
      initial: earlier === undefined || typeof earlier === "object" ? "accept" : earlier,
    } as const;
    const losing = this.decided.size > 0 ? "your answers are lost" : undefined;
    const answer = await this.dialogue.ask(question, losing);
    switch (answer) {
      case "accept":
      case "skip":
        this.decide(answer, this.at + 1);
        break;
      case "accept-rest":
        this.decide("accept", changes.length);
        break;
      case "skip-rest":
        this.decide("skip", changes.length);
        break;
      case "hunks": {
        const known = typeof earlier === "object" ? earlier.hunks : undefined;
        const hunks = await walkHunks(change, known, this.dialogue);
        if (hunks) this.decide(decisionOf(change, hunks), this.at + 1);
        break;
      }
      case "back":
        this.at -= 1;
        break;
      case "all-lines":
        this.allLines = true;
    }
  }

  /** Of all files from here to before `end`. */
  private decide(decision: Decision, end: number): void {
    for (const { path } of this.input.changes.slice(this.at, end)) this.decided.set(path, decision);
    this.at = end;
  }

  /** Whether the answers are the last word; if not, the walk goes on where it has asked last. */
  private async isFinal(): Promise<boolean> {
    const { changes, conflicts, warnings, dryRun } = this.input;
    const view = this.dialogue.view();
    const found = conflicts(this.decided);
    if (found.length > 0) {
      const text = found.map(({ message }) => message).join("\n");
      const says = `The change cannot be written in this part:\n${text}\nChoose otherwise:`;
      const lines = escapedLines(says).flatMap((line) => wrapTo(line, view.columns - 1));
      this.dialogue.print(["", ...lines.map((line) => view.paint.red(line))]);
      const stuck = changes.findIndex(({ path }) => found.some((each) => each.path === path));
      this.last = Math.max(0, stuck);
      return false;
    }
    const summary = summaryLines(changes, this.decided, warnings(this.decided), view);
    this.dialogue.print(["", ...summary.lines]);
    if (dryRun) return true;
    const { choices, text } = { choices: LAST_CHOICES, text: summary.question };
    const answer = await this.dialogue.prompt(text, choices, { initial: "write", fresh: true });
    if (answer === "no") throw new ReviewQuit();
    return answer === "write";
  }
}

/** An added or deleted file is taken as a whole, and so is a file with one hunk that stays put. */
function hasHunksToChoose(change: FileChange): boolean {
  if (change.before === undefined || change.after === undefined) return false;
  return fileDiff(change).hunks.length > (change.change === "moved" ? 0 : 1);
}

function decisionOf(change: FileChange, hunks: ReadonlySet<number>): Decision {
  if (hunks.size === fileDiff(change).hunks.length) return "accept";
  return hunks.size === 0 && change.change !== "moved" ? "skip" : { hunks };
}

function inWords(decision: Decision): string {
  if (typeof decision === "object") return "accepted in part";
  return decision === "accept" ? "accepted" : "skipped";
}
