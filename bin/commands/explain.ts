import type { KnownData } from "../../audits/requirement.ts";
import { nearWords } from "../../audits/near-words.ts";
import { spellingsOf } from "../../audits/spellings.ts";
import { explain as explainName } from "../../plans/explain/explain.ts";
import type { Planned } from "../../plans/explain/explain.ts";
import type { Explanation } from "../../plans/explain/explanation.ts";
import { UserError } from "../../workspace/errors.ts";
import type { LoadedSnapshot } from "../../workspace/load.ts";
import { renderExplanation } from "../explain/pretty.ts";
import type { ExitCode, Io } from "../io.ts";
import type { Options } from "../options.ts";
import { requestOutputs } from "../output-requests.ts";
import { safeJson } from "../report/escape/json.ts";
import { withoutCommands } from "../report/escape/workflow-command.ts";
import { EXPLAIN_FORMATS } from "../report/formats.ts";
import { notesOnLines } from "../report/places.ts";
import { counted } from "../report/words.ts";
import { escapeControl } from "../terminal/escape.ts";
import type { Progress } from "../terminal/progress.ts";
import { readTool } from "../tool.ts";
import { withTarget } from "./command.ts";
import type { Target } from "./command.ts";
import { knownData } from "./known-data.ts";
import { traceWithLater } from "./later-phases.ts";
import { locateTarget } from "./locate-target.ts";
import { checkOutputs, handOut, withTree } from "./look.ts";
import type { Painter } from "./look.ts";
import { rewrite } from "./rewrite.ts";

/** Shows where a name is in all its spellings, what it stands for, and what the plan does with it. */
export async function explain(options: Options, io: Io): Promise<ExitCode> {
  const outputs = requestOutputs(options.formats, options.output, EXPLAIN_FORMATS);
  checkOutputs(outputs, io);
  const name = nameIn(options);
  const { config } = locateTarget(options, io);
  const isPlanned = options.plan !== undefined || config !== undefined;
  const { explanation, near } = isPlanned
    ? await withTarget(options, io, async (target, progress) => {
        const known = await knownData(target, options, io);
        const planned = await planFor(name, target, known, progress);
        return await explained(name, target, planned, progress);
      })
    : await withTree(options, io, (tree, progress) => explained(name, tree, undefined, progress));
  const isThere = explanation.files.length > 0 || (explanation.plan?.introduced ?? 0) > 0;
  if (!isThere) io.stderr.write(notThere(name, near, explanation.unreadable.length));
  const exitCode = isThere ? 0 : 1;
  const pretty: Painter<Explanation> = (found, view) =>
    isThere ? withoutCommands(renderExplanation(found, view)) : "";
  const json: Painter<Explanation> = (found) => {
    const { name: tool, version } = readTool();
    const head = { schemaVersion: 1, tool: { name: tool, version }, command: "explain" };
    return safeJson({ ...head, ...found, near, exitCode });
  };
  handOut(explanation, outputs, { pretty, json }, options, io);
  return exitCode;
}

/** Throws UserError `usage` for what is no name. */
function nameIn({ name = "" }: Options): string {
  if (/[\p{L}\p{N}_]/u.test(name)) return name;
  throw new UserError("usage", `explain needs a name, and ${JSON.stringify(name)} is none.`);
}

async function planFor(
  name: string,
  target: Target,
  known: KnownData,
  progress: Progress,
): Promise<Planned> {
  const { plan, phases, snapshot: disk, listing } = target;
  const { runs, after, changes } = await rewrite(phases, disk, progress, listing.skipped, known);
  const traced = await traceWithLater(
    name,
    {
      before: disk,
      after,
      changes,
      notes: notesOnLines(after, runs),
      otherPaths: listing.skipped.map(({ path }) => path),
    },
    {
      plan,
      phases,
      reached: runs.every(({ state }) => state === "done" || state === "pending"),
    },
    progress,
  );
  return { plan, runs, after, ...traced };
}

interface Explained {
  readonly explanation: Explanation;
  /** If the name is not there: those that may be meant. */
  readonly near: readonly string[];
}

async function explained(
  name: string,
  { snapshot: disk, listing }: Pick<LoadedSnapshot, "snapshot" | "listing">,
  planned: Planned | undefined,
  progress: Progress,
): Promise<Explained> {
  progress.update("asking what it stands for");
  const { askParsable } = await import("../../codemods/parsable.ts");
  const { meaningsOf } = await import("../../codemods/meanings/meanings.ts");
  // What cannot be parsed is in the list all the same; only what it stands for is not known.
  const { answer: meanings } = await askParsable(
    (parsable) => meaningsOf(parsable, spellingsOf(name)),
    disk,
  );
  const explanation = await explainName({
    name,
    disk,
    otherPaths: listing.skipped.map(({ path }) => path),
    meanings,
    planned,
  });
  return { explanation, near: explanation.files.length > 0 ? [] : nearWords(name, disk) };
}

function notThere(name: string, near: readonly string[], unreadable: number): string {
  const meant = near.length === 0 ? "" : ` The nearest: ${near.map(escapeControl).join(", ")}.`;
  const some = unreadable === 0 ? "" : ` ${counted(unreadable, "file")} could not be read.`;
  return `conn-codemod: there is no ${escapeControl(JSON.stringify(name))} in this repository, in any spelling.${some}${meant}\n`;
}
