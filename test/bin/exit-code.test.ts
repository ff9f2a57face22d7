import { describe, expect, test } from "vitest";
import type { NameAccount } from "../../audits/accounting.ts";
import type { Verdict } from "../../audits/criterion.ts";
import type { Evaluation } from "../../audits/evaluate.ts";
import { exitCodeOfAudit, exitCodeOfRun, hasLooseEnds } from "../../bin/exit-code.ts";
import type { ReportCommand, ReportNote } from "../../bin/report/report.ts";

function evaluation(status: Verdict["status"]): Evaluation {
  const verdict: Verdict = { status, scanned: 1, hits: [] };
  const criterion = {
    id: status,
    kind: "k",
    title: "t",
    phase: "1",
    evaluate: async () => verdict,
  };
  return { criterion, verdict };
}

function note(severity: ReportNote["severity"]): ReportNote {
  return { code: "c", severity, path: "a.ts", line: 1, column: 1, message: "m", step: "1.1" };
}

const unresolved: NameAccount = {
  total: 1,
  inPaths: 0,
  edited: 0,
  removed: 0,
  allowed: 0,
  manual: 0,
  unresolved: 1,
  introduced: 0,
  left: [],
  added: [],
  unreadable: [],
};

function command(status: ReportCommand["status"]): ReportCommand {
  const outline = { phase: "1", command: "make", folder: "", title: null };
  return { ...outline, status, message: null, output: "" };
}

const clean = {
  notes: [],
  evaluations: [evaluation("pass"), evaluation("manual")],
  accounts: { name: unresolved },
  commands: [command("passed"), command("not-run")],
  changes: 3,
  check: false,
  strict: false,
};

describe("exit codes", () => {
  test("a run is 0 though commands were not run and occurrences are unresolved", () => {
    expect(exitCodeOfRun(clean)).toBe(0);
    expect(exitCodeOfRun({ ...clean, notes: [note("info")] })).toBe(0);
  });

  test("a run is 1 for what is left, and 2 for what could not be told", () => {
    expect(exitCodeOfRun({ ...clean, notes: [note("manual")] })).toBe(1);
    expect(exitCodeOfRun({ ...clean, notes: [note("blocking")] })).toBe(1);
    expect(exitCodeOfRun({ ...clean, check: true })).toBe(1);
    expect(exitCodeOfRun({ ...clean, check: true, changes: 0 })).toBe(0);
    expect(exitCodeOfRun({ ...clean, strict: true })).toBe(1);
    expect(exitCodeOfRun({ ...clean, evaluations: [evaluation("fail")] })).toBe(1);
    expect(exitCodeOfRun({ ...clean, evaluations: [evaluation("unparsed")] })).toBe(1);
    expect(exitCodeOfRun({ ...clean, commands: [command("failed")] })).toBe(1);
    const both = [evaluation("fail"), evaluation("error")];
    expect(exitCodeOfRun({ ...clean, evaluations: both })).toBe(2);
  });

  test("an audit is 0 only if all hold", () => {
    expect(exitCodeOfAudit([evaluation("pass")])).toBe(0);
    for (const status of ["fail", "manual", "unparsed"] as const) {
      expect(exitCodeOfAudit([evaluation("pass"), evaluation(status)])).toBe(1);
    }
    expect(exitCodeOfAudit([evaluation("fail"), evaluation("error")])).toBe(2);
  });

  test("a bullet for a person is no failure of an audit, and a loose end until it is ticked", () => {
    const { criterion, verdict } = evaluation("manual");
    const bullet = (ticked: boolean) => [
      evaluation("pass"),
      { criterion: { ...criterion, kind: "manual", ticked }, verdict },
    ];
    expect(exitCodeOfAudit(bullet(false))).toBe(0);
    expect(exitCodeOfAudit([...bullet(true), evaluation("manual")])).toBe(1);
    const rest = { onBase: [], accounts: {}, coverage: [] };
    expect(hasLooseEnds({ evaluations: bullet(false), ...rest })).toBe(true);
    expect(hasLooseEnds({ evaluations: bullet(true), ...rest })).toBe(false);
  });

  test("what is not strictly in order is 1 only if that is asked for", () => {
    expect(exitCodeOfAudit([evaluation("pass")], null, true)).toBe(1);
    expect(exitCodeOfAudit([evaluation("error")], null, true)).toBe(2);
    const { criterion } = evaluation("pass");
    const same = (status: Verdict["status"]) => [
      { criterion, verdict: evaluation(status).verdict },
    ];
    const tidy = { evaluations: same("pass"), onBase: same("fail"), accounts: {}, coverage: [] };
    expect(hasLooseEnds(tidy)).toBe(false);
    expect(hasLooseEnds({ ...tidy, onBase: same("error") })).toBe(false);
    expect(hasLooseEnds({ ...tidy, onBase: same("pass") })).toBe(true);
    // What held on the base and fails now is no reason for more: it fails anyway.
    expect(hasLooseEnds({ ...tidy, evaluations: same("fail"), onBase: same("pass") })).toBe(false);
    expect(hasLooseEnds({ ...tidy, accounts: { name: unresolved } })).toBe(true);
    const gap = { path: "a.ts", name: "a", spelling: "a", count: 1, line: 1, movedTo: null };
    const seen = { ...gap, change: "modified" as const, stays: false, steps: [] };
    expect(hasLooseEnds({ ...tidy, coverage: [seen] })).toBe(true);
    const nameless = { ...seen, name: null, spelling: null };
    expect(hasLooseEnds({ ...tidy, coverage: [nameless] })).toBe(false);
    expect(hasLooseEnds({ ...tidy, coverage: [{ ...nameless, change: "deleted" }] })).toBe(true);
  });
});
