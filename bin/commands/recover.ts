import { recover as recoverTree, undo } from "../../workspace/apply/recover.ts";
import type { Recovery } from "../../workspace/apply/recover.ts";
import type { ExitCode, Io } from "../io.ts";
import type { Options } from "../options.ts";
import { counted } from "../report/words.ts";
import { escapeControl } from "../terminal/escape.ts";
import { readTool } from "../tool.ts";
import { locateTarget } from "./locate-target.ts";

/** Brings an interrupted apply to its end, or takes the last one back. */
export async function recover(options: Options, io: Io): Promise<ExitCode> {
  const { root } = locateTarget(options, io);
  const { name, version } = readTool();
  const outcome = options.undo
    ? await undo(root, { tool: `${name} ${version}` })
    : await recoverTree(root, { skipChanged: options.skipChanged });
  const lines = tell(outcome, options.undo).map(escapeControl);
  io.stdout.write(`${lines.join("\n")}\n`);
  return outcome.kind === "changed" ? 1 : 0;
}

function tell(outcome: Recovery, isUndo: boolean): string[] {
  if (outcome.kind === "nothing") {
    return [isUndo ? "There is no applied change to take back." : "There is nothing to recover."];
  }
  if (outcome.kind === "changed") {
    return [
      isUndo
        ? "Nothing was taken back: these are no longer as the change left them."
        : "Nothing more was done: these were changed after the apply was interrupted.",
      ...outcome.files.map(({ path, why }) => `  ${path}: ${why}`),
      ...(isUndo ? undoAdvice() : recoverAdvice(outcome.folder)),
    ];
  }
  const { about, files, left, kept } = outcome;
  if (files === 0) return ["The apply was interrupted before it had written anything. It is gone."];
  const what = describe(about, files);
  const done =
    outcome.to === "after"
      ? `Completed ${what}. \`conn-codemod recover --undo\` takes it back.`
      : `Took back ${what}: the files are as they were before it.`;
  if (left.length === 0) return [done];
  return [
    done,
    "These were left as they are:",
    ...left.map(({ path, why }) => `  ${path}: ${why}`),
    `${kept ?? ""} has what they were before and after the change; manifest there says which is which. Remove it when you do not need it any more.`,
  ];
}

function undoAdvice(): string[] {
  return ["Put them back as they were, or revert the change with git."];
}

function recoverAdvice(folder: string): string[] {
  return [
    `Their contents before and after the change are in ${folder}, under the numbers that they have in manifest, from 0.`,
    "Put one of them in place and run `conn-codemod recover` again, or pass --skip-changed to leave these as they are and recover the others.",
  ];
}

/** `the change of plan small, phase 1 (2 files, 2026-01-31T10:00:00.000Z)`. */
function describe(
  { plan, phases, startedAt }: Extract<Recovery, { kind: "done" }>["about"],
  files: number,
): string {
  const phase =
    phases.length === 0 ? "" : `, phase${phases.length === 1 ? "" : "s"} ${phases.join(" and ")}`;
  const of = plan === undefined ? "the change" : `the change of plan ${plan}${phase}`;
  return `${of} (${counted(files, "file")}, ${startedAt})`;
}
