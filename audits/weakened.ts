import type { Criterion } from "./criterion.ts";
import type { ReferenceException, ZeroReferences } from "./criteria/zero-references.ts";
import { isAt, literalPath } from "./places.ts";

/** Kinds that ask nothing of the tree. */
const ASKS_NOTHING: readonly string[] = ["manual", "unparsed"];

/**
 * Those of `before` that `now` no longer asks for, or for less of it: fewer paths, another name, a
 * new exception. What is asked for in other words, of more paths, or in another phase, is not lost.
 */
export function weakened(
  before: readonly Criterion[],
  now: readonly Criterion[],
): readonly Criterion[] {
  return before.filter(
    (criterion) => !ASKS_NOTHING.includes(criterion.kind) && !isAskedFor(criterion, now),
  );
}

function isAskedFor(criterion: Criterion, now: readonly Criterion[]): boolean {
  const alike = now.filter(({ kind }) => kind === criterion.kind);
  const asks = paramsOf(criterion);
  switch (criterion.kind) {
    case "zero-references":
    case "path-absent":
      return pathsOf(asks).every((path) =>
        alike.map(paramsOf).some((other) => {
          const covers = pathsOf(other).some((place) => isAt(path, place));
          return covers && restOf(asks) === restOf(other) && exceptsNoMore(other, asks);
        }),
      );
    default:
      return alike.some((other) => ordered(paramsOf(other)) === ordered(asks));
  }
}

type Params = Readonly<Record<string, unknown>> & Partial<Pick<ZeroReferences, "paths" | "except">>;

function paramsOf({ params }: Criterion): Params {
  return typeof params === "object" && params !== null ? { ...params } : {};
}

function pathsOf({ paths = [] }: Params): readonly string[] {
  return paths.map((path) => literalPath(path) ?? path);
}

/** What is asked for, but for where. */
function restOf(params: Params): string {
  const { paths: _, except: __, ...rest } = params;
  return ordered(rest);
}

function exceptsNoMore(now: Params, before: Params): boolean {
  const known = new Set(globsOf(before));
  return globsOf(now).every((glob) => known.has(glob));
}

function globsOf({ except = [] }: Params): readonly string[] {
  return except.flatMap(({ paths }: ReferenceException) => paths);
}

function ordered(params: Readonly<Record<string, unknown>>): string {
  const defined = Object.entries(params).filter(([, value]) => value !== undefined);
  return JSON.stringify(defined.sort(([a], [b]) => (a < b ? -1 : 1)));
}
