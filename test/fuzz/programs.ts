import * as fc from "fast-check";

/** The files of a small program, by path. `main.tsx` imports from `other.ts`. */
export type ProgramFiles = Readonly<Record<"main.tsx" | "other.ts", string>>;

/** The rename that the programs are made for. */
export const RENAME = { from: "id", to: "key", otherwise: "ref" } as const;

// Few names, so that they meet often; `v` and `f` are never renamed and never taken.
const name = fc.constantFrom("id", "id", "key", "ref", "v", "setId", "setKey");
const typeName = fc.constantFrom("Id", "Id", "Key", "T");
const comment = fc.constantFrom(
  "",
  "",
  "",
  "",
  "/* id */ ",
  "/** {@link id} Id setId */ ",
  "// id: key → 🦊\n",
  "/* idle.id $id id_ */ ",
);

/** Two or more names for one place, where a name may stand only once. */
const names = (count: number): fc.Arbitrary<string[]> =>
  fc.uniqueArray(name, { minLength: count, maxLength: count });
const typeNames = fc.uniqueArray(typeName, { minLength: 2, maxLength: 2 });

type Kinds = "type" | "value" | "statement" | "block" | "member" | "jsx" | "pattern";

const depth = fc.createDepthIdentifier();

const grammar = fc.letrec<Record<Kinds, string>>((tie) => {
  const [type, value, statement, block, member, jsx, pattern] = [
    tie("type"),
    tie("value"),
    tie("statement"),
    tie("block"),
    tie("member"),
    tie("jsx"),
    tie("pattern"),
  ];
  const recursive = { maxDepth: 3, depthIdentifier: depth, withCrossShrink: true } as const;
  return {
    type: fc.oneof(
      recursive,
      fc.constantFrom("number", "string", "unknown"),
      typeName,
      filled(names(2))`{ ${0}: ${type}; ${1}?: number }`,
      text`{ readonly ${name}: number }["${name}"]`,
      text`typeof ${name}`,
      text`keyof { ${name}: 1; v(): void }`,
      text`(${name}: number, ...rest: ${type}[]) => ${type}`,
      text`Pick<{ ${name}: 1; v: 2 }, "${name}">`,
      text`{ [K in "${name}" | "v"]: ${type} }`,
      text`{ [${typeName} in keyof { ${name}: 1 }]: ${typeName} }`,
      text`${type} extends infer ${typeName} ? ${type} : ${typeName}`,
      text`${type} extends { ${name}: infer ${typeName} extends ${typeName} } ? ${typeName} : never`,
      text`<${typeName}>(${name}: ${typeName}) => ${type}`,
      text`[${name}: number, v?: string]`,
      text`((${name}: unknown) => ${name} is ${typeName})`,
      text`import("./other").${typeName}`,
      text`typeof import("./other").${name}`,
      text`${"`"}${name}-$\{${typeName} & string}${"`"}`,
    ),
    pattern: fc.oneof(
      recursive,
      name,
      text`{ ${name} }`,
      text`{ ${name}: ${name} }`,
      filled(names(2))`{ ${0} = 1, ...${1} }`,
      text`{ ${name}: ${pattern}, v: f }`,
      filled(names(2))`[${0}, , ...${1}]`,
      text`{ "${name}": ${name} = ${value} }`,
      text`{ [${name}]: ${name} }`,
    ),
    value: fc.oneof(
      recursive,
      name,
      name,
      fc.nat(9).map(String),
      text`({ ${name} })`,
      filled(names(2))`({ ${0}, ${1}: ${value} }).${name}`,
      filled(names(2))`({ ${0}() { return ${value}; }, get ${1}() { return 1; } })?.${name}`,
      text`({ ["${name}"]: ${value}, ...{ ${name} } })["${name}"]`,
      text`((${pattern}) => ${value})(${value} as never)`,
      text`((${name}: ${type} = ${value}) => ${block})(f as never)`,
      text`(function ${name}(${name}: number): unknown { ${statement} return ${name}; })`,
      text`"${name}"`,
      text`${"`"}${name} $\{${value}} 🦊${"`"}`,
      text`/${name}/u.test(String(${value}))`,
      text`(${value} as ${type})`,
      text`(${value} satisfies ${type})`,
      text`(${value} ?? ${name})`,
      text`new (class ${typeName}<${typeName}> { ${member} })()`,
      text`(class { ${member} ${member} }).${name}`,
      text`(async () => { await ${value}; for await (const ${name} of []) { ${statement} } })`,
      text`(function* () { yield ${value}; })`,
      text`(${jsx})`,
      text`(({ ${name}: ${name} } = ${value} as never), ${name})`,
      text`([${name}, { ${name} = ${value} }] = ${value} as never)`,
      text`${typeName}.${name}`,
      text`${typeName}["${name}"]`,
      text`("${name}" in { ${name} })`,
      text`f${"`"}$\{${name}}${"`"}`,
      text`(<${typeName},>(${name}: ${typeName}, ...rest: ${type}[]): ${typeName} => ${value} as never)`,
    ),
    jsx: fc.oneof(
      recursive,
      text`<Part ${name}={${value}} data-id="id" />`,
      text`<Part {...{ ${name} }}>{${value}} id Id {/* id */}</Part>`,
      text`<div id="id" data-id={${name}}>${jsx}</div>`,
      text`<${typeName} ${name}={${name}} />`,
      text`<>{${name}}</>`,
    ),
    member: fc.oneof(
      recursive,
      text`${comment}${name} = ${value};`,
      text`static ${name}: ${type};`,
      text`#${name} = 1; read() { return this.#${name} ?? (#${name} in this); }`,
      text`${name}(${name}: ${type}) { return this.${name}; }`,
      text`get ${name}() { return ${value}; }`,
      filled(names(1))`get ${0}() { return 1; } set ${0}(${name}) { ${statement} }`,
      filled(
        names(2),
      )`constructor(public ${0} = 1, private readonly ${1}: ${type}) { ${statement} }`,
      text`@f ${name} = ${value};`,
      text`declare ${name}: ${type};`,
      text`["${name}"]() { return super.toString(); }`,
      text`static { ${statement} }`,
      text`over(@f ${name}: ${type}): void; over(${name}: unknown): void {}`,
    ),
    statement: fc.oneof(
      recursive,
      text`${comment}f(${value});`,
      text`${comment}const ${pattern} = ${value} as never;`,
      text`let ${name}: ${type} = ${value} as never;`,
      text`{ var ${name} = ${value}; ${statement} }`,
      text`function ${name}(${name}: ${type}) ${block}`,
      text`{ class ${typeName}<${typeName}> { ${member} } ${statement} }`,
      text`{ @f class ${typeName} extends Object { ${member} ${member} } ${statement} }`,
      filled(names(2))`interface ${typeName} { ${0}: ${type}; ${1}(${name}: 1): ${type}; }`,
      text`{ type ${typeName}<${typeName} = 1> = ${type}; ${statement} }`,
      filled(names(2))`enum ${typeName} { ${0}, ${1} = ${name} }`,
      text`for (const ${pattern} of [${value}] as never[]) ${block}`,
      text`for (let ${name} = 0, f = ${value}; ; ${name}) { ${statement} }`,
      text`for (var ${name} in { ${name} }) { ${statement} }`,
      text`${name}: for (;;) { break ${name}; }`,
      text`try ${block} catch (${pattern}) ${block}`,
      text`switch (${value}) { case ${value}: { ${statement} } default: ${statement} }`,
      text`if (${value}) ${block} else ${block}`,
      text`${name} = ${value} as never;`,
      text`return ${value};`,
      block,
    ),
    block: fc.array(statement, { maxLength: 2 }).map((all) => `{ ${all.join("\n")} }`),
  };
});

/** Joins texts and the texts that arbitraries make. */
function text(
  parts: TemplateStringsArray,
  ...holes: readonly (fc.Arbitrary<string> | string)[]
): fc.Arbitrary<string> {
  return filled(fc.constant([]))(parts, ...holes);
}

/** The same, with holes that are numbers filled from what `shared` makes, in that order. */
function filled(shared: fc.Arbitrary<readonly string[]>) {
  return (
    parts: TemplateStringsArray,
    ...holes: readonly (fc.Arbitrary<string> | string | number)[]
  ): fc.Arbitrary<string> => {
    const texts = holes.map((hole) => (typeof hole === "object" ? hole : fc.constant(hole)));
    return fc.tuple(shared, ...texts).map(([own, ...values]) =>
      parts
        .map((part, index) => {
          const value = values[index] ?? "";
          return part + (typeof value === "number" ? (own[value] ?? "") : value);
        })
        .join(""),
    );
  };
}

const FOOT = "declare const Part: (props: Record<string, unknown>) => never;\n";

// Statements of their own block seldom declare a name twice.
const body = fc.array(fc.oneof(grammar.statement, text`{ ${grammar.statement} }`), {
  minLength: 1,
  maxLength: 2,
});

// What may stand only outside of functions.
const outside = fc.oneof(
  { weight: 12, arbitrary: fc.constant("") },
  filled(
    names(2),
  )`namespace ${typeName} { export const ${0} = ${grammar.value}; ${grammar.statement} }`,
  filled(
    typeNames,
  )`namespace ${0} { export type ${1} = ${grammar.type}; export enum E { ${name} } }`,
  filled(names(2))`namespace N { export const ${0} = 1; } namespace N { f(${1}, N.${0}); }`,
  filled(names(2))`enum N { ${0} } enum N { v = ${1} }`,
  text`export const ${grammar.pattern} = ${grammar.value} as never;`,
  text`export type ${typeName}<${typeName}> = ${grammar.type};`,
  text`export interface ${typeName} { ${name}: ${grammar.type} } export class T implements ${typeName} { ${name} = 1 as never; }`,
  text`export abstract class ${typeName} { abstract ${name}: ${grammar.type}; ${grammar.member} }`,
  text`const ${name} = ${grammar.value};\nexport { ${name}, ${name} as v };`,
);

const imports = fc.constantFrom(
  "",
  'import { id } from "./other";',
  'import { id as key, type Id } from "./other";',
  'import { other as id, setId } from "./other";',
  'import { type Id as Id, id as ref } from "./other";',
  'import id, * as key from "./other";',
  'import * as id from "./other";\nexport type Key = id.Id;',
  'import { default as id } from "./other";\nexport { id as ref };',
  'import type { Id as Key } from "./other";',
  'export { id as key, setId } from "./other";',
  'export * from "./other";\nexport const key = 1;',
  'export * as id from "./other";',
);

const exported = fc.constantFrom(
  "export const id = 1; export const other = 2; export const setId = 3; export type Id = 1;\nexport default id;",
  "const id = 1, other = 2; const setId = 3; interface Id { id: 1 }\nexport { id, other, setId, type Id };\nexport default class {}",
  "const key = 1;\nexport { key as id, key as other };\nexport function setId(id: number) { return id; }\nexport type Id = { id: number };\nexport default { id: key };",
  "export const { id, other: { other } } = { id: 1, other: { other: 2 } }, setId = 3;\nexport enum Id { id }\nexport default function id2(key = id) { return key; }",
);

const lineEnd = fc.constantFrom("\n", "\n", "\r\n");

/** Programs with scopes, shadowing, shorthands, patterns, types, classes, JSX, comments, imports. */
export const programs: fc.Arbitrary<ProgramFiles> = fc
  .tuple(imports, outside, body, exported, lineEnd, fc.boolean())
  .map(([imported, top, statements, other, end, mark]) => {
    const inFunction = `export function f(v: any): any {\n${statements.join("\n")}\n}`;
    const main = [imported, top, inFunction, FOOT].join("\n").replaceAll("\n", end);
    return { "main.tsx": mark ? `\uFEFF${main}` : main, "other.ts": `${other}\n` };
  });
