import { ts } from "ts-morph";
import { moveModule } from "../../codemods/refactors/move-module/move-module.ts";
import { snapshotOf } from "../../workspace/snapshot.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import type { BatchProperty } from "./batches.ts";
import { moves } from "./trees.ts";
import type { Move } from "./trees.ts";

/**
 * After a move every specifier that led to a file leads to the same one, as TypeScript resolves it; nothing
 * but specifiers is another; and moving again finds nothing to do. A move that is refused is left
 * out, and counted.
 */
export const moveProperty: BatchProperty<Move> = {
  values: moves,
  check: (values) => {
    const problems = new Map<number, string>();
    let skipped = 0;
    for (const [index, move] of values.entries()) {
      const before = snapshotOf(move.files);
      const { ops } = moveModule(before, move);
      if (ops.length === 0) skipped += 1;
      const after = before.with(ops, "move");
      const problem = ops.length > 0 && (difference(before, after, move) ?? secondRun(after, move));
      if (typeof problem === "string")
        problems.set(index, `${problem}\n--- after\n${shown(after)}`);
    }
    return Promise.resolve({ problems, skipped });
  },
  show: ({ files, from, to }) => `${from} goes to ${to}\n${shown(snapshotOf(files))}`,
};

function difference(before: Snapshot, after: Snapshot, { from, to }: Move): string | undefined {
  const renamed = (path: string): string => (path === from ? to : path);
  const expected = before.paths().map(renamed).sort();
  if (expected.join() !== [...after.paths()].sort().join()) return "other files than before";
  for (const path of before.paths()) {
    if (!/\.tsx?$/.test(path)) continue;
    const was = linksOf(before, path);
    const is = linksOf(after, renamed(path));
    if (was.rest !== is.rest) return `${path}: more has changed than specifiers`;
    // One that led nowhere has nothing to keep, and may find what comes to stand there.
    const wanted = was.targets.map((target, n) => (target ? renamed(target) : is.targets[n]));
    if (wanted.join() !== is.targets.join()) {
      return `${path}: led to [${wanted.join()}] and now to [${is.targets.join()}]`;
    }
  }
  return undefined;
}

function secondRun(after: Snapshot, move: Move): string | undefined {
  return moveModule(after, move).ops.length === 0 ? undefined : "a second run moves again";
}

/** Where the specifiers of a file lead, in order, and all else of its text. */
function linksOf(
  snapshot: Snapshot,
  path: string,
): { readonly targets: readonly (string | undefined)[]; readonly rest: string } {
  const text = snapshot.text(path) ?? "";
  const targets: (string | undefined)[] = [];
  let rest = "";
  let end = 0;
  const { importedFiles } = ts.preProcessFile(text, true, true);
  for (const { fileName, pos } of importedFiles.sort((a, b) => a.pos - b.pos)) {
    targets.push(resolved(snapshot, fileName, path));
    const start = text.indexOf(fileName, pos);
    rest += `${text.slice(end, start)}…`;
    end = start + fileName.length;
  }
  return { targets, rest: rest + text.slice(end) };
}

interface Config {
  readonly compilerOptions: { readonly paths: Record<string, string[]> };
}

const OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowImportingTsExtensions: true,
  pathsBasePath: "/",
};

function resolved(snapshot: Snapshot, specifier: string, from: string): string | undefined {
  const host: ts.ModuleResolutionHost = {
    fileExists: (path) => snapshot.has(path.slice(1)),
    readFile: (path) => snapshot.text(path.slice(1)),
  };
  // The move may give an alias of its own to another file.
  const { config } = ts.readConfigFile("/tsconfig.json", host.readFile) as { config: Config };
  const options = { ...OPTIONS, paths: config.compilerOptions.paths };
  const found = ts.resolveModuleName(specifier, `/${from}`, options, host).resolvedModule;
  return found?.resolvedFileName.slice(1);
}

function shown(snapshot: Snapshot): string {
  return snapshot
    .paths()
    .map((path) => `// ${path}\n${snapshot.text(path) ?? ""}`)
    .join("\n");
}
