// Runs conn-codemod beside other tools on a tree of yours, in turn, and prints medians and ratios:
// times alone mean nothing from one machine to another. What is edited is a copy of the tree.
import { appendFileSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { connections } from "../plans/connections/index.ts";
import { competitors } from "./competitors.ts";
import { measure, table } from "./measure.ts";
import type { Contestant } from "./measure.ts";

const project = fileURLToPath(new URL("..", import.meta.url));
const { values } = parseArgs({
  options: { tree: { type: "string" }, rounds: { type: "string", default: "5" } },
});
if (values.tree === undefined) throw new Error("say on which tree: npm run bench -- --tree DIR");
const tree = resolve(process.env["INIT_CWD"] ?? "", values.tree);
const rounds = Number(values.rounds);

const name = String(connections.names?.[0] ?? "");
const others = competitors(project, join(project, "node_modules", ".cache", "bench"), name);
const own = (...args: string[]): Contestant => ({
  name: `conn-codemod ${args.join(" ")}`,
  command: [process.execPath, join(project, "bin", "conn-codemod.js"), ...args],
  succeedsWith: [0, 1],
});
const phases = (connections.phases ?? []).slice(0, 2).flatMap(({ id }) => ["--phase", id]);

const copy = join(mkdtempSync(join(tmpdir(), "conn-codemod-bench-")), "tree");
process.on("exit", () => rmSync(copy, { recursive: true, force: true }));
cpSync(tree, copy, { recursive: true, verbatimSymlinks: true });
const listed = execFileSync("git", ["ls-files", "-z", "--", "*.ts", "*.tsx"], { cwd: copy });
const sources = listed.toString().split("\0").slice(0, -1);

/** Another file in each round, from all over the tree, whether or not the plan has to do with it. */
const edited = (command: Contestant): Contestant => ({
  ...command,
  name: `${command.name}, a file edited`,
  cwd: copy,
  before: (round) => {
    const file = sources[Math.floor((((round + 1) * 0.618) % 1) * sources.length)] ?? "";
    appendFileSync(join(copy, file), `// Edited in round ${round}.\n`);
  },
});
// Worked out each time; asked once more of a tree that has not changed since; and of one that has.
const thrice = (...args: string[]) => [
  own(...args, "--no-cache"),
  own(...args),
  edited(own(...args)),
];
const gate = [own("--version"), own("--help"), ...thrice("audit", ...phases), ...others.gates];
console.log(`${tree}, ${rounds} rounds\n\nThe gate, beside what looks for one name:`);
console.log(table(measure(gate, tree, rounds), "ast-grep, one pattern"));
const rewriting = [...thrice("run", "--dry-run", ...phases), ...others.rewriters];
console.log("\nThe whole plan, beside the rename of one name:");
console.log(table(measure(rewriting, tree, rounds), "jscodeshift, one name"));
for (const line of others.missing) console.log(`\nLeft out: ${line}`);
