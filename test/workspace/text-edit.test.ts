import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyEdits, OverlappingEditsError, positionAt } from "../../workspace/text-edit.ts";

const edit = (start: number, end: number, text: string) => ({ start, end, text });

describe("applyEdits", () => {
  test("makes edits at once, in any order, with offsets of the text before", () => {
    expect(applyEdits("one two three", [edit(8, 13, "3"), edit(0, 3, "1"), edit(4, 7, "22")])).toBe(
      "1 22 3",
    );
  });

  test("puts insertions of one place in their order, beside a replacement that starts or ends there", () => {
    expect(applyEdits("ab", [edit(1, 1, "x"), edit(1, 1, "y"), edit(0, 1, "A")])).toBe("Axyb");
    expect(applyEdits("ab", [edit(1, 2, "B"), edit(1, 1, "x")])).toBe("axB");
  });

  test("makes an edit once that occurs twice, whatever stands between", () => {
    expect(applyEdits("ab", [edit(1, 1, "x"), edit(1, 1, "y"), edit(1, 1, "x")])).toBe("axyb");
    expect(applyEdits("ab", [edit(0, 1, "x"), edit(0, 1, "x")])).toBe("xb");
  });

  test.each([
    ["the same characters", [edit(0, 2, "x"), edit(0, 2, "y")]],
    ["shared characters", [edit(0, 2, "x"), edit(1, 3, "y")]],
    ["one in the other", [edit(0, 3, "x"), edit(1, 1, "y")]],
  ])("refuses two edits of %s", (_, edits) => {
    expect(() => applyEdits("abcd", edits)).toThrow(OverlappingEditsError);
  });

  test.each([edit(-1, 1, ""), edit(2, 1, ""), edit(3, 9, ""), edit(Number.NaN, 1, "")])(
    "refuses $start-$end in a text of four",
    (wrong) => {
      expect(() => applyEdits("abcd", [wrong])).toThrow(RangeError);
    },
  );

  test("comes to the same as replacing from the last to the first", () => {
    const cuts = fc.uniqueArray(fc.nat(40), { minLength: 2, maxLength: 10 });
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), cuts, fc.string(), (text, at, replacement) => {
        const offsets = at.map((offset) => Math.min(offset, text.length)).sort((a, b) => a - b);
        const edits = [];
        for (let index = 0; index + 1 < offsets.length; index += 2) {
          const [start = 0, end = 0] = offsets.slice(index);
          if (start < end) edits.push(edit(start, end, replacement));
        }
        const expected = edits.reduceRight(
          (result, { start, end }) => result.slice(0, start) + replacement + result.slice(end),
          text,
        );
        expect(applyEdits(text, edits.toReversed())).toBe(expected);
      }),
    );
  });
});

describe("positionAt", () => {
  test.each([
    ["ab\ncd", 0, 1, 1],
    ["ab\ncd", 2, 1, 3],
    ["ab\ncd", 3, 2, 1],
    ["ab\r\ncd", 5, 2, 2],
    ["\n\n", 2, 3, 1],
    ["😀x", 2, 1, 3],
  ])("%j at %i is %i:%i", (text, offset, line, column) => {
    expect(positionAt(text, offset)).toEqual({ line, column });
  });

  test("a byte order mark takes no column", () => {
    expect(positionAt("\uFEFFab\nc", 0)).toEqual({ line: 1, column: 1 });
    expect(positionAt("\uFEFFab\nc", 2)).toEqual({ line: 1, column: 2 });
    expect(positionAt("\uFEFFab\nc", 4)).toEqual({ line: 2, column: 1 });
  });
});
