import { escapedLines } from "../../terminal/escape.ts";

/** `text` as the message of a GitHub workflow command: one line, and no character a terminal obeys. */
export function commandData(text: string): string {
  return escapedLines(text)
    .map((line) => line.replaceAll("%", "%25"))
    .join("%0A");
}

/** `text` as the value of a property of a GitHub workflow command. */
export function commandProperty(text: string): string {
  return commandData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/**
 * `text`, which is to be printed to a log as it is, so that GitHub's runner sees no command in it:
 * it obeys lines that begin with `::`, after blanks, and `##[` anywhere.
 */
export function withoutCommands(text: string): string {
  return withoutOldCommands(text).replaceAll(/^([^\S\n]*)::/gm, "$1\\x3a:");
}

/** The same for text that does not begin a line. */
export function withoutOldCommands(text: string): string {
  return text.replaceAll("##[", "##\\x5b");
}
