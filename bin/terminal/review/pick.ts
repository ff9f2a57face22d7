import { AutocompletePrompt, isCancel } from "@clack/core";
import type { View } from "../../report/pretty/view.ts";
import type { Terminal } from "../../io.ts";
import { escapeControl } from "../escape.ts";
import { cutTo, wrapTo } from "../width.ts";
import type { TypedAhead } from "./typed-ahead.ts";

/** One of many that can be chosen. */
export interface Item {
  readonly value: string;
  /** Said behind it, to tell it from others. */
  readonly hint: string;
}

/** So many are shown at once, at most. */
const MOST_ROWS = 10;

/**
 * The value of the one of `items` that a person chooses, by typing a part of it, or with arrows, and
 * Enter; undefined for Escape, Ctrl-C, and a terminal that is gone.
 */
export async function pick(
  text: string,
  items: readonly Item[],
  { input, output }: Terminal,
  typedAhead: TypedAhead,
  paint: View["paint"],
): Promise<string | undefined> {
  const inputEnds = new AbortController();
  const abort = (): void => inputEnds.abort();
  const prompt = new AutocompletePrompt<Item>({
    options: [...items],
    filter: (search, { value }) => value.toLowerCase().includes(search.toLowerCase()),
    validate: (value) => (typeof value === "string" ? undefined : "there is none like that"),
    input,
    output,
    signal: inputEnds.signal,
    render() {
      const columns = Math.max(10, output.columns - 1);
      const question = wrapTo(`? ${text}`, columns).map((line) => paint.bold(line));
      const chosen = escapeControl(String(this.focusedValue ?? ""));
      if (this.state === "cancel") return paint.yellow("✖ not chosen");
      if (this.state === "submit") return `${paint.green("✔")} ${cutTo(chosen, columns - 2)}`;
      const room = Math.max(3, Math.min(MOST_ROWS, output.rows - question.length - 4));
      const from = Math.max(0, Math.min(this.cursor - 2, this.filteredOptions.length - room));
      const shown = this.filteredOptions.slice(from, from + room);
      const rows = shown.map(({ value, hint }) => {
        const line = cutTo(`${escapeControl(value)}  ${escapeControl(hint)}`, columns - 4);
        return value === this.focusedValue ? paint.cyan(`  > ${line}`) : `    ${line}`;
      });
      const rest = this.filteredOptions.length - shown.length;
      const typed = `  ${this.userInputWithCursor}`;
      return [
        "",
        ...question,
        this.userInput === ""
          ? paint.dim("  type a part of it, or use the arrow keys; Enter takes it")
          : typed,
        ...rows,
        ...(shown.length === 0 ? [paint.yellow("    there is none like that")] : []),
        ...(rest > 0 ? [paint.dim(`    … and ${rest} more`)] : []),
      ].join("\n");
    },
  });
  prompt.on("finalize", () => typedAhead.answered());
  input.once("end", abort);
  try {
    const answering = prompt.prompt();
    typedAhead.handOver(false);
    const answer = await answering;
    if (isCancel(answer) || Array.isArray(answer)) return undefined;
    return items.find(({ value }) => value === answer)?.value;
  } finally {
    typedAhead.answered();
    input.off("end", abort);
  }
}
