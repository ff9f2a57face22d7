import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isSameJson, joinParts, splitValue } from "../../../audits/split/split-value.ts";
import type { Json, SplitRule } from "../../../audits/split/split-value.ts";

const rule: SplitRule = {
  into: { terms: { at: "terms" }, about: { rest: true } },
  also: { kind: { at: "kind" } },
  drop: { version: 1 },
  kinds: { by: "kind", known: ["parcel", "letter"] },
};

// As a database gives it: PostgreSQL's numbers know no -0.
const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as Json);
const members = fc.dictionary(
  fc.oneof(fc.string(), fc.constantFrom("__proto__", "constructor", "toString", "about", "0")),
  json,
);
const order = fc
  .tuple(members, json, fc.constantFrom("parcel", "letter"))
  .filter(([, terms]) => terms !== null)
  .map(([rest, terms, kind]): Json => ({ ...rest, version: 1, kind, terms }));

describe("splitting a value", () => {
  test("and joining the parts is the identity", () => {
    fc.assert(
      fc.property(order, (value) => {
        const split = splitValue(rule, value);
        const parts = split.ok ? split.parts : {};
        expect(split.ok && isSameJson(joinParts(rule, parts), value)).toBe(true);
        expect(Object.keys(parts)).toEqual(["terms", "about", "kind"]);
        expect(Object.values(parts)).not.toContain(null);
      }),
      { numRuns: 500 },
    );
  });

  test("either loses nothing or says why not, whatever it is given", () => {
    const any = fc.oneof(
      json,
      order,
      members.map((rest): Json => ({ ...rest, kind: "letter" })),
    );
    fc.assert(
      fc.property(any, (value) => {
        const split = splitValue(rule, value);
        // What is dropped always has the one value, so it may be put back where it was not.
        const isObject = value !== null && typeof value === "object";
        const whole = isObject ? ({ version: 1, ...value } as Json) : value;
        const isKept = split.ok && isSameJson(joinParts(rule, split.parts), whole);
        const isTold = !split.ok && split.reason !== "";
        expect(isKept || isTold).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test.each<[Json | undefined, string]>([
    [undefined, "it is NULL"],
    [null, "it is the JSON value null and no object"],
    [[], "it is a list and no object"],
    ["x", "it is a text and no object"],
    [1, "it is a number and no object"],
    [{}, "unknown shape: it has no `kind`"],
    [{ kind: "fax" }, 'unknown shape: its `kind` is "fax"'],
    [{ kind: ["letter"] }, 'unknown shape: its `kind` is ["letter"]'],
    [{ kind: "letter" }, "a part is missing: it has no `terms`"],
    [{ kind: "letter", terms: null }, "a part is missing: its `terms` is null"],
    [{ kind: "letter", terms: 1, version: 2 }, "its `version` is 2 and not 1, and would be lost"],
    [{ kind: "x".repeat(100) }, `unknown shape: its \`kind\` is "${"x".repeat(39)}…`],
  ])("%j is not done, and the reason is told", (value, reason) => {
    expect(splitValue(rule, value)).toEqual({ ok: false, reason });
  });

  test("without a column for the rest takes no value that has one", () => {
    const narrow: SplitRule = { into: { terms: { at: "terms" } }, also: {}, drop: {} };
    expect(splitValue(narrow, { terms: 1 })).toEqual({ ok: true, parts: { terms: 1 } });
    expect(splitValue(narrow, { terms: 1, b: 2, a: null })).toEqual({
      ok: false,
      reason: "no column takes its `a`, `b`",
    });
  });
});

test("JSON values are the same whatever the order of their members", () => {
  expect(isSameJson({ a: [1, { b: null }], c: 0 }, { c: -0, a: [1, { b: null }] })).toBe(true);
  for (const other of [{ a: [1] }, { a: [1, 2, 3] }, { a: { 0: 1, 1: 2 } }, { b: [1, 2] }, null]) {
    expect(isSameJson({ a: [1, 2] }, other)).toBe(false);
  }
  expect(isSameJson({ toString: 1 }, {})).toBe(false);
});
