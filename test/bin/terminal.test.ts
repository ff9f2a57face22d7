import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { wantsColor } from "../../bin/terminal/color.ts";
import { escapeControl, escapedLines } from "../../bin/terminal/escape.ts";
import { startProgress } from "../../bin/terminal/progress.ts";
import { breakTo, cutMiddle, cutTo, widthOf, wrapTo, wrapWords } from "../../bin/terminal/width.ts";

describe("escapeControl", () => {
  test("spells out what a terminal would obey", () => {
    expect(escapeControl("a\u001B[31mb\u0007\u009B2J")).toBe("a\\x1b[31mb\\x07\\x9b2J");
    expect(escapeControl("x\u202Ey\u200B\u2028\uFEFF")).toBe(
      "x\\u{202e}y\\u{200b}\\u{2028}\\u{feff}",
    );
    expect(escapeControl("a\r\nb\tc")).toBe("a\\r\\nb    c");
    expect(escapeControl("\uD83D")).toBe("\\u{d83d}");
  });

  test("leaves letters and emoji of all kinds alone", () => {
    const text = "日本語 é 👩‍💻 ❤️ `[slug]`";
    expect(escapeControl(text)).toBe(text);
    expect(escapedLines("a\r\nb\u0000")).toEqual(["a", "b\\x00"]);
  });
});

describe("widths", () => {
  test("cut by columns, not by characters, and never within one", () => {
    expect(cutTo("日本語日本語", 6)).toBe("日本…");
    expect(cutTo("abc", 3)).toBe("abc");
    expect(cutTo("ab👩‍💻cd", 4)).toBe("ab…");
    expect(widthOf(cutMiddle("apps/console/src/日本語/page.tsx", 20))).toBeLessThanOrEqual(20);
    expect(cutMiddle("apps/console/src/page.tsx", 16)).toMatch(/^apps\/….*page\.tsx$/);
  });

  test("wrapped text and broken code lose nothing", () => {
    expect(wrapTo("one two three", 7)).toEqual(["one two", "three"]);
    expect(wrapTo("abcdefgh ij", 4)).toEqual(["abcd", "efgh", "ij"]);
    expect(wrapWords("ab abcdefgh ij", 4)).toEqual(["ab", "abcdefgh", "ij"]);
    expect(breakTo("  日本 x", 4)).toEqual(["  日", "本 x"]);
    expect(breakTo("", 4)).toEqual([""]);
  });
});

test("wantsColor: a no outweighs a yes, and only a terminal gets colours unasked", () => {
  expect(wantsColor(true, true, {})).toBe(true);
  expect(wantsColor(true, false, {})).toBe(false);
  expect(wantsColor(true, true, { TERM: "dumb" })).toBe(false);
  expect(wantsColor(true, false, { FORCE_COLOR: "1" })).toBe(true);
  expect(wantsColor(true, true, { FORCE_COLOR: "0" })).toBe(false);
  expect(wantsColor(true, true, { FORCE_COLOR: "1", NO_COLOR: "1" })).toBe(false);
  expect(wantsColor(true, true, { NO_COLOR: "" })).toBe(true);
  expect(wantsColor(false, true, { FORCE_COLOR: "1" })).toBe(false);
});

function terminal(isTTY: boolean) {
  const written: string[] = [];
  const write = (text: string) => void written.push(text);
  return { written, output: { write, isTTY, columns: 20, color: false } };
}

function refuse(): never {
  throw new Error("gone");
}

describe("progress", () => {
  test("is one line, cut to the terminal, and is taken away", async () => {
    const { written, output } = terminal(true);
    // By then the process has been running for longer than a blink.
    await sleep(Math.max(0, 200 - performance.now()));
    const progress = startProgress(output, true);
    progress.update("phase 1: a long\u001B description of a step");
    progress.clear();
    progress.clear();
    expect(written).toEqual(["\r\u001B[2Kphase 1: a long\\x1…", "\r\u001B[2K"]);
  });

  test("is silent where there is no terminal or nobody wants it, and never throws", () => {
    const piped = terminal(false);
    const progress = startProgress(piped.output, true);
    progress.update("work");
    progress.clear();
    const unwanted = terminal(true);
    startProgress(unwanted.output, false).update("work");
    expect([...piped.written, ...unwanted.written]).toEqual([]);
    const broken = startProgress({ write: refuse, isTTY: true, columns: 20, color: false }, true);
    expect(() => broken.update("work")).not.toThrow();
    expect(() => broken.clear()).not.toThrow();
  });
});
