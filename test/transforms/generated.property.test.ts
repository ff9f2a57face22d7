import * as fc from "fast-check";
import jscodeshift from "jscodeshift";
import { expect, test } from "vitest";
import type { TransformModule } from "../../codemods/run-transform.ts";
import * as addImport from "../../codemods/transforms/add-import.ts";
import * as addProperty from "../../codemods/transforms/add-property.ts";
import * as removeComment from "../../codemods/transforms/remove-comment.ts";
import * as removeProperty from "../../codemods/transforms/remove-property.ts";
import * as removeUnusedImports from "../../codemods/transforms/remove-unused-imports.ts";
import * as renameWords from "../../codemods/transforms/rename-words-in-comments.ts";
import { codeOf, commentsIn, importsIn, keysIn } from "./read-code.ts";

/** For each transform. */
const RUNS = { numRuns: 100 };

const comment = fc.constantFrom(
  "",
  "",
  "// gone\n",
  "/* gone */ ",
  "/** kept 🦊 */\n",
  "// kept\n",
);
const tail = fc.constantFrom("", " // gone", " /* kept */", " // kept, gone");

/** Code in which nothing is to be edited but comments; the last one ends without a line break. */
const statement = fc.constantFrom(
  "use(posts, `// gone ${posts /* gone */} gone`);",
  "const text = \"/* gone */\" + '// gone';",
  "const pattern = /\\/\\/ gone/u.test(text);",
  "function f(/* gone */ a: number /* kept */) { return a; // gone\n}",
  "const page = <Part a={1}>gone // gone {/* gone */}<b>{posts}</b></Part>;",
  "type T = { a: 1; /* gone */ b?: 2 };",
  "label: for (;;) { /* gone */ break label }",
  "use( // gone\n  1,\n  /* gone */\n  2 /* kept */,\n);",
  "\n\n/* kept */\n\n",
);
// In a block each, as they may declare one name.
const code = fc
  .array(
    fc.tuple(comment, statement, tail).map((parts) => `{ ${parts.join("")}\n}`),
    { maxLength: 3 },
  )
  .map((all) => all.join("\n"));

const layout = fc.record({ end: fc.constantFrom("\n", "\n", "\r\n"), mark: fc.boolean() });

const key = fc.constantFrom("gone", '"gone"', "posts", "teams", "'my-orders'", "added");
const item = fc
  .tuple(
    comment,
    key,
    fc.constantFrom("", ": 1", ": { a: 1, gone: 2 }", ": f(a, [b])", "() {}"),
    tail,
  )
  .map(([before, name, value, after]) => {
    const isName = /^\w+$/.test(name);
    return { before, text: name + (value === "" && !isName ? ": 0" : value), after };
  });
const object = fc
  .record({
    items: fc.uniqueArray(item, {
      selector: ({ text }) => /\w[\w-]*/.exec(text)?.[0],
      maxLength: 4,
    }),
    lines: fc.boolean(),
    comma: fc.boolean(),
    call: fc.boolean(),
  })
  .map(({ items, lines, comma, call }) => {
    const last = items.length - 1;
    const written = items.map(({ before, text, after }, index) => {
      const mark = index < last || (comma && index === last) ? "," : "";
      if (!lines)
        return `${before.replace(/\/\/ (.*)\n/, "/* $1 */ ").replace("\n", " ")}${text}${mark}`;
      return `  ${before.replace("\n", "\n  ")}${text}${mark}${after}`;
    });
    const inner = lines ? `{\n${written.join("\n")}\n}` : `{ ${written.join(" ")} }`;
    return { text: call ? `make(${inner}, 1)` : inner, items };
  });

const importLine = fc
  .tuple(
    comment,
    fc.constantFrom(
      'import { gone } from "./gone";',
      'import { gone3, kept } from "./a";',
      'import {\n  kept2,\n  gone as gone2, // gone\n} from "./b";',
      "import Gone, { type Part } from './parts'",
      'import * as all from "./all"; import "./effect";',
      'import type { T2 } from "./types";',
      'import { posts } from "./posts";',
      'import {} from "./new";',
      'import { other } from "./new";',
    ),
    tail,
  )
  .map((parts) => parts.join(""));
const imports = fc
  .uniqueArray(importLine, { selector: (line) => /from ["'./\w]+/.exec(line)?.[0], maxLength: 4 })
  .map((all) => all.map((each) => `${each}\n`).join(""));

/** The text after the transform; checks what holds for all of them. */
function changed(module: TransformModule, source: string, options: object): string {
  const j = jscodeshift.withParser(module.parser);
  const api = { j, jscodeshift: j, stats: () => {}, report: () => {} };
  const path = "a.tsx";
  const text = module.default({ path, source }, api, { ...options }) ?? source;
  expect(module.default({ path, source: text }, api, { ...options })).toBeUndefined();
  expect(text.startsWith("\uFEFF")).toBe(source.startsWith("\uFEFF"));
  expect(lineEndsIn(text).filter((end) => !lineEndsIn(source).includes(end))).toEqual([]);
  // Throws if it does not parse.
  codeOf(text);
  return text;
}

/** Each kind once. */
function lineEndsIn(text: string): readonly string[] {
  return [...new Set(text.match(/\r?\n/g))];
}

const hidden = (text: string): string => text.replaceAll(/gone|left/g, "…");

const isUnused = (line: string): boolean =>
  /^(?:gone|gone as gone2|gone3|default as Gone) from/.test(line);

interface Layout {
  readonly end: string;
  readonly mark: boolean;
}

const laidOut = (text: string, { end, mark }: Layout): string =>
  (mark ? "\uFEFF" : "") + text.replaceAll("\n", end);

/** What stands before and behind the edited part is byte for byte what it was. */
function expectAround(text: string, head: string, rest: string): string {
  expect(text.slice(0, head.length)).toBe(head);
  expect(text.slice(text.length - rest.length)).toBe(rest);
  return text.slice(head.length, text.length - rest.length);
}

test("remove-comment: all code and all other comments are as they were", () => {
  fc.assert(
    fc.property(imports, code, layout, (top, body, style) => {
      const source = laidOut(`${top}${body}\n`, style);
      const text = changed(removeComment, source, { text: "gone" });
      expect(codeOf(text)).toEqual(codeOf(source));
      expect(commentsIn(text)).toEqual(commentsIn(source).filter((said) => said !== "gone"));
    }),
    RUNS,
  );
});

test("rename-words-in-comments: the text is as it was but for the words in comments", () => {
  fc.assert(
    fc.property(imports, code, layout, (top, body, style) => {
      const source = laidOut(`${top}${body}\n`, style);
      const options = { replacements: [{ from: "gone", to: "left" }] };
      const text = changed(renameWords, source, options);
      expect(codeOf(text)).toEqual(codeOf(source));
      expect(commentsIn(text)).toEqual(
        commentsIn(source).map((said) => said.replace("gone", "left")),
      );
      expect(hidden(text)).toBe(hidden(source));
    }),
    RUNS,
  );
});

test.each(["remove", "add"] as const)(
  "%s-property: the other properties, and all around the object, are as they were",
  (what) => {
    fc.assert(
      fc.property(object, code, code, layout, ({ text: literal, items }, top, body, style) => {
        const head = laidOut(`${top}\nexport const postsRouter = `, style);
        const rest = laidOut(`;\n${body}`, { ...style, mark: false });
        const middle = laidOut(literal, { ...style, mark: false });
        const source = head + middle + rest;
        const [module, options] =
          what === "remove"
            ? [removeProperty, { object: "postsRouter", path: ["gone"] }]
            : [
                addProperty,
                { object: "postsRouter", path: ["added"], value: "made", after: "posts" },
              ];
        const left = expectAround(changed(module, source, options), head, rest);
        const before = keysIn(middle);
        const wanted = what === "remove" ? before.filter((each) => each !== "gone") : before;
        const isNew = what === "add" && !before.includes("added");
        expect(keysIn(left).filter((each) => !isNew || each !== "added")).toEqual(wanted);
        expect(keysIn(left).includes("added")).toBe(before.includes("added") || isNew);
        const staying = items
          .map(({ text }) => text)
          .filter((text) => what === "add" || !/^"?gone\b/.test(text));
        expect(staying.filter((text) => !left.includes(text))).toEqual([]);
      }),
      RUNS,
    );
  },
);

test("add-import: the other imports, and all behind them, are as they were", () => {
  fc.assert(
    fc.property(imports, code, layout, fc.boolean(), (top, body, style, type) => {
      const rest = laidOut(`export const start = 1;\n${body}`, { ...style, mark: false });
      const source = laidOut(top, style) + rest;
      const options = { names: [{ name: "made", type }], from: "./new" };
      const text = changed(addImport, source, options);
      expectAround(text, "", rest);
      expect(importsIn(text).toSorted()).toEqual(
        [...importsIn(source), "made from ./new"].toSorted(),
      );
      const kept = commentsIn(source);
      expect(commentsIn(text)).toEqual(kept);
    }),
    RUNS,
  );
});

test("remove-unused-imports: the other imports, and all behind them, are as they were", () => {
  fc.assert(
    fc.property(imports, code, layout, (top, body, style) => {
      const rest = laidOut(`export const start = [kept];\n${body}`, { ...style, mark: false });
      const source = laidOut(top, style) + rest;
      const names = ["gone", "gone2", "gone3", "Gone", "kept"];
      const text = changed(removeUnusedImports, source, { names });
      expectAround(text, "", rest);
      expect(importsIn(text)).toEqual(importsIn(source).filter((line) => !isUnused(line)));
    }),
    RUNS,
  );
});

test("the reader of code sees what it should", () => {
  expect(commentsIn("/* a */ x; // b\n`// c`; <a>// d {/* e */}</a>")).toEqual(["a", "b", "e"]);
  expect(codeOf("f( a /* 1 */ )")).toEqual(codeOf("f(a)"));
  expect(codeOf("f(a)")).not.toEqual(codeOf("f(b)"));
  expect(() => codeOf("f(")).toThrow("expected");
  expect(importsIn('import A, { b as c } from "./d";')).toEqual([
    "default as A from ./d",
    "b as c from ./d",
  ]);
});
