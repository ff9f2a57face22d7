import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { createTypeProgram } from "../../codemods/program/program.ts";
import { rewriteSplitLinks } from "../../codemods/routes/split-link/rewrite.ts";
import type { SplitLinkResult } from "../../codemods/routes/split-link/rewrite.ts";
import type { RouteMove, RoutedProcedure } from "../../codemods/routes/split-link/rows.ts";
import { snapshotOf } from "../../workspace/snapshot.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { projectRoot } from "../helpers/fixture-tree.ts";

/** A `case.json`; its `title` says what the case is about. */
interface Case {
  readonly move: Pick<RouteMove, "from" | "to" | "fromRouter" | "toRouter">;
  readonly before: readonly RoutedProcedure[];
  readonly after: readonly RoutedProcedure[];
  /** `old.path true -> new.path false`. */
  readonly branches: readonly string[];
  readonly notes: readonly { code: string; path: string; line: number; says: string }[];
}

const room = join(projectRoot, "fixtures", "routes");
const cases = readdirSync(room).filter((name) => name.startsWith("split-link-"));

test("there are cases", () => {
  expect(cases.length).toBeGreaterThan(40);
});

describe.each(cases)("%s", (name) => {
  const folder = join(room, name);
  const spec = JSON.parse(readFileSync(join(folder, "case.json"), "utf8")) as Case;
  const before = filesIn(join(folder, "before"));
  const after = existsSync(join(folder, "after")) ? filesIn(join(folder, "after")) : before;
  const snapshot = snapshotOf(before);
  let result: SplitLinkResult;

  beforeAll(() => {
    result = rewrite(snapshot, { ...spec.move, before: spec.before, after: spec.after });
  });

  test("the code is rewritten, and only where it has to be", () => {
    expect(textsOf(snapshot.with(result.ops, "test"))).toEqual(after);
  });

  test("each procedure whose branch changes is named", () => {
    const changes = result.branches.map(
      (each) => `${each.from} ${each.before} -> ${each.to} ${each.after}`,
    );
    expect(changes).toEqual(spec.branches);
  });

  test("what is left for a person is said, where it is and why", () => {
    const found = result.notes.map(({ code, path, line }) => ({ code, path, line }));
    expect(found).toEqual(spec.notes.map(({ code, path, line }) => ({ code, path, line })));
    for (const [index, { says }] of spec.notes.entries()) {
      expect(result.notes[index]?.message).toContain(says);
    }
  });

  test("a second run changes nothing", () => {
    const now = snapshot.with(result.ops, "test");
    const again = rewrite(now, { ...spec.move, before: spec.after, after: spec.after });
    expect(again.ops).toEqual([]);
    expect(again.branches).toEqual([]);
    expect(again.notes).toEqual([]);
  });
});

function rewrite(snapshot: Snapshot, move: RouteMove): SplitLinkResult {
  const program = createTypeProgram(snapshot, snapshot.paths());
  return rewriteSplitLinks(program, snapshot, snapshot.paths(), move);
}

function filesIn(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => join(folder, path))
    .filter((path) => statSync(path).isFile());
  return Object.fromEntries(
    paths.map((path) => [relative(folder, path).split(sep).join("/"), readFileSync(path, "utf8")]),
  );
}

function textsOf(snapshot: Snapshot): Record<string, string | undefined> {
  return Object.fromEntries(snapshot.paths().map((path) => [path, snapshot.text(path)]));
}
