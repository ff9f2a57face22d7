import { SelectPrompt, isCancel, settings } from "@clack/core";
import type { View } from "../../report/pretty/view.ts";
import type { Terminal } from "../../io.ts";
import { widthOf, wrapTo } from "../width.ts";
import type { TypedAhead } from "./typed-ahead.ts";

/** One way to answer. */
export interface Choice<Value extends string> {
  readonly value: Value;
  /** The key for it, and others that do the same and are not shown. */
  readonly keys: readonly [string, ...string[]];
  /** After the key, in a word or two. */
  readonly label: string;
  /** What it does, for those who ask. */
  readonly help: string;
  /** What is left of the question when it is answered so. */
  readonly answered: string;
}

export type Choices<Value extends string> = readonly [Choice<Value>, ...Choice<Value>[]];

// An arrow key that a slow line takes apart begins with Escape, and must not end the review.
settings.aliases.delete("escape");

/** What is asked, and where. */
export interface Prompt<Value extends string> {
  readonly text: string;
  readonly choices: Choices<Value>;
  /** Where Enter is at first. */
  readonly initial: Value;
  /** Whether keys that were typed before it was asked are not for it. */
  readonly fresh: boolean;
}

/**
 * What a person answers, with a key or with arrows and Enter; undefined for Ctrl-C, Ctrl-D and a
 * terminal that is gone.
 */
export async function prompt<Value extends string>(
  { text, choices, initial, fresh }: Prompt<Value>,
  { input, output }: Terminal,
  typedAhead: TypedAhead,
  paint: View["paint"],
): Promise<Value | undefined> {
  const inputEnds = new AbortController();
  const abort = (): void => inputEnds.abort();
  const select = new SelectPrompt<Choice<Value>>({
    options: [...choices],
    initialValue: initial,
    input,
    output,
    signal: inputEnds.signal,
    render() {
      const chosen = choices[this.cursor] ?? choices[0];
      if (this.state === "cancel") return paint.yellow("✖ quit");
      if (this.state === "submit") return chosen.answered;
      const columns = Math.max(10, output.columns - 1);
      const question = wrapTo(`? ${text}`, columns).map((line) => paint.bold(line));
      return ["", ...question, ...rows(choices, chosen, columns, paint)].join("\n");
    },
  });
  select.on("key", (character, key) => {
    if (key.ctrl === true && key.name === "d") select.state = "cancel";
    const index = choices.findIndex(({ keys }) => keys.includes(character ?? ""));
    const choice = choices[index];
    if (!choice) return;
    select.cursor = index;
    select.value = choice.value;
    select.state = "submit";
  });
  // Told in the middle of a key, so that one that comes right after it counts for what comes next.
  select.on("finalize", () => typedAhead.answered());
  input.once("end", abort);
  try {
    const answering = select.prompt();
    typedAhead.handOver(fresh);
    const answer = await answering;
    return isCancel(answer) ? undefined : choices.find(({ value }) => value === answer)?.value;
  } finally {
    typedAhead.answered();
    input.off("end", abort);
  }
}

/** The choices side by side; the one that Enter takes is in brackets. */
function rows<Value extends string>(
  choices: Choices<Value>,
  chosen: Choice<Value>,
  columns: number,
  paint: View["paint"],
): string[] {
  const lines: string[] = [];
  let line = " ";
  let width = 1;
  for (const choice of choices) {
    const { label, keys } = choice;
    const [key] = keys;
    const painted = `${paint.cyan(key)} ${label}`;
    const room = widthOf(`${key} ${label}`) + 2;
    if (width > 1 && width + room > columns) {
      lines.push(line.trimEnd());
      line = " ";
      width = 1;
    }
    line += choice === chosen ? paint.bold(`[${painted}]`) : ` ${painted} `;
    width += room;
  }
  return [...lines, line.trimEnd()];
}
