// Runs conn-codemod beside other tools on a tree of yours, in turn, and prints medians and ratios:
// times alone mean nothing from one machine to another. Writes nothing to the tree.
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

// Worked out each time, and asked once more of a tree that has not changed since.
const twice = (...args: string[]) => [own(...args, "--no-cache"), own(...args)];
const gate = [own("--version"), own("--help"), ...twice("audit", ...phases), ...others.gates];
console.log(`${tree}, ${rounds} rounds\n\nThe gate, beside what looks for one name:`);
console.log(table(measure(gate, tree, rounds), "ast-grep, one pattern"));
const rewriting = [...twice("run", "--dry-run", ...phases), ...others.rewriters];
console.log("\nThe whole plan, beside the rename of one name:");
console.log(table(measure(rewriting, tree, rounds), "jscodeshift, one name"));
for (const line of others.missing) console.log(`\nLeft out: ${line}`);
