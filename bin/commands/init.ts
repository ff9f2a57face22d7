import { relative, resolve } from "node:path";
import type { Granted } from "../../plans/new-plan/steps.ts";
import type { NewPlan } from "../../plans/new-plan/new-plan.ts";
import { FORMS, readWish, WISHES } from "../../plans/new-plan/wish.ts";
import type { Wish } from "../../plans/new-plan/wish.ts";
import { planAsJson, planAsTypeScript } from "../../plans/new-plan/to-text.ts";
import { UserError } from "../../workspace/errors.ts";
import { createOutputFile, writeOutputFile } from "../../workspace/named-files/output-file.ts";
import { resolveRoot } from "../../workspace/root.ts";
import type { ExitCode, Io } from "../io.ts";
import type { Options } from "../options.ts";
import { hanging, viewOf } from "../report/pretty/view.ts";
import type { View } from "../report/pretty/view.ts";
import { counted } from "../report/words.ts";
import { escapeControl } from "../terminal/escape.ts";
import { withTree } from "./look.ts";
import { filesFor } from "./new-plan-files.ts";
import type { NewPlanFiles } from "./new-plan-files.ts";

/** Writes a plan for what the flags, or a person at the terminal, want to become what. */
export async function init(options: Options, io: Io): Promise<ExitCode> {
  const wishes = WISHES.flatMap((kind) =>
    (options.wishes[kind] ?? []).map((written) => readWish(kind, written)),
  );
  const terminal = io.terminal();
  if (wishes.length === 0 && !terminal) throw nothingAsked();
  const root = resolveRoot(resolve(io.cwd, options.cwd ?? "."));
  const files = filesFor(root, options, io);
  const made = await withTree(options, io, async ({ snapshot }, progress) => {
    progress.update("looking for routers and tables");
    const { takeStock } = await import("../../plans/new-plan/stock.ts");
    const { stepsFor } = await import("../../plans/new-plan/steps.ts");
    const { newPlan } = await import("../../plans/new-plan/new-plan.ts");
    const { askParsable } = await import("../../codemods/parsable.ts");
    const { answer: stock } = await askParsable(takeStock, snapshot);
    const make = async (wanted: readonly Wish[]): Promise<Made> => {
      const { answer: granted } = await askParsable(
        (parsable) => stepsFor(wanted, stock, parsable),
        snapshot,
      );
      progress.update("trying the plan in memory");
      const documentPath = files.document?.path;
      const plan = await newPlan({ granted, stock, snapshot, title: options.title, documentPath });
      progress.clear();
      return { granted, plan };
    };
    if (!terminal || (wishes.length > 0 && options.yes)) return await make(wishes);
    progress.clear();
    const { talk } = await import("../terminal/init/talk.ts");
    const subject = { stock, snapshot };
    return await talk(terminal, io.stderr.color, {
      wishes,
      subject,
      make,
      describe,
      yes: options.yes,
    });
  });
  if (!made) {
    io.stderr.write("Nothing was written.\n");
    return 1;
  }
  await write(made.plan, files, options);
  const view = viewOf({
    changes: [],
    columns: io.stdout.columns,
    color: io.stdout.color,
    verbose: options.verbose,
  });
  io.stdout.write(`${told(made, files, options, io, view).join("\n")}\n`);
  return 0;
}

/** A plan, and what it is for. */
export interface Made {
  readonly granted: readonly Granted[];
  readonly plan: NewPlan;
}

function describe({ plan }: Made, view: View): readonly string[] {
  return outcome(plan, view);
}

async function write(
  { source, document }: NewPlan,
  files: NewPlanFiles,
  { force }: Options,
): Promise<void> {
  const text = files.isCode
    ? await planAsTypeScript(source)
    : await planAsJson(source, files.schema);
  const put = force ? writeOutputFile : createOutputFile;
  if (files.document) put(files.document.file, document);
  put(files.plan, text);
}

function nothingAsked(): UserError {
  const flags = WISHES.map((kind) => `  --${kind} ${FORMS[kind]}`).join("\n");
  return new UserError(
    "usage",
    `init asks what should become what, and there is no terminal to ask on. Say it with flags, each as often as you like:\n${flags}\n\`conn-codemod routes\` shows the routes that there are.`,
  );
}

function told(made: Made, files: NewPlanFiles, options: Options, io: Io, view: View): string[] {
  const { plan, document, argument } = files;
  const shown = (file: string): string => escapeControl(relative(io.cwd, file));
  const written = [plan, ...(document ? [document.file] : [])].map(shown).join(" and ");
  const at = options.cwd === undefined ? "" : ` --cwd ${options.cwd}`;
  const next = `Next: \`conn-codemod run${argument}${at} --dry-run\` shows the change, and \`conn-codemod audit${argument}${at}\` is the gate. Commit the plan before you apply it.`;
  return [
    ...hanging(view.paint.green("✔ "), 2, `Wrote ${written}.`, view),
    ...outcome(made.plan, view),
    ...hanging("", 0, escapeControl(next), view),
  ];
}

/** How many places of one kind are named. */
const NAMED = 5;

/** What the plan would do. */
function outcome({ source, changes, notes, blocked, common }: NewPlan, view: View): string[] {
  const { paint } = view;
  const blocking = notes.filter(({ severity }) => severity === "blocking");
  const manual = notes.filter(({ severity }) => severity === "manual");
  const shown = [...blocking, ...manual].slice(0, NAMED);
  const more = blocking.length + manual.length - shown.length;
  const left =
    manual.length === 0 ? "" : `, and leave ${counted(manual.length, "place")} to a person`;
  const change = `it would change ${counted(changes, "file")}${left}`;
  const what = !blocked
    ? `Tried in memory: ${change}.`
    : blocked.only
      ? "Tried in memory: it is blocked, and would write nothing before this is cleared:"
      : `Tried in memory: ${change}. Phase ${blocked.phase} is blocked, and would write nothing before this is cleared:`;
  return [
    ...hanging("  ", 2, `${escapeControl(source.title)}. ${what}`, view),
    ...shown.flatMap(({ path, line, column, message, severity }) => {
      const mark = severity === "blocking" ? paint.red("✖ ") : paint.yellow("! ");
      return hanging(`  ${mark}`, 4, escapeControl(`${path}:${line}:${column}  ${message}`), view);
    }),
    ...(more > 0 ? [paint.dim(`    … and ${more} more`)] : []),
    ...common.flatMap(({ name, stays }) =>
      hanging(
        "  ",
        2,
        escapeControl(
          `\`${name}\` stands for much else (${counted(stays, "occurrence")} would stay), so the plan does not retire it as a name.`,
        ),
        view,
        paint.dim,
      ),
    ),
  ];
}
