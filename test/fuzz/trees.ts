import * as fc from "fast-check";

/** The files of a small package by path, and where one of them goes. */
export interface Move {
  readonly files: Readonly<Record<string, string>>;
  readonly from: string;
  readonly to: string;
}

/** What the package says of its specifiers. */
const ALIASES = { "@/*": ["./src/*"], "~lib": ["./src/lib/index.ts"] };

const PATHS = [
  "src/a.ts",
  "src/page.tsx",
  "src/index.ts",
  "src/lib/index.ts",
  "src/lib/a.ts",
  "src/lib/b.d.ts",
  "src/ui/card.tsx",
  "src/ui/deep/index.tsx",
];

/** Where a file can go; some are taken, some have another ending or become a folder's index. */
const TARGETS = [
  "src/moved.ts",
  "src/lib/a.ts",
  "src/lib/moved.ts",
  "src/ui/index.ts",
  "src/ui/card.ts",
  "src/ui/moved.tsx",
  "src/new/index.ts",
  "src/new/deep/a.ts",
  "other/a.ts",
];

const path = fc.constantFrom(...PATHS);
const comment = fc.constantFrom("", "", "/* ./a */ ", "/** 🦊 src/a.ts */ ", "/* './lib' */ ");
const quote = fc.constantFrom('"', "'");

/** How a specifier stands in the code. */
const statement = fc.constantFrom<(specifier: string, n: number) => string>(
  (it) => `import ${it};`,
  (it, n) => `import { x as x${n} } from ${it};`,
  (it, n) => `import type { X as X${n} } from ${it};`,
  (it, n) => `import * as all${n} from ${it};`,
  (it, n) => `export { x as y${n} } from ${it};`,
  (it) => `export * from ${it};`,
  (it, n) => `export const load${n} = () => import(${it});`,
  (it, n) => `export const text${n} = [${it}].length; import d${n} from ${it};`,
  (it, n) => `import {\n  x as z${n}, // from here\n}\n  from ${it} // end\n`,
);

/** The ways in which a specifier can be spelled; not all lead to the file, and some to another. */
const spelling = fc.constantFrom<(from: string, to: string) => string>(
  (from, to) => bare(relative(from, to)),
  (from, to) => bare(relative(from, to)).replace(/\/index$/, ""),
  (from, to) => relative(from, to),
  (from, to) => `${bare(relative(from, to))}.js`,
  (_, to) => `@/${bare(to.slice("src/".length))}`,
  (_, to) => `@/${bare(to.slice("src/".length))}`.replace(/\/index$/, ""),
  () => "~lib",
  () => "react",
);

const line = fc.record({ to: path, spelling, statement, comment, quote });

const content = fc.tuple(
  fc.array(line, { maxLength: 4 }),
  fc.constantFrom("\n", "\n", "\r\n"),
  fc.constantFrom("", "", "\uFEFF"),
);

/** A package whose files import each other, and a move of one of them. */
export const moves: fc.Arbitrary<Move> = fc
  .record({
    paths: fc.uniqueArray(path, { minLength: 3 }),
    contents: fc.array(content, { minLength: PATHS.length, maxLength: PATHS.length }),
    to: fc.constantFrom(...TARGETS),
  })
  .map(({ paths, contents, to }) => {
    const [from = ""] = paths;
    const options = { compilerOptions: { moduleResolution: "bundler", paths: ALIASES } };
    const files = paths.map((own, index) => {
      const [lines = [], end = "\n", mark = ""] = contents[index] ?? [];
      const texts = lines.map((each, n) => {
        const specifier = each.quote + each.spelling(own, each.to) + each.quote;
        return each.comment + each.statement(specifier, n);
      });
      const text = [...texts, "export declare const x: 1; export type X = 1;\n"].join("\n");
      return [own, mark + text.replaceAll("\n", end)];
    });
    return {
      files: { "tsconfig.json": JSON.stringify(options), ...Object.fromEntries(files) },
      from,
      to,
    };
  });

function bare(specifier: string): string {
  return specifier.replace(/(?:\.d)?\.tsx?$/, "");
}

function relative(from: string, to: string): string {
  const here = from.split("/").slice(0, -1);
  const there = to.split("/");
  while (here.length > 0 && here[0] === there[0]) {
    here.shift();
    there.shift();
  }
  return `${here.length === 0 ? "./" : "../".repeat(here.length)}${there.join("/")}`;
}
