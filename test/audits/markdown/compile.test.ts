import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compileDocument } from "../../../audits/markdown/compile.ts";
import type { DocumentCriterion } from "../../../audits/markdown/document.ts";
import { UserError } from "../../../workspace/errors.ts";
import { projectRoot } from "../../helpers/fixture-tree.ts";

const cases = join(projectRoot, "fixtures", "markdown");

describe("compiled documents", () => {
  test.each(readdirSync(cases))("%s", (name) => {
    const text = readFileSync(join(cases, name, "document.md"), "utf8");
    const expected: unknown = JSON.parse(readFileSync(join(cases, name, "expected.json"), "utf8"));
    const compiled = compileDocument(text, { name: "document.md" });
    expect(JSON.parse(JSON.stringify(compiled))).toEqual(expected);
    const boxes = compiled.phases.flatMap(({ criteria }) =>
      criteria.flatMap(({ box }) => box ?? []),
    );
    const shown = boxes.map(({ offset }) => text.slice(offset - 1, offset + 2).toLowerCase());
    expect(shown).toEqual(boxes.map(({ ticked }) => (ticked ? "[x]" : "[ ]")));
  });
});

/** The demands of one bullet in a document that speaks of nothing else. */
function demands(bullet: string): readonly DocumentCriterion[] {
  const text = `## Phase 1: One\n\n#### Automated Verification\n\n- [ ] ${bullet}\n`;
  return compileDocument(text, { name: "d.md" }).phases.flatMap(({ criteria }) => criteria);
}

const kindsOf = (bullet: string) => demands(bullet).map(({ kind }) => kind);

describe("a bullet", () => {
  test.each([
    "Zero grep results for `someName` in `src/` and `lib/`",
    "zero references to `someName` in `src/`, `lib/` or `app/`",
    "No matches for `someName` remain in `src/`",
    "There are no remaining references to `someName` in the folder `src/`",
    "Verify that no occurrences of `someName` are found within `src/`",
    "**Zero grep results** for `someName` in _application code_ (`src/`, `lib/`).",
    "✅ 0 results for `someName` in `src/`!",
    "No imports from `some-package` in `src/`",
    "`src/` contains no references to `someName`",
    "There should be no references to `someName` in `src/`",
    "`someName` no longer appears in `src/`",
  ])("says that a name is nowhere: %s", (bullet) => {
    expect(kindsOf(bullet)).toEqual(["zero-references"]);
  });

  test.each([
    "File `src/a.ts` does not exist",
    "The old file `src/a.ts` doesn’t exist any more",
    "`src/a.ts` and `src/b.ts` don't exist",
    "Both `src/a.ts` and `src/b.ts` are gone (old module)",
    "Files deleted: `src/a.ts`, `src/b.ts`",
    "Folder `src` has been removed",
  ])("says that a file is not there: %s", (bullet) => {
    expect(kindsOf(bullet)).toEqual(["path-absent"]);
  });

  test.each([
    "File `src/a.ts` exists",
    "New files exist: `src/a.ts`, `src/b.ts`",
    "The new workflow file exists: `src/a.ts`",
  ])("says that a file is there: %s", (bullet) => {
    expect(kindsOf(bullet)).toEqual(["path-present"]);
  });

  test.each([
    "Tests pass: `pnpm test`",
    "Run `./scripts/check.sh`",
    "`git diff --exit-code` clean",
    "`pnpm test` still passes",
    "Run `pnpm test`",
    "`pnpm lint` — no lint errors",
    "`pnpm --filter @app/web typecheck` (no errors)",
    "Build reports no errors: `pnpm build`",
    "`pnpm test -t 'a|b'` passes",
  ])("says that a command succeeds: %s", (bullet) => {
    const [only, ...rest] = demands(bullet);
    expect(rest).toEqual([]);
    expect(only).toMatchObject({ kind: "command" });
    expect(only).not.toHaveProperty("remark");
  });

  test.each([
    "Migrations are up to date: `pnpm db:generate` (no pending changes)",
    "`pnpm codegen` produces no diff",
    "Formatting leaves no changes: `pnpm format`",
    "`pnpm db:generate` passes — no changes",
  ])("says that a command changes nothing: %s", (bullet) => {
    expect(demands(bullet)[0]).toMatchObject({ kind: "command", params: { changesNothing: true } });
  });

  test("keeps what a gloss adds to a command, which is not looked at", () => {
    expect(demands("`pnpm build` passes (4 new tables)")[0]?.remark).toContain("(4 new tables)");
  });

  test("may speak of code with marks in it", () => {
    const [only] = demands(
      'Zero grep results for `` RouterOutputs["old"] `` in `src/[slug]/(app)`',
    );
    expect(only?.params).toEqual({ name: 'RouterOutputs["old"]', paths: ["src/[slug]/(app)"] });
  });

  test.each([
    "Zero grep results for `someName` in `src/` unless `FLAG` and `OTHER`, and none in `lib/`",
    "Fewer than 3 results for `someName` in `src/`",
    "Zero grep results for `someName` in `src/` or we discuss it",
    "Zero grep results for `someName` not in `src/`",
    "Not: zero grep results for `someName` in `src/`",
    "File `src/a.ts` does not exist yet it should",
    "Command `pnpm test` does not pass",
    "`pnpm test` passes or is skipped",
    "`pnpm test` passes when `CI` is set",
    "`pnpm test; exit 0` passes",
    "`pnpm dev &` runs",
    "New script: `scripts/reset-everything.sh`",
    "Script created: `pnpm reset`",
    "`scripts/reset-everything.sh` works",
    "These are gone: `scripts/reset-everything.sh`",
    "Some words and a \uFFFC in them: `pnpm test`",
  ])("is not taken for what it nearly says: %s", (bullet) => {
    expect(kindsOf(bullet)).toEqual(["unparsed"]);
  });
});

describe("a document in which something swallows what follows", () => {
  const rest = "\n\n## Phase 1: One\n\n#### Automated Verification\n\n- `pnpm test` passes\n";

  test.each([
    ["a comment", "<!-- open"],
    ["a code block", "```ts\nconst a = 1;"],
    ["a code block with a longer fence", "````\n```"],
    ["a tilde fence", "~~~\n```"],
    ["a script", "<script>"],
    ["a declaration", "<?php"],
  ])("%s that is never closed is an error", (_what, begin) => {
    expect(() => compileDocument(`Text.\n\n${begin}${rest}`, { name: "d.md" })).toThrow(UserError);
    expect(() => compileDocument(`Text.\n\n${begin}${rest}`, { name: "d.md" })).toThrow(/line 3/);
  });

  test("what is closed is no error", () => {
    for (const end of ["<!-- x -->", "```ts\na\n```", "~~~\nb\n~~~~", "    code"]) {
      expect(() => compileDocument(`${rest}\n${end}`, { name: "d.md" })).not.toThrow();
    }
  });

  test("two headings of one phase are an error that names both lines", () => {
    const text = "## Phase 3a: One\n\n## Phase 3A: Two\n";
    expect(() => compileDocument(text, { name: "d.md" })).toThrow(/lines 1 and 3/);
  });
});

test("a name that the plan knows is no slip", () => {
  const text =
    "`oldNames`\n\n## Phase 1: One\n\n#### Automated Verification\n\n- No references to `oldName` in `src`\n";
  const problemOf = (known: readonly string[]) =>
    compileDocument(text, { name: "d.md", known }).phases[0]?.criteria[0]?.problem;
  expect(problemOf([])).toContain("did you mean");
  expect(problemOf(["oldName"])).toBeUndefined();
});

test.each([
  ["userAcount", "userAccount", true],
  ["userAcounts", "userAccount", true],
  ["psots", "posts", true],
  ["postz", "posts", true],
  ["postId", "posts", false],
  ["ids", "id", false],
  ["UserAccount", "userAccount", false],
  ["userAccountList", "userAccount", false],
])("whether %s beside %s is a slip: %s", (name, known, slip) => {
  const text = `\`${known}\`\n\n## Phase 1: One\n\n#### Automated\n\n- No references to \`${name}\` in \`src\`\n`;
  const [only] = compileDocument(text, { name: "d.md" }).phases[0]?.criteria ?? [];
  expect(only?.problem !== undefined).toBe(slip);
});

test("the document in the README is understood", () => {
  const readme = readFileSync(join(projectRoot, "README.md"), "utf8");
  const example = /```markdown\n(## Phase[\s\S]*?)```/.exec(readme)?.[1] ?? "";
  const [phase] = compileDocument(example, { name: "README.md" }).phases;
  expect(phase?.state).toBe("complete");
  expect(phase?.criteria.map(({ kind }) => kind)).toEqual([
    "command",
    "command",
    "zero-references",
    "zero-references",
    "path-absent",
    "manual",
  ]);
  expect(phase?.criteria[1]?.params).toMatchObject({ folder: "db", changesNothing: true });
  expect(phase?.criteria[3]?.params).toHaveProperty("except");
  expect(phase?.criteria.flatMap(({ problem, remark }) => problem ?? remark ?? [])).toEqual([]);
});
