// Puts the built program together into few files, since Node takes a while over each that it opens.
// What is heavy, or not JavaScript, stays a package of its own; see EXTERNAL.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { builtinModules, createRequire } from "node:module";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { rolldown } from "rolldown";

const project = fileURLToPath(new URL("..", import.meta.url));
const dist = join(project, "dist");

/** What is started or imported from outside; all else is reached from these. */
const ENTRIES = ["bin/main", "bin/testing/index", "plans/language/index"];

/** Large, native, or to be found by a plan or a database driver under their own names. */
const EXTERNAL = ["prettier", "oxc-parser", "libpg-query", "jiti", "pg", "@electric-sql/pglite"];

/**
 * Packages in CommonJS that are large. Node looks through the whole text of such a one for the names
 * that it exports, if it is imported; if it is required, it does not.
 */
const REQUIRED = {
  jscodeshift: ["default"],
  "jscodeshift/src/getParser.js": ["default"],
};

/**
 * Of ts-morph, all that is used is the compiler and its libraries. They come without the module around
 * them, which has all libraries in its text, those of browsers too, in two bytes a character.
 */
const INSTEAD = {
  "ts-morph": `import { createRequire } from "node:module";
export const ts = createRequire(import.meta.url)("@ts-morph/common/dist/typescript.js");`,
  "@ts-morph/common": `import { readFileSync } from "node:fs";
export const getLibFiles = () => JSON.parse(readFileSync(new URL(${placeInDist("libraries.json")}), "utf8"));`,
};

/** Stands in the code for what tells this build from others until all of it is there. */
const BUILD_ID = "@build-id@";

/**
 * What is loaded together, each in one file: at each start; to tell an outcome once more; to parse
 * the command line; to evaluate; to rewrite. What one of them has is not in those after it.
 */
const GROUPS = {
  start: ["bin/main"],
  again: ["bin/commands/replay", "bin/commands/deliver", "bin/report/pretty"],
  options: ["bin/options"],
  audit: ["bin/commands/judge", "plans/connections/index"],
  run: ["bin/commands/rewrite-target", "bin/commands/phase-states"],
};

/** By module, what it imports in a statement. */
const imports = new Map();

/** The folders of packages whose code is in the bundle. */
const bundled = new Set();

const own = {
  name: "own",
  resolveId(id) {
    if (Object.hasOwn(INSTEAD, id)) return `\0instead:${id}`;
    return Object.hasOwn(REQUIRED, id) ? `\0required:${id}` : undefined;
  },
  async load(id) {
    if (id === join(dist, "bin", "prepared-help.js")) return await withHelp(id);
    if (id === join(dist, "bin", "build-id.js")) return `export const buildId = "${BUILD_ID}";`;
    if (id.startsWith("\0instead:")) return INSTEAD[id.slice("\0instead:".length)];
    if (!id.startsWith("\0required:")) return undefined;
    const name = id.slice("\0required:".length);
    const lines = REQUIRED[name].map((each) =>
      each === "default" ? "export default all;" : `export const ${each} = all.${each};`,
    );
    return [
      'import { createRequire } from "node:module";',
      `const all = createRequire(import.meta.url)(${JSON.stringify(name)});`,
      ...lines,
    ].join("\n");
  },
  moduleParsed({ id, importedIds }) {
    imports.set(id, importedIds);
  },
  transform(code, id) {
    const folder = packageFolder(id);
    if (folder) bundled.add(folder);
    // A module of this project goes by its own place, which is not that of the file that it is put in.
    if (folder || !id.startsWith(dist) || !code.includes("import.meta.url")) return undefined;
    const at = placeInDist(relative(dist, id).replaceAll("\\", "/"));
    return code.replaceAll("import.meta.url", at);
  },
};

const bundle = await rolldown({
  cwd: project,
  input: Object.fromEntries(ENTRIES.map((name) => [name, join(dist, `${name}.js`)])),
  platform: "node",
  external: (id) =>
    id.startsWith("node:") ||
    builtinModules.includes(id) ||
    EXTERNAL.some((name) => id === name || id.startsWith(`${name}/`)),
  plugins: [own],
  onLog(level, log, handle) {
    if (level === "warn") throw new Error(log.message);
    handle(level, log);
  },
});
const { output } = await bundle.generate({
  dir: dist,
  format: "esm",
  codeSplitting: {
    groups: Object.entries(GROUPS).map(([name, roots], index) => ({
      name,
      // What waits for all else cannot be in a file that all else imports.
      test: (id) => id !== join(dist, "bin/main.js") && withStaticImports(roots).has(id),
      priority: Object.keys(GROUPS).length - index,
    })),
  },
  entryFileNames: "[name].js",
  chunkFileNames: "chunks/[name]-[hash].js",
  comments: { legal: true },
});
await bundle.close();

rmSync(join(dist, "chunks"), { recursive: true, force: true });
mkdirSync(join(dist, "chunks"));
const chunks = output.filter(({ type }) => type === "chunk");
for (const { fileName, code } of chunks) writeFileSync(join(dist, fileName), withBuildId(code));
for (const name of ENTRIES) rmSync(join(dist, `${name}.js.map`), { force: true });
writeFileSync(join(dist, "third-party-licenses.txt"), licenses());
writeFileSync(join(dist, "libraries.json"), JSON.stringify(libraries()));

/** The URL of a file in dist/, as an expression for a module that may be put into any file there. */
function placeInDist(file) {
  const folder = 'import.meta.url.slice(0, import.meta.url.lastIndexOf("/dist/") + 6)';
  return `(${folder} + ${JSON.stringify(file)})`;
}

/** The declarations of what the language itself has, without what a browser adds. */
function libraries() {
  const { getLibFiles } = createRequire(import.meta.url)("@ts-morph/common");
  const ofBrowsers = /^lib\.(?:dom|webworker|scripthost)\./;
  return getLibFiles().filter(({ fileName }) => !ofBrowsers.test(fileName));
}

/** The modules of `names`, and those that they import in a statement, and so on. */
function withStaticImports(names) {
  const found = new Set(names.map((name) => join(dist, `${name}.js`)));
  for (const id of found) for (const imported of imports.get(id) ?? []) found.add(imported);
  return found;
}

/** The module of the prepared help, with what the parser of the command line says. */
async function withHelp(id) {
  const { HELP_WIDTH } = await import(builtFile("bin/prepared-help"));
  const { COMMANDS, parseArguments } = await import(builtFile("bin/options"));
  const texts = {};
  for (const argv of [["--help"], ...COMMANDS.map((name) => [name, "--help"])]) {
    const answer = await parseArguments(argv, "", HELP_WIDTH);
    if (answer.kind === "text") texts[argv.join(" ")] = answer.text;
  }
  const code = readFileSync(id, "utf8");
  const empty = "preparedHelp = {}";
  if (!code.includes(empty)) throw new Error(`${id} has no place for the help`);
  return code.replace(empty, () => `preparedHelp = ${JSON.stringify(texts)}`);
}

/** What all of this build's code comes to, put where the program asks for it. */
function withBuildId(code) {
  const hash = createHash("sha256");
  for (const chunk of chunks) hash.update(chunk.code);
  return code.replaceAll(BUILD_ID, hash.digest("hex").slice(0, 32));
}

function builtFile(name) {
  return pathToFileURL(join(dist, `${name}.js`)).href;
}

/** The folder of the package that a module is of; undefined for this project's own. */
function packageFolder(id) {
  const at = id.lastIndexOf("/node_modules/");
  if (at === -1) return undefined;
  const parts = id.slice(at + "/node_modules/".length).split("/");
  const name = parts.slice(0, parts[0].startsWith("@") ? 2 : 1).join("/");
  return `${id.slice(0, at)}/node_modules/${name}`;
}

function licenses() {
  // The libraries of the compiler are TypeScript's own, in a package of another licence.
  const compiler = join(project, "node_modules", "typescript");
  return [...bundled, compiler]
    .sort()
    .map((folder) => {
      const { name, version, license } = JSON.parse(
        readFileSync(join(folder, "package.json"), "utf8"),
      );
      const files = readdirSync(folder).filter((file) => /^licen[cs]e/i.test(file));
      const texts = files.map((file) => readFileSync(join(folder, file), "utf8").trim());
      return [`${name} ${version} (${license})`, ...texts].join("\n\n");
    })
    .join(`\n\n${"-".repeat(80)}\n\n`);
}
