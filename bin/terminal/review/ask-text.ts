import { TextPrompt, isCancel } from "@clack/core";
import type { View } from "../../report/pretty/view.ts";
import type { Terminal } from "../../io.ts";
import { escapeControl } from "../escape.ts";
import { wrapTo } from "../width.ts";
import type { TypedAhead } from "./typed-ahead.ts";

/** What is to be typed. */
export interface TextQuestion {
  readonly text: string;
  /** What is there to be changed. */
  readonly initial?: string;
  /** Why what was typed will not do; undefined if it will. */
  readonly problem: (typed: string) => string | undefined;
}

/** What a person types; undefined for Escape, Ctrl-C, and a terminal that is gone. */
export async function askText(
  { text, initial, problem }: TextQuestion,
  { input, output }: Terminal,
  typedAhead: TypedAhead,
  paint: View["paint"],
): Promise<string | undefined> {
  const inputEnds = new AbortController();
  const abort = (): void => inputEnds.abort();
  const prompt = new TextPrompt({
    ...(initial !== undefined && { initialUserInput: initial }),
    validate: (typed) => problem((typed ?? "").trim()),
    input,
    output,
    signal: inputEnds.signal,
    render() {
      if (this.state === "cancel") return paint.yellow("✖ not said");
      const typed = escapeControl(this.userInput);
      if (this.state === "submit") return `${paint.green("✔")} ${typed}`;
      const columns = Math.max(10, output.columns - 1);
      const wrong =
        this.state === "error"
          ? wrapTo(escapeControl(this.error), columns - 2).map((line) => paint.yellow(`  ${line}`))
          : [];
      const question = wrapTo(`? ${text}`, columns).map((line) => paint.bold(line));
      return ["", ...question, `  ${this.userInputWithCursor}`, ...wrong].join("\n");
    },
  });
  prompt.on("finalize", () => typedAhead.answered());
  input.once("end", abort);
  try {
    const answering = prompt.prompt();
    typedAhead.handOver(false);
    const answer = await answering;
    return isCancel(answer) || answer === undefined ? undefined : answer.trim();
  } finally {
    typedAhead.answered();
    input.off("end", abort);
  }
}
