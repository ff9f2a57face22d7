import { STALE, STRICT } from "../trick.ts";
import type { Trick } from "../trick.ts";

/** A file in the searched folder, and what is said of it. */
function file(
  what: string,
  path: string,
  content: string | Uint8Array,
  says = new RegExp(`${path.replaceAll(".", "\\.")}:\\d+`),
  exit: Trick["exit"] = 1,
): Trick {
  return { what, play: ({ write }) => write({ [path]: content }), says, exit };
}

const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le");

/** Tricks with what stands in a file of the searched folder. */
export const ofContents: readonly Trick[] = [
  file("a declaration file", "apps/web/env.d.ts", "declare const oldThing: number;\n"),
  file("generated code", "apps/web/gen.ts", `// @generated, do not edit\n${STALE}`),
  file("minified code on one line", "apps/web/a.min.js", `${"x();".repeat(99_999)}oldThing()`),
  file("a file of 5 MB", "apps/web/big.ts", `${"const x = 1;\n".repeat(420_000)}${STALE}`),
  file("line ends of Windows", "apps/web/crlf.ts", "const a = 1;\r\nconst b =\r\noldThing\r\n"),
  file("line ends of an old Mac", "apps/web/cr.ts", "const a = 1;\rconst b =\roldThing\r"),
  file("a byte order mark before the name", "apps/web/bom.ts", "\uFEFFoldThing();\n"),
  file("a file without an ending", "apps/web/Makefile", "all: oldThing\n"),
  file("a dot file", "apps/web/.env", "NAME=oldThing\n"),
  file("a language that is not parsed", "apps/web/a.vue", "<template>{{ oldThing }}</template>\n"),
  file("a comment", "apps/web/a.ts", "// oldThing\n"),
  file("a text that does not parse", "apps/web/b.ts", "const = oldThing {{{\n"),
  file("the name between letters that git takes for none", "apps/web/c.ts", "// éoldThingé\n"),
  file(
    "the name in a template",
    "apps/web/d.ts",
    "export const d = `${a}oldThing`;\n".replace("${a}", "${a}."),
  ),
  file("an identifier with an escape in it", "apps/web/e.ts", "export const old\\u0054hing = 1;\n"),
  file("the other escape", "apps/web/f.ts", "export const { old\\u{54}hing } = a;\n"),
  file("JSON with an escape", "apps/web/a.json", '{ "\\u006fldThing": 1 }\n'),
  file("a string with an escape", "apps/web/g.ts", 'export const g = a["old\\x54hing"];\n'),
  file("a word that begins behind an escape", "apps/web/h.ts", 'export const h = "\\noldThing";\n'),
  file(
    "a string that goes on in the next line",
    "apps/web/i.ts",
    'export const i = "old\\\nThing";\n',
  ),
  file("UTF-16", "apps/web/utf16.ts", utf16(STALE), /utf16\.ts has a NUL byte in it/, 2),
  file(
    "UTF-32",
    "apps/web/utf32.ts",
    Buffer.concat([...STALE].map((c) => Buffer.from([c.charCodeAt(0), 0, 0, 0]))),
    /utf32\.ts has a NUL byte/,
    2,
  ),
  file("a NUL byte", "apps/web/nul.ts", `\0${STALE}`, /nul\.ts has a NUL byte in it/, 2),
  file(
    "bytes that are not UTF-8",
    "apps/web/latin.ts",
    Buffer.from(`// é\n${STALE}`, "latin1"),
    /latin\.ts is not UTF-8/,
    2,
  ),
  file(
    "a binary file",
    "apps/web/app.wasm",
    Buffer.from(`\0asm\x01\0\0\0oldThing\xff`, "latin1"),
    /app\.wasm has a NUL byte/,
    2,
  ),
  file(
    "a spelling that no criterion looks for",
    "apps/web/a.sql",
    "select * from old_thing;\n",
    /Seen by no criterion[^]*apps\/web\/a\.sql[^]*old_thing/,
    0,
  ),
  {
    what: "a spelling that no criterion looks for, with --strict",
    play: ({ write }) => write({ "apps/web/a.sql": "select * from old_thing;\n" }),
    args: STRICT,
    says: /1 occurrence unresolved/,
    exit: 1,
  },
  {
    what: "a file with the name as its name",
    play: ({ write }) => write({ "apps/web/oldThing.ts": "" }),
    args: STRICT,
    says: /apps\/web\/oldThing\.ts[^]*1 occurrence unresolved/,
    exit: 1,
  },
];
