import type { Report } from "../../bin/report/report.ts";
import type { FileChange } from "../../workspace/change-set.ts";

/** Orders to a terminal, and a mark that turns the rest of a line around. */
export const HOSTILE = "\u001B]0;owned\u0007\u202E\u009B2J";
/** A name whose characters take two columns. */
export const WIDE = "日本語の長い名前";

/** The change that the report is about. */
export const hostileChange: FileChange = {
  path: `src/${WIDE}${HOSTILE}.ts`,
  from: "src/old.ts",
  change: "moved",
  before: `const a = 1;\r\nconst b = "${"x".repeat(300)}";\r\n`,
  after: `const a = 2; // ${HOSTILE}\r\nconst b = "${"x".repeat(300)}";\r\n`,
  baseHash: "00",
  steps: ["1.1"],
};

const place = { path: hostileChange.path, line: 12, column: 3 };

/** A report with something in every section, none of it to be trusted. */
export const hostileReport: Report = {
  schemaVersion: 1,
  tool: { name: "conn-codemod", version: "1.2.3" },
  plan: "some",
  planTitle: `A plan ${HOSTILE}`,
  command: "run",
  dryRun: true,
  applied: false,
  phases: [
    {
      id: "1",
      title: `A phase with a title that is rather long, ${HOSTILE}`,
      state: "pending",
      why: "1 file to change",
      partial: true,
      steps: [
        { id: "1.1", kind: "move-module", title: `move ${HOSTILE}`, files: 1, edits: 2 },
        { id: "1.2", kind: "remove-comment", title: "remove it", files: 0, edits: 0 },
      ],
    },
    {
      id: "2",
      title: "Another",
      state: "skipped",
      why: `the plan skips it: ${HOSTILE}`,
      partial: false,
      steps: [],
    },
  ],
  files: [
    {
      path: hostileChange.path,
      from: "src/old.ts",
      change: "moved",
      additions: 1,
      deletions: 1,
      steps: ["1.1"],
    },
  ],
  occurrences: {
    someName: {
      total: 1234,
      inPaths: 3,
      edited: 1230,
      removed: 0,
      allowed: 1,
      manual: 1,
      unresolved: 2,
      introduced: 0,
      left: [
        {
          ...place,
          text: `left ${HOSTILE} ${"y".repeat(200)}`,
          context: "code",
          class: "unresolved",
          rule: null,
        },
        { ...place, line: 13, text: "left", context: "code", class: "unresolved", rule: null },
        { ...place, line: 14, text: "to do", context: "string", class: "manual", rule: HOSTILE },
        {
          ...place,
          line: 15,
          text: "history",
          context: "comment",
          class: "allowed",
          rule: "may stay",
        },
      ],
      added: [],
      unreadable: [`bin${HOSTILE}.dat`],
    },
  },
  notes: [
    {
      ...place,
      code: "stuck",
      severity: "blocking",
      message: `first ${HOSTILE}\nsecond`,
      step: "1.1",
    },
    { ...place, code: "known", severity: "info", message: "same words", step: "1.1" },
    { ...place, line: 99, code: "known", severity: "info", message: "same words", step: "1.1" },
  ],
  criteria: [
    {
      id: "c1",
      phase: "1",
      title: `No references to \`${HOSTILE}\``,
      kind: "zero-references",
      status: "fail",
      scanned: 1200,
      vacuous: false,
      message: HOSTILE,
      hits: [{ ...place, text: `${WIDE} ${HOSTILE} ${"z".repeat(500)}`, context: "code" }],
      baselined: 0,
      ticked: true,
      contradicted: true,
      source: { path: `plan${HOSTILE}.md`, line: 3 },
    },
    {
      id: "c2",
      phase: "1",
      title: "held all along",
      kind: "path-absent",
      status: "pass",
      scanned: 1,
      vacuous: true,
      message: null,
      hits: [],
      baselined: 0,
      ticked: null,
      contradicted: false,
      source: null,
    },
  ],
  branches: ["list", "disconnect", "github.get", "github.list", "vercel.get"].map((name) => ({
    path: hostileChange.path,
    line: 7,
    from: `old.${name}`,
    to: `fresh.${name}`,
    before: true,
    after: false,
  })),
  commands: (["failed", "passed", "not-run"] as const).map((status) => ({
    phase: "1",
    command: `make ${HOSTILE}`,
    folder: `db/${HOSTILE}`,
    title: `make it ${HOSTILE}`,
    status,
    message: `exited ${HOSTILE}`,
    output: `first\n${"z".repeat(200)} ${HOSTILE}\n`,
  })),
  skippedPaths: [{ path: `link${HOSTILE}`, code: "symlink", reason: "a symlink" }],
  document: { path: `plan${HOSTILE}.md`, inTarget: true },
  base: { ref: `main${HOSTILE}`, commit: "0123456789abcdef0123456789abcdef01234567" },
  coverage: [
    {
      path: hostileChange.path,
      name: "someName",
      spelling: `some-name${HOSTILE}`,
      count: 2,
      line: 4,
      change: "moved",
      movedTo: `src/moved${HOSTILE}.ts`,
      stays: false,
      steps: ["1.1"],
    },
    {
      path: `gone${HOSTILE}.ts`,
      name: null,
      spelling: null,
      count: 0,
      line: 1,
      change: "deleted",
      movedTo: null,
      stays: false,
      steps: [],
    },
  ],
  suggestions: [
    { phase: "1", bullet: `- [ ] Zero grep results for \`some-name\` in \`${HOSTILE}\`` },
  ],
  baseline: {
    file: `known${HOSTILE}.txt`,
    known: 1,
    unknown: 2,
    stale: [`c1\told${HOSTILE}.ts\ttext`],
    renames: [{ from: `old${HOSTILE}.ts`, to: `new${HOSTILE}.ts`, findings: 1 }],
    updated: false,
    removed: 0,
    added: 0,
  },
  exitCode: 1,
};
