import * as fc from "fast-check";
import type { Report } from "../../bin/report/report.ts";
import { hostileReport } from "./hostile-report.ts";

/** Pieces that mean something to Markdown, GitHub, HTML, XML, a log, or a terminal. */
const FRAGMENTS = [
  ..."`*_~|<>&[]()!#@:;\\/\"'$%-+=.,{}^ \t",
  "``",
  "```",
  "~~~",
  "~~x~~",
  "**x**",
  "\\|",
  "\\\\|",
  "<b>",
  "</details>",
  "</code>",
  "<!-- x -->",
  "-->",
  "<script>alert(1)</script>",
  "&amp;",
  "&lt;img&gt;",
  "&#64;octocat",
  "@octocat",
  "@org/team",
  "#123",
  "GH-1",
  "owner/repo#1",
  "deadbeef",
  "1234567",
  "https://example.com/x",
  "www.example.com",
  "mailto:a@example.com",
  "a@example.com",
  "[x](https://example.com)",
  "![x](y)",
  "[x]: https://example.com",
  "[^1]",
  "- [ ] x",
  "1. ",
  "# ",
  "> ",
  "| a | b |",
  "---",
  "===",
  ":smile:",
  "$x$",
  "\n",
  "\n\n",
  "\r\n",
  "\n```\n",
  "\n::error::x",
  "\n::stop-commands::x",
  "::error file=a::b",
  "##[error]x",
  "%0A::error::x",
  "%25",
  "]]>",
  "<![CDATA[",
  "\u001B[31m",
  "\u0000",
  "\u009B2J",
  "\u0085",
  "\u2028",
  "\u202E",
  "\u200B",
  "\uFFFE",
  "\uFFFF",
  "\uD800",
  "\uDC00",
  "é",
  "日本",
  "👩‍💻",
  "(a)",
  "e.g.",
  "don't",
  "x",
  "a b",
];

/** Texts that somebody may have put into a repository to fool whoever reads the report. */
export const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...FRAGMENTS), fc.string({ unit: "binary", maxLength: 4 })), {
    maxLength: 12,
  })
  .map((pieces) => pieces.join(""));

/** What says which one of a few it is, and no repository has a say in. */
const OURS = new Set(["state", "severity", "status", "class", "change", "context"]);

/** A report with something in every section, and `text` in everything that is a text. */
export function reportWith(text: string): Report {
  const put = (value: unknown, key: string): unknown => {
    if (typeof value === "string") return OURS.has(key) ? value : `${value.slice(0, 8)}${text}`;
    if (Array.isArray(value)) return value.map((item: unknown) => put(item, key));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, own]) => [name, put(own, name)]));
  };
  const { command } = hostileReport;
  return { ...(put(hostileReport, "") as Report), command };
}
