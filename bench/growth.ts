// Makes trees of 1, 10 and 100 times the size of a repository of 1,480 files, out of the fixture
// monorepo, and prints how time and memory grow. `--largest 10` stops there.
import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { connections } from "../plans/connections/index.ts";
import { spellingsOf } from "../audits/spellings.ts";
import { measure, table } from "./measure.ts";
import type { Contestant } from "./measure.ts";

const ONE = 1480;
const project = fileURLToPath(new URL("..", import.meta.url));
const fixture = join(project, "fixtures", "console", "before");
const { values } = parseArgs({
  options: {
    largest: { type: "string", default: "100" },
    rounds: { type: "string", default: "3" },
  },
});

const files = readdirSync(fixture, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(fixture.length + 1));
const texts = new Map(files.map((path) => [path, readFileSync(join(fixture, path), "utf8")]));
const names = (connections.names ?? []).map(String);
/**
 * All that the plan asks for by name: retired names, of one and of many, routes, tables, columns and
 * what they become.
 */
const asked = [
  ...names.flatMap((name) => [name, name.replace(/s$/, "")]).flatMap(spellingsOf),
  ...(connections.phases ?? []).flatMap(({ steps = [] }) =>
    steps.flatMap(({ params }) => wordsIn(params)),
  ),
].sort((a, b) => b.length - a.length);

function wordsIn(params: unknown): readonly string[] {
  const keys = ["from", "to", "otherwise", "route", "table", "column", "database"];
  return Object.entries(params ?? {})
    .filter(([key, value]) => keys.includes(key) && typeof value === "string")
    .flatMap(([, value]) => String(value).split(/[^\w$]+/))
    .filter((word) => word !== "");
}

/** The fixture once, as the plan wants it, and copies of it until there are enough files. */
function makeTree(root: string, times: number, candidates: "fixed" | "growing"): void {
  cpSync(fixture, root, { recursive: true });
  const copies = Math.ceil((ONE * times) / files.length) - 1;
  for (let copy = 1; copy <= copies; copy += 1) {
    for (const [path, text] of texts) {
      const file = join(root, "more", `part-${copy}`, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, ofCopy(path, text, copy, candidates));
    }
  }
  const git = (...args: string[]) => execFileSync("git", args, { cwd: root, stdio: "ignore" });
  git("init", "--quiet");
  git("add", "--all");
  git("-c", "user.name=b", "-c", "user.email=b@example.com", "commit", "--quiet", "-m", "Start");
}

/** Packages have names of their own; without candidates, what the plan looks for is called otherwise. */
function ofCopy(path: string, text: string, copy: number, candidates: string): string {
  const named = path.endsWith("package.json")
    ? text.replace(/("name":\s*"[^"]+)"/, `$1-${copy}"`)
    : text;
  if (candidates === "growing") return named;
  return asked.reduce((rest, word) => rest.replaceAll(word, "somethingElse"), named);
}

const program = join(project, "bin", "conn-codemod.js");
const own = (times: number, succeedsWith: readonly number[], ...args: string[]): Contestant => ({
  name: `${args.join(" ")}, ${times}×`,
  command: [process.execPath, program, ...args],
  succeedsWith,
});
const phases = (connections.phases ?? []).slice(0, 2).flatMap(({ id }) => ["--phase", id]);

const sizes = [1, 10, 100].filter((times) => times <= Number(values.largest));
for (const candidates of ["fixed", "growing"] as const) {
  console.log(`\nCandidates ${candidates}:`);
  const rows = sizes.flatMap((times) => {
    const root = mkdtempSync(join(tmpdir(), "conn-codemod-growth-"));
    try {
      makeTree(root, times, candidates);
      // The plan's commands are not run, so an audit ends with 1 whatever holds. A run ends with 0 on
      // the fixture, and with notes where there are copies of what it changes.
      const all = [...phases, "--no-cache"];
      const runs = [own(times, [1], "audit", ...all)];
      const codes = candidates === "fixed" ? [0] : [0, 1];
      if (times <= 10) runs.push(own(times, codes, "run", "--dry-run", ...all));
      return measure(runs, root, Number(values.rounds));
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
  for (const kind of ["audit", "run"]) {
    const alike = rows.filter(({ name }) => name.startsWith(kind));
    console.log(table(alike, alike[0]?.name ?? ""));
  }
}
