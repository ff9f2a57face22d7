import type { Choice, Choices } from "./prompt.ts";

export type FileAnswer = HunkAnswer | "hunks";

export type HunkAnswer = "accept" | "skip" | "all-lines" | "back" | "accept-rest" | "skip-rest";

const ALL_LINES: Choice<"all-lines"> = {
  value: "all-lines",
  keys: ["o"],
  label: "open all lines",
  help: "show the lines that were cut off, too",
  answered: "all lines",
};

const BACK = { value: "back", keys: ["b"], label: "back", answered: "← back" } as const;

/** What can be answered about a file; `can` says what there is to be had beside the usual. */
export function fileChoices(can: {
  readonly hunks: boolean;
  readonly allLines: boolean;
  readonly back: boolean;
}): Choices<FileAnswer> {
  const hunks: Choice<"hunks"> = {
    value: "hunks",
    keys: ["h"],
    label: "hunks",
    help: "choose among its hunks, one by one",
    answered: "hunk by hunk",
  };
  return [
    {
      value: "accept",
      keys: ["a", "y"],
      label: "accept",
      help: "have the change of this file written",
      answered: "✔ accepted",
    },
    {
      value: "skip",
      keys: ["s", "n"],
      label: "skip",
      help: "leave this file as it is",
      answered: "– skipped",
    },
    ...(can.hunks ? [hunks] : []),
    ...(can.allLines ? [ALL_LINES] : []),
    ...(can.back ? [{ ...BACK, help: "return to the file before" }] : []),
    {
      value: "accept-rest",
      keys: ["A"],
      label: "accept the rest",
      help: "accept this file and all behind it",
      answered: "✔ this file and all behind it accepted",
    },
    {
      value: "skip-rest",
      keys: ["S"],
      label: "skip the rest",
      help: "skip this file and all behind it",
      answered: "– this file and all behind it skipped",
    },
  ];
}

/** What can be answered about a hunk. */
export function hunkChoices(can: { readonly allLines: boolean }): Choices<HunkAnswer> {
  return [
    {
      value: "accept",
      keys: ["a", "y"],
      label: "accept",
      help: "have this hunk written",
      answered: "✔ accepted",
    },
    {
      value: "skip",
      keys: ["s", "n"],
      label: "skip",
      help: "leave these lines as they are",
      answered: "– skipped",
    },
    ...(can.allLines ? [ALL_LINES] : []),
    { ...BACK, help: "return to the hunk before, or to the file" },
    {
      value: "accept-rest",
      keys: ["A"],
      label: "accept the rest",
      help: "accept this hunk and all behind it in this file",
      answered: "✔ this hunk and all behind it accepted",
    },
    {
      value: "skip-rest",
      keys: ["S"],
      label: "skip the rest",
      help: "skip this hunk and all behind it in this file",
      answered: "– this hunk and all behind it skipped",
    },
  ];
}

export type LastAnswer = "write" | "back" | "no";

/** For the question that comes last. */
export const LAST_CHOICES: Choices<LastAnswer> = [
  { value: "write", keys: ["y"], label: "yes", help: "go ahead", answered: "✔ yes" },
  {
    value: "no",
    keys: ["n", "q"],
    label: "no, write nothing",
    help: "write nothing",
    answered: "✖ no",
  },
  { ...BACK, help: "return to the last file that you were asked about" },
];
