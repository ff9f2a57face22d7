import { nearestName } from "../audits/nearest-name.ts";
import { UserError } from "../workspace/errors.ts";
import { WISHES } from "../plans/new-plan/wish.ts";
import type { WishKind } from "../plans/new-plan/wish.ts";
import { commandLine } from "./flags.ts";
import { requestOutputs } from "./output-requests.ts";
import { FORMATS } from "./report/formats.ts";
import type { OutputRequest } from "./report/formats.ts";

export const COMMANDS = [
  "run",
  "audit",
  "report",
  "status",
  "plan",
  "evidence",
  "routes",
  "explain",
  "init",
  "recover",
] as const;
export type CommandName = (typeof COMMANDS)[number];

/** What the command line asks for. A flag that a command does not have is at its default. */
export interface Options {
  /** A built-in plan or a file; undefined for the plan that is run where nobody names one. */
  readonly plan: string | undefined;
  /** The target's root, as it was written; undefined for the current folder, or that of a config. */
  readonly cwd: string | undefined;
  /** Empty: all phases that are not marked skipped. */
  readonly phases: readonly string[];
  readonly dryRun: boolean;
  readonly check: boolean;
  readonly patch: string | undefined;
  readonly allowDirty: boolean;
  readonly exec: boolean;
  readonly strict: boolean;
  readonly interactive: boolean;
  /** A branch, tag or commit; the criteria are evaluated on its merge base with HEAD as well. */
  readonly base: string | undefined;
  /** The file of known findings, as it was written. */
  readonly baseline: string | undefined;
  readonly updateBaseline: boolean;
  /** Whether `--update-baseline` may put new findings in. */
  readonly acceptNew: boolean;
  readonly suggest: boolean;
  readonly writeTicks: boolean;
  /** Of `recover`: take the last applied change back. */
  readonly undo: boolean;
  /** Of `recover`: leave files that somebody has changed since as they are. */
  readonly skipChanged: boolean;
  /** The file of evidence about the data in use, as it was written. */
  readonly evidence: string | undefined;
  /**
   * Of `audit` and `report`, to try migrations: `embedded` or the URL of a server. Of the others, the
   * URL of the database in use, to be read. Not checked yet; undefined to leave the database alone.
   */
  readonly database: string | undefined;
  /** The pull request to comment on: its number, or that of the event that a workflow is for. */
  readonly pullRequest: number | "event" | undefined;
  /** The JSON report to take instead of evaluating: a file as it was written, `-` for stdin. */
  readonly from: string | undefined;
  readonly outputs: readonly OutputRequest[];
  /** `--format` and `--output` as they were written, for commands whose output is no report. */
  readonly formats: readonly string[];
  readonly output: string | undefined;
  /** Of `routes`: `FILE` or `FILE#export`; empty for the roots that are found. */
  readonly roots: readonly string[];
  /** Of `explain`. */
  readonly name: string | undefined;
  /** Of `init`: what each of its flags was given, by the flag's name. */
  readonly wishes: Readonly<Partial<Record<WishKind, readonly string[]>>>;
  readonly title: string | undefined;
  readonly yes: boolean;
  readonly force: boolean;
  /** Whether the last outcome may be told again where nothing has changed since. */
  readonly cache: boolean;
  readonly progress: boolean;
  readonly color: boolean;
  readonly verbose: boolean;
}

/** A command to run, or a text that was asked for (`--help`, `--version`). */
export type Invocation =
  | { readonly kind: "command"; readonly command: CommandName; readonly options: Options }
  | { readonly kind: "text"; readonly text: string };

/**
 * What `argv` (without node and script) asks for; `columns` is for the help. Throws UserError
 * `usage` for unknown commands and flags, missing values and flags that contradict each other.
 */
export async function parseArguments(
  argv: readonly string[],
  version: string,
  columns: number,
): Promise<Invocation> {
  const asksForHelp = argv.some((each) => /^(?:-[^-]*h.*|--h.*|help)$/.test(each));
  const parser = commandLine(version, asksForHelp ? columns : undefined);
  let text = "";
  let problem: string | undefined;
  const parsed = await parser.parseAsync([...argv], {}, (error, _parsed, output) => {
    text = output;
    if (error) problem = error.message;
  });
  // With a message of its own, yargs puts the help before it; the message alone is clearer.
  if (problem !== undefined) {
    throw usage(`${problem}${await meantBy(problem, argv, columns)}`, argv);
  }
  if (text !== "") return { kind: "text", text: `${text}\n` };
  const command = COMMANDS.find((name) => name === parsed["_"][0]);
  if (!command) throw usage("no command was given", argv);
  mustNameOnePlan(argv, parsed["plan"]);
  return { kind: "command", command, options: optionsFrom(parsed, command) };
}

/** What was meant by a flag or command that there is none of: `. Did you mean --dry-run?`. */
async function meantBy(problem: string, argv: readonly string[], columns: number): Promise<string> {
  const [, unknown] = /^Unknown arguments?: ([^,]+)/.exec(problem) ?? [];
  if (unknown === undefined) return "";
  const command = COMMANDS.find((name) => argv.includes(name));
  if (command === undefined) {
    const nearest = nearestName(unknown, COMMANDS);
    return nearest === undefined ? "" : `. Did you mean ${JSON.stringify(nearest)}`;
  }
  let help = "";
  await commandLine("", columns).parseAsync([command, "--help"], {}, (_error, _parsed, output) => {
    help = output;
  });
  const flags = [...help.matchAll(/--([a-z][a-z-]+)/g)].map(([, name = ""]) => name);
  const nearest = nearestName(unknown, flags);
  return nearest === undefined ? "" : `. Did you mean --${nearest}`;
}

/** The parser lets what stands by itself win over the flag. */
function mustNameOnePlan(argv: readonly string[], plan: unknown): void {
  const at = argv.findIndex((each) => each === "--plan" || each.startsWith("--plan="));
  if (at === -1) return;
  const flag = argv[at]?.includes("=") ? argv[at].slice("--plan=".length) : argv[at + 1];
  if (typeof plan !== "string" || plan === flag) return;
  throw usage(`two plans are named, ${JSON.stringify(plan)} and --plan ${flag ?? ""}`, argv);
}

/** What these print is no report, and has formats of its own. */
const WITHOUT_REPORT: readonly CommandName[] = ["routes", "explain", "init"];

function optionsFrom(parsed: Readonly<Record<string, unknown>>, command: CommandName): Options {
  const on = (name: string): boolean => parsed[name] === true;
  if (on("interactive") && on("check")) {
    throw usage("--check asks nobody, so it cannot be given with --interactive", ["run"]);
  }
  const baseline = oneText(parsed, "baseline");
  if (on("update-baseline") && baseline === undefined) {
    throw usage("--update-baseline needs the file: --baseline FILE", ["audit"]);
  }
  if (on("accept-new") && !on("update-baseline")) {
    throw usage("--accept-new is for --update-baseline, and does nothing without it", ["audit"]);
  }
  const output = oneText(parsed, "output");
  const formats = texts(parsed, "format");
  return {
    plan: oneText(parsed, "plan"),
    cwd: oneText(parsed, "cwd"),
    phases: texts(parsed, "phase"),
    dryRun: on("dry-run"),
    check: on("check"),
    patch: oneText(parsed, "patch"),
    allowDirty: on("allow-dirty"),
    exec: on("exec"),
    strict: on("strict"),
    interactive: on("interactive"),
    base: oneText(parsed, "base"),
    baseline,
    updateBaseline: on("update-baseline"),
    acceptNew: on("accept-new"),
    suggest: on("suggest"),
    writeTicks: on("write-ticks"),
    undo: on("undo"),
    skipChanged: on("skip-changed"),
    evidence: oneText(parsed, "evidence"),
    database: oneText(parsed, "database"),
    pullRequest: pullRequestIn(parsed),
    from: oneText(parsed, "from"),
    outputs: WITHOUT_REPORT.includes(command) ? [] : requestOutputs(formats, output, FORMATS),
    formats,
    output,
    roots: texts(parsed, "root"),
    name: oneText(parsed, "name"),
    wishes: Object.fromEntries(WISHES.map((flag) => [flag, texts(parsed, flag)])),
    title: oneText(parsed, "title"),
    yes: on("yes"),
    force: on("force"),
    cache: !on("no-cache"),
    progress: !on("no-progress"),
    color: !on("no-color"),
    verbose: on("verbose"),
  };
}

function pullRequestIn(parsed: Readonly<Record<string, unknown>>): Options["pullRequest"] {
  if (parsed["pull-request"] === "") return "event";
  const written = oneText(parsed, "pull-request");
  if (written === undefined) return undefined;
  if (/^[1-9]\d{0,9}$/.test(written)) return Number(written);
  throw usage(
    `--pull-request takes a number, and not ${JSON.stringify(written)}; write the plan before it`,
    ["report"],
  );
}

function texts(parsed: Readonly<Record<string, unknown>>, name: string): readonly string[] {
  const value = parsed[name];
  const all = value === undefined ? [] : [value].flat();
  return all.map((each) => {
    if (typeof each !== "string" || each === "") throw usage(`--${name} needs a value`, []);
    return each;
  });
}

function oneText(parsed: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const [first, second] = texts(parsed, name);
  if (second !== undefined) throw usage(`--${name} can be given once only`, []);
  return first;
}

function usage(problem: string, argv: readonly string[]): UserError {
  const command = COMMANDS.find((name) => argv.includes(name));
  const help = `conn-codemod ${command === undefined ? "" : `${command} `}--help`;
  const [first = "", ...rest] = problem.split("\n");
  const text = [first.charAt(0).toLowerCase() + first.slice(1), ...rest].join("\n");
  const end = /Did you mean \S+$/.test(text) ? "?" : ".";
  return new UserError("usage", `${text}${end}\n\`${help}\` shows what there is.`);
}
