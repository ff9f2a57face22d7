import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import type { Contestant } from "./measure.ts";

/** What else there is, and why what is not there is not. */
export interface Competitors {
  /** That look for one name. */
  readonly gates: readonly Contestant[];
  /** That rewrite one name, and write nothing. */
  readonly rewriters: readonly Contestant[];
  readonly missing: readonly string[];
}

const NATIVE = { "@ast-grep/cli": "ast-grep", codemod: "codemod" };

/** The competitors on `name`; native ones are installed below `folder`, without running scripts. */
export function competitors(project: string, folder: string, name: string): Competitors {
  mkdirSync(folder, { recursive: true });
  const missing = [...install(folder)];
  const node = process.execPath;
  const file = (path: string, text: string): string => {
    writeFileSync(join(folder, path), text);
    return join(folder, path);
  };
  const gates: Contestant[] = [];
  const rewriters: Contestant[] = [];
  const add = (list: Contestant[], who: string, command: readonly string[], codes = [0]): void => {
    const [program = ""] = command;
    if (program.includes("/") ? existsSync(program) : isOnPath(program)) {
      list.push({ name: who, command, succeedsWith: codes });
    } else missing.push(`${who}: not installed`);
  };

  add(gates, "node, nothing", [node, "-e", "0"]);
  add(gates, "git grep", ["git", "grep", "-c", name]);
  add(gates, "rg", ["rg", "-c", name]);
  const astGrep = binaryOf(folder, "ast-grep");
  add(gates, "ast-grep, one pattern", [astGrep, "run", "-p", name, "-l", "tsx", "."], [0, 1]);
  const scan = file("scan.cjs", morphScript(join(project, "node_modules", "ts-morph"), name));
  add(gates, "ts-morph, one identifier", [node, scan]);

  const rename = `j.Identifier, { name: ${JSON.stringify(name)} }`;
  const shift = file(
    "rename.cjs",
    `module.exports = ({ source }, { j }) => j(source).find(${rename}).forEach((path) => { path.node.name = "renamed"; }).toSource();\nmodule.exports.parser = "tsx";\n`,
  );
  const runner = join(project, "node_modules", "jscodeshift", "bin", "jscodeshift.js");
  const ignored = ["--ignore-pattern=**/node_modules/**", "--extensions=ts,tsx,js,jsx"];
  const quiet = ["--dry", "--silent", "--parser=tsx"];
  add(rewriters, "jscodeshift, one name", [node, runner, "-t", shift, ...quiet, ...ignored, "."]);
  const jssg = file(
    "rename.js",
    `export default (root) => {\n  const nodes = root.root().findAll({ rule: { pattern: ${JSON.stringify(name)} } });\n  return nodes.length === 0 ? null : root.root().commitEdits(nodes.map((node) => node.replace("renamed")));\n};\n`,
  );
  const flags = ["--dry-run", "--no-interactive", "--allow-dirty", "--disable-analytics"];
  const engine = binaryOf(folder, "codemod");
  add(rewriters, "jssg, one name", [engine, "jssg", "run", jssg, "--language", "tsx", ...flags]);
  return { gates, rewriters, missing };
}

function* install(folder: string): Iterable<string> {
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  for (const [name, binary] of Object.entries(NATIVE)) {
    if (existsSync(binaryOf(folder, binary))) continue;
    const args = ["install", "--ignore-scripts", "--no-audit", "--no-fund", name];
    const { status, stderr } = spawnSync("npm", args, { cwd: folder, encoding: "utf8" });
    if (status !== 0) yield `${name} could not be installed: ${stderr.trim().split("\n")[0] ?? ""}`;
  }
}

/** The binary of the package for this platform, `@scope/cli-linux-x64-gnu/binary`. */
function binaryOf(folder: string, binary: string): string {
  const modules = join(folder, "node_modules");
  const scopes = existsSync(modules) ? readdirSync(modules).filter((it) => it.startsWith("@")) : [];
  const found = scopes
    .flatMap((scope) => readdirSync(join(modules, scope)).map((name) => join(modules, scope, name)))
    .map((place) => join(place, binary))
    .find((path) => existsSync(path));
  return found ?? join(modules, "no", binary);
}

function isOnPath(program: string): boolean {
  return spawnSync(program, ["--version"], { stdio: "ignore" }).error === undefined;
}

function morphScript(library: string, name: string): string {
  return `const { Project, SyntaxKind } = require(${JSON.stringify(library)});
const { execFileSync } = require("node:child_process");
const files = execFileSync("git", ["ls-files", "-z"], { maxBuffer: 1e9 }).toString().split("\\0");
const project = new Project({ skipFileDependencyResolution: true, compilerOptions: { allowJs: true } });
for (const file of files) if (/\\.[cm]?[jt]sx?$/.test(file)) project.addSourceFileAtPathIfExists(file);
let count = 0;
for (const file of project.getSourceFiles()) {
  for (const node of file.getDescendantsOfKind(SyntaxKind.Identifier)) {
    if (node.getText() === ${JSON.stringify(name)}) count += 1;
  }
}
console.log(count);
`;
}
