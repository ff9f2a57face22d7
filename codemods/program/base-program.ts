import { getLibFiles } from "@ts-morph/common";
import { ts } from "ts-morph";
import { ambientFiles } from "./ambient/index.ts";
import type { Depth } from "./ambient/index.ts";
import { sourceFileOf } from "./source-files.ts";
import { toVirtual } from "./virtual-path.ts";

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  jsx: ts.JsxEmit.Preserve,
  strict: true,
  allowJs: true,
  types: [],
  noEmit: true,
  skipLibCheck: true,
  lib: ["lib.es2023.d.ts"],
};

const LIB_FOLDER = "/lib/";

const programs = new Map<Depth, { readonly globals: Globals; readonly program: ts.Program }>();

type Globals = readonly ts.SourceFile[];

/**
 * What every question stands on: the standard library, what is declared here of packages from
 * outside, and `globals`, the files whose declarations are known without an import. What these
 * import is not in it.
 */
export function baseProgram(depth: Depth, globals: Globals): ts.Program {
  const last = programs.get(depth);
  if (last && last.globals.length === globals.length) {
    if (globals.every((file, index) => file === last.globals[index])) return last.program;
  }
  const program = createBaseProgram(ambientFiles(depth), globals);
  programs.set(depth, { globals, program });
  return program;
}

function createBaseProgram(ambient: ReadonlyMap<string, string>, globals: Globals): ts.Program {
  const byName = new Map(globals.map((file) => [file.fileName, file]));
  const readFile = (fileName: string) => libText(fileName) ?? ambient.get(fileName);
  return ts.createProgram({
    rootNames: [...ambient.keys(), ...byName.keys()],
    options: OPTIONS,
    host: {
      getSourceFile(fileName) {
        const text = readFile(fileName);
        return text === undefined ? byName.get(fileName) : sourceFileOf(fileName, text);
      },
      fileExists: (fileName) => byName.has(fileName) || readFile(fileName) !== undefined,
      readFile,
      resolveModuleNameLiterals: (literals) => literals.map(() => ({ resolvedModule: undefined })),
      getDefaultLibFileName: () => `${LIB_FOLDER}lib.es2023.d.ts`,
      getDefaultLibLocation: () => LIB_FOLDER.slice(0, -1),
      getCurrentDirectory: () => toVirtual(""),
      getCanonicalFileName: (fileName) => fileName,
      useCaseSensitiveFileNames: () => true,
      getNewLine: () => "\n",
      writeFile: () => undefined,
    },
  });
}

let libTexts: ReadonlyMap<string, string> | undefined;

function libText(fileName: string): string | undefined {
  if (!fileName.startsWith(LIB_FOLDER)) return undefined;
  libTexts ??= new Map(getLibFiles().map((file) => [file.fileName, file.text]));
  return libTexts.get(fileName.slice(LIB_FOLDER.length));
}
