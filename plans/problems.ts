import type { z } from "zod";
import { nearestName } from "../audits/nearest-name.ts";
import { isRecord } from "./is-record.ts";
import { jsonSchemaOf, schemasAt } from "./json-schema.ts";
import type { JsonSchema } from "./json-schema.ts";

/** Where in a plan: `["phases", 0, "title"]`. */
export type Field = readonly (string | number)[];

/** Something wrong with a plan: where, and in words what was found and what was expected. */
export interface Problem {
  readonly field: Field;
  readonly what: string;
}

type Issue = z.core.$ZodIssue;

/** What `schema`, whose `error` it is, finds wrong with `value`, which stands at `field`. */
export function problemsOf(
  error: z.ZodError,
  schema: z.ZodType,
  value: unknown,
  field: Field,
): readonly Problem[] {
  const shape = shapeOf(schema);
  return error.issues.flatMap((issue) => problemsIn(issue, shape, value, field));
}

const shapes = new WeakMap<z.ZodType, JsonSchema>();

/** Made once: a plan can be wrong in thousands of places. */
function shapeOf(schema: z.ZodType): JsonSchema {
  const known = shapes.get(schema);
  if (known) return known;
  const made = jsonSchemaOf(schema, true);
  shapes.set(schema, made);
  return made;
}

function problemsIn(
  issue: Issue,
  shape: JsonSchema,
  value: unknown,
  above: Field,
): readonly Problem[] {
  const path = issue.path.map((key) => (typeof key === "number" ? key : String(key)));
  const field = [...above, ...path];
  const found = valueAt(value, path);
  if (issue.code === "unrecognized_keys") {
    const known = [...new Set(schemasAt(shape, path).flatMap(keysOf))];
    return issue.keys.map((key) => ({ field, what: unknownField(key, known) }));
  }
  if (issue.code === "invalid_union") return ofUnion(issue, shape, value, above, field, found);
  if (issue.code === "invalid_type") {
    const one = expectedType(issue.expected);
    const last = path.at(-1);
    const isMissing = found === undefined && last !== undefined;
    return [{ field, what: isMissing ? `is missing; expected ${one}` : wrong(one, found) }];
  }
  if (issue.code === "invalid_value") {
    return [{ field, what: wrongChoice(issue.values.map(String), found) }];
  }
  if (issue.code === "too_small" && issue.minimum === 1 && issue.origin === "string") {
    return [{ field, what: "must not be empty" }];
  }
  if (issue.code === "too_small" && issue.minimum === 1 && issue.origin === "array") {
    return [{ field, what: "must have at least one entry" }];
  }
  const quoted = typeof found === "string" ? `, found ${shown(found)}` : "";
  return [{ field, what: `${uncapitalized(issue.message)}${quoted}` }];
}

/** Of a value that could be one of several things, what is wrong with it as what it comes nearest to. */
function ofUnion(
  issue: Extract<Issue, { code: "invalid_union" }>,
  shape: JsonSchema,
  value: unknown,
  above: Field,
  field: Field,
  found: unknown,
): readonly Problem[] {
  const path = issue.path;
  const inner = issue.errors.map((issues) =>
    issues.map((each) => ({ ...each, path: [...path, ...each.path] })),
  );
  const isOther = (each: Issue): boolean =>
    each.path.length === path.length &&
    (each.code === "invalid_type" || each.code === "invalid_value");
  const near = inner
    .filter((issues) => !issues.some(isOther))
    .sort((a, b) => distance(a) - distance(b));
  const [best] = near;
  if (best) return best.flatMap((each) => problemsIn(each, shape, value, above));
  const expected = inner.flat().flatMap((each) => {
    if (each.code === "invalid_type") return [expectedType(each.expected)];
    return each.code === "invalid_value" ? each.values.map((one) => JSON.stringify(one)) : [];
  });
  const one = [...new Set(expected)].join(" or ") || "something else";
  return [{ field, what: found === undefined ? `is missing; expected ${one}` : wrong(one, found) }];
}

/** How far a value is from a branch of a union: what tells branches apart weighs most. */
function distance(issues: readonly Issue[]): number {
  return issues.reduce((sum, { code }) => sum + (code === "invalid_value" ? 10 : 1), 0);
}

function keysOf({ properties }: JsonSchema): readonly string[] {
  return Object.keys(properties ?? {});
}

function unknownField(key: string, known: readonly string[]): string {
  const takes = known.length === 0 ? "It takes none" : `It takes: ${known.join(", ")}`;
  return `there is no field ${shown(key)}.${didYouMean(key, known)} ${takes}`;
}

function wrongChoice(choices: readonly string[], found: unknown): string {
  const expected = choices.map((choice) => JSON.stringify(choice)).join(" or ");
  if (found === undefined) return `is missing; expected ${expected}`;
  const near = typeof found === "string" ? didYouMean(found, choices) : "";
  return near === "" ? wrong(expected, found) : `${wrong(expected, found)}.${near}`;
}

function wrong(expected: string, found: unknown): string {
  return `expected ${expected}, found ${shown(found)}`;
}

/** What is longer is no slip of a name, and takes long to compare. In UTF-16 units. */
const LONGEST_SLIP = 100;

/** ` Did you mean "x"?`, or nothing where no name is near. */
export function didYouMean(wanted: string, known: readonly string[]): string {
  const nearest = wanted.length > LONGEST_SLIP ? undefined : nearestName(wanted, known);
  return nearest === undefined ? "" : ` Did you mean ${JSON.stringify(nearest)}?`;
}

const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  array: "a list",
  object: "an object",
  record: "an object",
  boolean: "true or false",
  number: "a number",
  int: "a whole number",
};

function expectedType(type: string): string {
  return TYPES[type] ?? type;
}

/** How much of a value a message shows, in UTF-16 units. */
const SHOWN = 60;

function shown(found: unknown): string {
  if (found === undefined) return "nothing";
  if (Array.isArray(found)) return "a list";
  if (typeof found === "function") return "a function";
  if (isRecord(found)) {
    const keys = Object.keys(found).slice(0, 5);
    return keys.length === 0 ? "an empty object" : `an object with ${keys.join(", ")}`;
  }
  const text = typeof found === "string" ? JSON.stringify(found) : String(found);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

function valueAt(value: unknown, path: Field): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === "object" && at !== null ? (at as Record<string, unknown>)[key] : undefined,
    value,
  );
}

function uncapitalized(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
