import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, readFileSync, readdirSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { git, writeFiles } from "./disk-tree.ts";
import { temporaryFolder } from "./fixture-tree.ts";

/** Something that could hurt, and what has to come of it. In `fixtures/hostile/<case>/case.ts`. */
export interface HostileCase {
  /** What is hostile about it. */
  readonly title: string;
  /** Files of the target beside, or in place of, those of `plainFiles`. Committed. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Makes what cannot be written down as a file, before the commit. */
  readonly make?: (place: Place) => void;
  /** The same after the commit. */
  readonly makeAfterCommit?: (place: Place) => void;
  /** Parts of `plainPlan` that this plan has in their stead, or a plan file as it is. */
  readonly plan?: Readonly<Record<string, unknown>> | PlanFile;
  readonly steps?: readonly unknown[];
  readonly criteria?: readonly unknown[];
  /** More of the command line, for all commands. */
  readonly args?: readonly string[];
  readonly run: Outcome;
  /** As `run`, if left out, but nothing is written. */
  readonly dryRun?: Outcome;
  readonly audit: Outcome;
}

export interface PlanFile {
  readonly file: string;
  readonly text: string;
}

export interface Place {
  /** The target. */
  readonly root: string;
  /** A folder beside it that nothing may touch. */
  readonly outside: string;
}

/** The command is refused, and has nothing to say but why. */
export interface Refusal {
  /** Texts that the message has in it. */
  readonly refused: readonly string[];
}

/** The command gives a report. */
export interface Verdict {
  readonly exit: 0 | 1 | 2;
  /**
   * Lines that are among `saidIn` the report: `manual too-large src/big.ts:1:1`,
   * `skipped symlink link`, `criterion 1/zero-references/1 fail`.
   */
  readonly says?: readonly string[];
  /** Whether the run changes the target; a dry run and an audit never do. */
  readonly writes?: boolean;
}

export type Outcome = Refusal | Verdict;

/** What every target has, unless its case says otherwise. */
export const plainFiles: Readonly<Record<string, string>> = {
  "package.json": '{ "name": "plain", "type": "module" }\n',
  "src/old-thing.ts": "export const oldThing = 1; // was oldThing\n",
  "src/user.ts": 'import { oldThing } from "./old-thing.ts";\nexport const user = oldThing;\n',
};

export const plainSteps: readonly unknown[] = [
  { kind: "move-module", params: { from: "src/old-thing.ts", to: "src/new-thing.ts" } },
  { kind: "rename-name", params: { from: "oldThing", to: "newThing", in: ["src/**"] } },
];

const plainCriteria: readonly unknown[] = [
  { kind: "zero-references", params: { name: "oldThing", paths: ["src"] } },
  { kind: "path-absent", params: { paths: ["src/old-thing.ts"] } },
];

/** All places of a sandbox. */
export interface Sandbox extends Place {
  /** The folder with all of it. */
  readonly whole: string;
  readonly plan: string;
  /** Where reports go. */
  readonly reports: string;
}

/** A new target with what the case wants, and its plan beside it. */
export async function sandboxOf(hostile: HostileCase): Promise<Sandbox> {
  const whole = await temporaryFolder();
  const [root, outside, reports] = [
    join(whole, "target"),
    join(whole, "outside"),
    join(whole, "r"),
  ];
  mkdirSync(reports);
  writeFiles(outside, { "secret.ts": "export const oldThing = 1;\n" });
  writeFiles(root, { ...plainFiles, ...hostile.files });
  hostile.make?.({ root, outside });
  commitAll(root);
  hostile.makeAfterCommit?.({ root, outside });
  const plan = planOf(hostile);
  writeFiles(whole, { [plan.file]: plan.text });
  return { whole, root, outside, reports, plan: join(whole, plan.file) };
}

/** Fewer calls of git than `gitInit`, of which there would be a thousand. */
function commitAll(root: string): void {
  const identity = ["-c", "user.name=Fixture", "-c", "user.email=fixture@example.com"];
  git(root, "init", "--quiet", "--initial-branch=main");
  git(root, "-c", "core.autocrlf=false", "add", "--all");
  git(root, ...identity, "commit", "--quiet", "--message", "Start");
}

function planOf({
  plan = {},
  steps = plainSteps,
  criteria = plainCriteria,
}: HostileCase): PlanFile {
  if (isPlanFile(plan)) return plan;
  const phase = { id: "1", title: "All", steps, criteria };
  const whole = { id: "plain", title: "Old to new", names: ["oldThing"], phases: [phase], ...plan };
  return { file: "plan.json", text: JSON.stringify(whole) };
}

function isPlanFile(plan: Readonly<Record<string, unknown>> | PlanFile): plan is PlanFile {
  return typeof plan["text" as keyof typeof plan] === "string";
}

/**
 * Everything below `folder` but the journal and the folders `but`: what it is, its mode, and a hash
 * of what it holds. Nothing is followed or waited for.
 */
export function stateOf(folder: string, but: readonly string[] = []): Record<string, string> {
  const state: Record<string, string> = {};
  const look = (path: string): void => {
    for (const name of readdirSync(join(folder, path)).sort()) {
      const at = path === "" ? name : `${path}/${name}`;
      if (name === ".conn-codemod" || but.includes(at)) continue;
      const stat = lstatSync(join(folder, at));
      const mode = stat.mode.toString(8);
      if (stat.isDirectory()) look(at);
      else if (stat.isSymbolicLink()) state[at] = `-> ${readlinkSync(join(folder, at))}`;
      else if (stat.size > LARGE) state[at] = `${mode} ${stat.size} ${stat.mtimeMs}`;
      else if (stat.isFile()) state[at] = `${mode} ${hashOf(readFileSync(join(folder, at)))}`;
      else state[at] = mode;
    }
  };
  look("");
  return state;
}

/** In bytes; of larger files the time of the last change has to do. */
const LARGE = 1024 * 1024;

function hashOf(bytes: Uint8Array): string {
  return createHash("sha1").update(bytes).digest("hex");
}
