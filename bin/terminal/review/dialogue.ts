import { viewOf } from "../../report/pretty/view.ts";
import type { View } from "../../report/pretty/view.ts";
import type { Terminal } from "../../io.ts";
import { wrapTo } from "../width.ts";
import { askText } from "./ask-text.ts";
import type { TextQuestion } from "./ask-text.ts";
import { pick } from "./pick.ts";
import type { Item } from "./pick.ts";
import { prompt } from "./prompt.ts";
import type { Choice, Choices } from "./prompt.ts";
import { TypedAhead } from "./typed-ahead.ts";

/** Thrown out of the review when a person ends it. */
export class ReviewQuit extends Error {
  override readonly name = "ReviewQuit";
}

/** What is asked, and where Enter is at first. */
export interface Question<Value extends string> {
  readonly text: string;
  readonly choices: Choices<Value>;
  readonly initial?: Value;
}

/** Says and asks things on a terminal, as wide as it is at that time. */
export class Dialogue {
  private readonly typedAhead: TypedAhead;

  constructor(
    readonly terminal: Terminal,
    private readonly color: boolean,
  ) {
    this.typedAhead = new TypedAhead(terminal.input);
  }

  /** Nothing more is asked. */
  end(): void {
    this.typedAhead.end();
  }

  view(): View {
    const columns = Math.max(20, this.terminal.output.columns);
    return viewOf({ changes: [], columns, color: this.color, verbose: true });
  }

  /** Lines that fit. */
  print(lines: readonly string[]): void {
    this.terminal.output.write(lines.map((line) => `${line}\n`).join(""));
  }

  /**
   * The answer to `question`, which can be answered by asking for help or by quitting as well.
   * `losing` says what quitting would lose; without it, nobody asks back. Throws ReviewQuit.
   */
  async ask<Value extends string>(question: Question<Value>, losing?: string): Promise<Value> {
    const { text, choices, initial } = question;
    const all: Choices<Value | "quit" | "help"> = [...choices, QUIT, HELP];
    for (;;) {
      const answer = await this.prompt(text, all, { initial: initial ?? choices[0].value });
      if (answer === "help") {
        this.print(helpLines(all, this.view()));
      } else if (answer === "quit") {
        if (losing === undefined || (await this.confirmsQuitting(losing))) throw new ReviewQuit();
      } else {
        return answer;
      }
    }
  }

  /** As `ask`, where all answers are among `choices`; for `fresh`, see TypedAhead. */
  async prompt<Value extends string>(
    text: string,
    choices: Choices<Value>,
    { initial, fresh = false }: { readonly initial: Value; readonly fresh?: boolean },
  ): Promise<Value> {
    const question = { text, choices, initial, fresh };
    const answer = await prompt(question, this.terminal, this.typedAhead, this.view().paint);
    if (answer === undefined) throw new ReviewQuit();
    return answer;
  }

  /** The value of one of `items`; undefined if the person wants none of them. */
  async pick(text: string, items: readonly Item[]): Promise<string | undefined> {
    return await pick(text, items, this.terminal, this.typedAhead, this.view().paint);
  }

  /** What the person types; undefined if nothing. */
  async askText(question: TextQuestion): Promise<string | undefined> {
    return await askText(question, this.terminal, this.typedAhead, this.view().paint);
  }

  private async confirmsQuitting(losing: string): Promise<boolean> {
    const text = `Quit? Nothing is written, and ${losing}.`;
    return (await this.prompt(text, GO_ON_OR_QUIT, { initial: "no" })) === "yes";
  }
}

const QUIT: Choice<"quit"> = {
  value: "quit",
  keys: ["q"],
  label: "quit",
  help: "write nothing at all",
  answered: "quit",
};

const HELP: Choice<"help"> = {
  value: "help",
  keys: ["?"],
  label: "help",
  help: "say what the keys do",
  answered: "the keys:",
};

const GO_ON_OR_QUIT: Choices<"no" | "yes"> = [
  { value: "no", keys: ["n"], label: "no, go on", help: "go on", answered: "going on" },
  { value: "yes", keys: ["y", "q"], label: "yes, quit", help: "quit", answered: "✖ quit" },
];

function helpLines(choices: Choices<string>, { columns, paint }: View): string[] {
  return [
    ...choices.flatMap(({ keys, help }) => {
      const [key] = keys;
      return wrapTo(help, columns - 6).map((line, index) =>
        index === 0 ? `  ${paint.cyan(key)}  ${line}` : `     ${line}`,
      );
    }),
    ...wrapTo("Arrow keys and Enter do as well. Ctrl-C quits at once.", columns - 3).map(
      (line) => `  ${paint.dim(line)}`,
    ),
  ];
}
