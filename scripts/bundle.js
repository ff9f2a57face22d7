// Puts the built program together into few files, since Node takes a while over each that it opens,
// and npm over each package that it installs. What stays a package of its own: see bundle/packages.js.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { rolldown } from "rolldown";
import { keepDeclarations } from "./bundle/declarations.js";
import { licenses, packageFolder } from "./bundle/licenses.js";
import { INSTEAD, JSCODESHIFT, isExternal, libraries, placeInDist } from "./bundle/packages.js";

const project = fileURLToPath(new URL("..", import.meta.url));
const dist = join(project, "dist");

/** What is started or imported from outside; all else is reached from these. */
const ENTRIES = ["bin/main", "bin/testing/index", "plans/language/index"];

/** Of those, what is imported. */
const TYPED = ["bin/testing/index", "plans/language/index"];

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

/** Keeps in mind which packages come in. */
const noted = {
  name: "noted",
  transform(_code, id) {
    const folder = packageFolder(id);
    if (folder) bundled.add(folder);
  },
};

const own = {
  name: "own",
  resolveId(id) {
    return Object.hasOwn(INSTEAD, id) ? `\0instead:${id}` : undefined;
  },
  async load(id) {
    if (id === join(dist, "bin", "prepared-help.js")) return await withHelp(id);
    if (id === join(dist, "bin", "build-id.js")) return `export const buildId = "${BUILD_ID}";`;
    return id.startsWith("\0instead:") ? INSTEAD[id.slice("\0instead:".length)] : undefined;
  },
  moduleParsed({ id, importedIds }) {
    imports.set(id, importedIds);
  },
  transform(code, id) {
    // A module of this project goes by its own place, which is not that of the file that it is put in.
    if (!id.startsWith(dist) || !code.includes("import.meta.url")) return undefined;
    const at = placeInDist(relative(dist, id).replaceAll("\\", "/"));
    return code.replaceAll("import.meta.url", at);
  },
};

/** The program is a JavaScript module, and required is what it needs in the middle of something. */
const program = await bundle(
  Object.fromEntries(ENTRIES.map((name) => [name, join(dist, `${name}.js`)])),
  [own, noted],
  {
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
  },
);
const required = await bundle(
  { [JSCODESHIFT.file]: JSCODESHIFT.file },
  [given(JSCODESHIFT), noted],
  {
    format: "cjs",
    entryFileNames: "[name]",
  },
);

rmSync(join(dist, "chunks"), { recursive: true, force: true });
mkdirSync(join(dist, "chunks"));
const chunks = [...program, ...required];
for (const { fileName, code } of chunks) writeFileSync(join(dist, fileName), withBuildId(code));
for (const name of ENTRIES) rmSync(join(dist, `${name}.js.map`), { force: true });
keepDeclarations(dist, TYPED);
// The libraries of the compiler are TypeScript's own, in a package of another license.
bundled.add(join(project, "node_modules", "typescript"));
writeFileSync(join(dist, "third-party-licenses.txt"), licenses(bundled));
writeFileSync(join(dist, "libraries.json"), JSON.stringify(libraries()));

/** The files that what is reached from `input` comes to. */
async function bundle(input, plugins, options) {
  const build = await rolldown({
    cwd: project,
    input,
    platform: "node",
    external: isExternal,
    plugins,
    onLog(level, log, handle) {
      if (level === "warn") throw new Error(log.message);
      handle(level, log);
    },
  });
  const { output } = await build.generate({ dir: dist, comments: { legal: true }, ...options });
  await build.close();
  return output.filter(({ type }) => type === "chunk");
}

/** A module that is in no file. */
function given({ file, code }) {
  return {
    name: "given",
    resolveId: (id) => (id === file ? join(project, file) : undefined),
    load: (id) => (id === join(project, file) ? code : undefined),
  };
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
