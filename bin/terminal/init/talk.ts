import type { Wish } from "../../../plans/new-plan/wish.ts";
import type { Terminal } from "../../io.ts";
import type { View } from "../../report/pretty/view.ts";
import { Dialogue, ReviewQuit } from "../review/dialogue.ts";
import type { Choices } from "../review/prompt.ts";
import { askWishes } from "./ask-wishes.ts";
import type { Subject } from "./ask-wishes.ts";

export interface Talk<Made> {
  /** What flags have asked for; the person is asked if there is nothing. */
  readonly wishes: readonly Wish[];
  readonly subject: Subject;
  /** Makes the plan. Throws UserError for what cannot be granted. */
  readonly make: (wishes: readonly Wish[]) => Promise<Made>;
  readonly describe: (made: Made, view: View) => readonly string[];
  /** Whether to write without asking. */
  readonly yes: boolean;
}

const WRITE: Choices<"write" | "no"> = [
  {
    value: "write",
    keys: ["y", "w"],
    label: "write it",
    help: "write the plan",
    answered: "✔ written",
  },
  { value: "no", keys: ["n", "q"], label: "no", help: "write nothing", answered: "– not written" },
];

/** Talks a plan over with a person. Resolves with it if it is to be written, and undefined if not. */
export async function talk<Made>(
  terminal: Terminal,
  color: boolean,
  { wishes, subject, make, describe, yes }: Talk<Made>,
): Promise<Made | undefined> {
  const dialogue = new Dialogue(terminal, color);
  try {
    const wanted = wishes.length > 0 ? wishes : await askWishes(subject, dialogue);
    const made = await make(wanted);
    dialogue.print(["", ...describe(made, dialogue.view())]);
    if (yes) return made;
    const answer = await dialogue.prompt("Write the plan?", WRITE, {
      initial: "write",
      fresh: true,
    });
    return answer === "write" ? made : undefined;
  } catch (error) {
    if (error instanceof ReviewQuit) return undefined;
    throw error;
  } finally {
    dialogue.print([""]);
    dialogue.end();
  }
}
