import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cli } from "../helpers/cli.ts";
import { git, readFiles, writeFiles } from "../helpers/disk-tree.ts";
import { KEYS, startInTerminal, startShellInTerminal } from "../helpers/pseudo-terminal.ts";
import type { Session } from "../helpers/pseudo-terminal.ts";
import { readReport } from "../helpers/report-schema.ts";
import { smallFiles, smallPlan, smallTarget } from "../helpers/small-target.ts";

const ASKED = "? Accept this change?";
const HUNK = "? Take this hunk?";

const filler = (from: number): string =>
  Array.from(
    { length: 12 },
    (_, index) => `export const n${from + index} = ${from + index};\n`,
  ).join("");
const text = (...comments: readonly [string, string, string]): string =>
  `${comments[0]}\n${filler(0)}${comments[1]}\n${filler(20)}${comments[2]}\n${filler(40)}`;

const [GONE, CUT] = ["export const a = 1; // was oldThing", "export const a = 1;"];
const manyFiles = {
  "package.json": '{ "name": "many", "type": "module" }\n',
  "src/a.ts": `${GONE}\n`,
  "src/many.ts": text(GONE, GONE.replace(" a ", " b "), GONE.replace(" a ", " c ")),
  "src/z.ts": `${GONE}\n`,
};
const manyPlan = {
  ...smallPlan,
  phases: [
    {
      id: "1",
      title: "Remove the comments",
      steps: [{ kind: "remove-comment", params: { text: "was oldThing", in: ["src/**"] } }],
      criteria: [{ kind: "zero-references", params: { name: "oldThing", paths: ["src"] } }],
    },
  ],
};
const cleaned = {
  ...manyFiles,
  "src/a.ts": `${CUT}\n`,
  "src/many.ts": manyFiles["src/many.ts"].replaceAll(" // was oldThing", ""),
  "src/z.ts": `${CUT}\n`,
};

/** Presses each of the keys as soon as the question before it is there. */
async function answer(session: Session, ...steps: readonly (readonly [string, string])[]) {
  for (const [question, key] of steps) await session.press(key, question);
}

describe("files", () => {
  test("all accepted, one by one: written as without a review, once it is confirmed", async () => {
    const { root, plan } = await smallTarget();
    const other = await smallTarget();
    const session = startInTerminal(root, ["run", plan, "-i"]);
    await answer(session, [ASKED, "a"], [ASKED, "a"]);
    await session.waitFor("? Write 2 files?");
    expect(readFiles(root)).toEqual(smallFiles);
    await session.press("y");
    expect(await session.ended).toBe(0);
    expect((await cli(other.root, ["run", other.plan])).exitCode).toBe(0);
    expect(readFiles(root)).toEqual(readFiles(other.root));
    expect(session.raw()).toContain("2 files changed.");
  });

  test("one skipped is left as it is, a note says so, and the phase is partial", async () => {
    const { root, plan, beside } = await smallTarget(manyFiles, manyPlan);
    const file = join(beside, "report.json");
    const args = ["run", plan, "-i", "--format", "pretty", "--format", `json=${file}`];
    const session = startInTerminal(root, args);
    await answer(session, [ASKED, "s"], [ASKED, "a"], [ASKED, "a"]);
    await session.waitFor("Phase 1 will be applied in part");
    await session.waitFor("1 of the 3 files of step 1.1");
    await session.press("y", "? Write 2 files, leave 1?");
    expect(await session.ended).toBe(1);
    expect(readFiles(root)).toEqual({ ...cleaned, "src/a.ts": manyFiles["src/a.ts"] });

    const report = readReport(readFileSync(file, "utf8"));
    expect(report.files.map(({ path }) => path)).toEqual(["src/many.ts", "src/z.ts"]);
    expect(report.notes).toMatchObject([
      { code: "skipped-in-review", severity: "manual", path: "src/a.ts", line: 1, step: "1.1" },
    ]);
    expect(report.phases).toMatchObject([{ id: "1", state: "pending", partial: true }]);
    expect(report.phases[0]?.why).toContain("partial, 2 of 3 files changed");
    expect(report.occurrences["oldThing"]).toMatchObject({ total: 5, manual: 1, unresolved: 0 });
    expect(report.criteria).toMatchObject([
      { status: "fail", hits: [{ path: "src/a.ts", line: 1 }] },
    ]);

    const again = startInTerminal(root, ["run", plan, "-i", "--allow-dirty"]);
    await answer(again, [ASKED, "a"], ["? Write 1 file?", "y"]);
    expect(await again.ended).toBe(0);
    expect(readFiles(root)).toEqual(cleaned);
  });

  test("a skipped move stays where it is, with its edits; the accounting is that of the result", async () => {
    const { root, plan, beside } = await smallTarget();
    const file = join(beside, "report.json");
    const session = startInTerminal(root, ["run", plan, "-i", "--format", `json=${file}`]);
    await answer(session, [ASKED, "s"], [ASKED, "s"], ["? Write nothing, leave 2 files?", "y"]);
    expect(await session.ended).toBe(1);
    expect(readFiles(root)).toEqual(smallFiles);
    const report = readReport(readFileSync(file, "utf8"));
    expect(report.files).toEqual([]);
    expect(report.notes.map(({ path }) => path)).toEqual(["src/old-thing.ts", "src/user.ts"]);
    expect(report.occurrences["oldThing"]).toMatchObject({ edited: 0, removed: 0, unresolved: 1 });
    expect(session.raw()).toContain("Nothing was written.");
  });

  test("back to the file before, and from the end; what is answered then counts", async () => {
    const { root, plan } = await smallTarget(manyFiles, manyPlan);
    const session = startInTerminal(root, ["run", plan, "-i"]);
    await answer(session, [ASKED, "s"], [ASKED, "b"]);
    await session.press("a", "Accept this change? (skipped before)");
    await answer(session, [ASKED, "A"], ["? Write 3 files?", "b"]);
    await session.press("s", "2 of 3");
    await answer(session, [ASKED, "a"], ["? Write 2 files, leave 1?", "y"]);
    expect(await session.ended).toBe(1);
    expect(readFiles(root)).toEqual({ ...cleaned, "src/many.ts": manyFiles["src/many.ts"] });
  });

  test("keys that are typed ahead count, but not for what is asked before it is written", async () => {
    const { root, plan } = await smallTarget(manyFiles, manyPlan);
    const session = startInTerminal(root, ["run", plan, "-i"]);
    await session.press("sbasay", ASKED);
    await session.waitFor("? Write 2 files, leave 1?");
    expect(readFiles(root)).toEqual(manyFiles);
    await session.press("n");
    expect(await session.ended).toBe(1);
    expect(session.raw()).toContain("nothing was written");

    const again = startInTerminal(root, ["run", plan, "-i"]);
    await again.press(`aaa${KEYS.ctrlC}y`, ASKED);
    expect(await again.ended).toBe(1);
    expect(readFiles(root)).toEqual(manyFiles);
  });

  test("the rest is accepted or skipped at once", async () => {
    const { root, plan } = await smallTarget(manyFiles, manyPlan);
    const session = startInTerminal(root, ["run", plan, "-i"]);
    await answer(session, [ASKED, "a"], [ASKED, "S"], ["? Write 1 file, leave 2?", "y"]);
    expect(await session.ended).toBe(1);
    expect(readFiles(root)).toEqual({ ...manyFiles, "src/a.ts": cleaned["src/a.ts"] });
  });

  test("arrows and Enter do as well; help is there; other keys do nothing", async () => {
    const { root, plan } = await smallTarget(manyFiles, manyPlan);
    const session = startInTerminal(root, ["run", plan, "-i"]);
    await session.press("x", ASKED);
    await session.press("?");
    await session.waitFor("leave this file as it is");
    await session.press(KEYS.right, ASKED);
    await session.press(KEYS.enter, "[s skip]");
    await session.press(KEYS.enter, "[a accept]");
    await answer(session, [ASKED, KEYS.enter], ["? Write 2 files, leave 1?", KEYS.enter]);
    expect(await session.ended).toBe(1);
    expect(readFiles(root)).toEqual({ ...cleaned, "src/a.ts": manyFiles["src/a.ts"] });
  });
});

describe("hunks", () => {
  test("a file is written with the accepted ones only, and notes name the lines of the others", async () => {
    const { root, plan, beside } = await smallTarget(manyFiles, manyPlan);
    const [patch, file] = [join(beside, "change.diff"), join(beside, "report.json")];
    git(beside, "clone", "-q", root, "copy");
    const args = ["run", plan, "-i", "--patch", patch, "--format", `json=${file}`];
    const session = startInTerminal(root, args);
    await answer(session, [ASKED, "a"], [ASKED, "h"]);
    await answer(session, [HUNK, "a"], [HUNK, "s"], [HUNK, "b"], [HUNK, "s"], [HUNK, "a"]);
    await answer(session, [ASKED, "a"]);
    await session.waitFor("in part src/many.ts, 2 of 3 hunks");
    await session.press("y", "? Write 3 files?");
    expect(await session.ended).toBe(1);
    const expected = manyFiles["src/many.ts"]
      .replace(GONE, CUT)
      .replace(GONE.replace(" a ", " c "), CUT.replace(" a ", " c "));
    expect(readFiles(root)).toEqual({ ...cleaned, "src/many.ts": expected });

    const report = readReport(readFileSync(file, "utf8"));
    expect(report.notes).toMatchObject([
      { code: "skipped-in-review", path: "src/many.ts", line: 14, step: "1.1" },
    ]);
    expect(report.phases[0]?.partial).toBe(true);
    expect(report.occurrences["oldThing"]).toMatchObject({ total: 5, manual: 1, unresolved: 0 });
    git(join(beside, "copy"), "apply", patch);
    expect(readFiles(join(beside, "copy"))).toEqual(readFiles(root));
  });

  test("back from the first one is back to the file; the rest of a file is decided at once", async () => {
    const { root, plan } = await smallTarget(manyFiles, manyPlan);
    const session = startInTerminal(root, ["run", plan, "-i"]);
    await answer(session, [ASKED, "a"], [ASKED, "h"], [HUNK, "b"], [ASKED, "h"]);
    await answer(session, [HUNK, "S"], [ASKED, "a"], ["? Write 2 files, leave 1?", "b"]);
    await answer(session, [ASKED, "b"], [ASKED, "h"], [HUNK, "a"], [HUNK, "A"], [ASKED, "a"]);
    await answer(session, ["? Write 3 files?", "y"]);
    expect(await session.ended).toBe(0);
    expect(readFiles(root)).toEqual(cleaned);
  });

  test("of a moved file: it moves without them", async () => {
    const { root, plan } = await smallTarget();
    const session = startInTerminal(root, ["run", plan, "-i"]);
    await answer(session, [ASKED, "h"], [HUNK, "s"], [ASKED, "a"], ["? Write 2 files?", "y"]);
    expect(await session.ended).toBe(1);
    expect(readFiles(root)["src/thing.ts"]).toBe(smallFiles["src/old-thing.ts"]);
    expect(readFiles(root)["src/user.ts"]).toContain("./thing.ts");
  });
});

describe("ending it", () => {
  test.each([
    ["q at the first question", [[ASKED, "q"]]],
    [
      "q later on, which asks back",
      [
        [ASKED, "a"],
        [ASKED, "q"],
        ["Quit? Nothing is written", "y"],
      ],
    ],
    [
      "Ctrl-C",
      [
        [ASKED, "a"],
        [ASKED, KEYS.ctrlC],
      ],
    ],
    [
      "Ctrl-D",
      [
        [ASKED, "a"],
        [ASKED, KEYS.ctrlD],
      ],
    ],
    [
      "Ctrl-C in the hunks",
      [
        [ASKED, "a"],
        [ASKED, "h"],
        [HUNK, KEYS.ctrlC],
      ],
    ],
    [
      "no at the end",
      [
        [ASKED, "A"],
        ["? Write 3 files?", "n"],
      ],
    ],
    [
      "Ctrl-C at the end",
      [
        [ASKED, "A"],
        ["? Write 3 files?", KEYS.ctrlC],
      ],
    ],
  ] as const)("%s writes nothing, and leaves the terminal as it was", async (_how, steps) => {
    const { root, plan, beside } = await smallTarget(manyFiles, manyPlan);
    const session = startShellInTerminal(
      root,
      `stty -a > ../before; conn-codemod run '${plan}' -i --patch ../change.diff; echo "exit $?"; stty -a > ../after`,
    );
    await answer(session, ...steps);
    await session.ended;
    expect(session.raw()).toContain("exit 1");
    expect(session.raw()).toContain("nothing was written");
    expect(readFiles(root)).toEqual(manyFiles);
    expect(existsSync(join(beside, "change.diff"))).toBe(false);
    const settings = (name: string) => readFileSync(join(beside, name), "utf8");
    expect(settings("after")).toBe(settings("before"));
    expect(session.raw().lastIndexOf("\u001B[?25h")).toBeGreaterThan(
      session.raw().lastIndexOf("\u001B[?25l"),
    );
  });

  test("data is handed out even then", async () => {
    const { root, plan, beside } = await smallTarget(manyFiles, manyPlan);
    const file = join(beside, "report.json");
    const session = startInTerminal(root, ["run", plan, "-i", "--format", `json=${file}`]);
    await session.press("q", ASKED);
    expect(await session.ended).toBe(1);
    const report = readReport(readFileSync(file, "utf8"));
    expect(report).toMatchObject({ exitCode: 1, files: [] });
    expect(report.notes.map(({ code }) => code)).toEqual(Array(3).fill("skipped-in-review"));
    expect(report.phases).toMatchObject([{ state: "pending", partial: true }]);
  });

  test("a file that changes on disk meanwhile stops all of it", async () => {
    const { root, plan } = await smallTarget(manyFiles, manyPlan);
    const session = startInTerminal(root, ["run", plan, "-i"]);
    await answer(session, [ASKED, "A"]);
    await session.waitFor("? Write 3 files?");
    writeFiles(root, { "src/z.ts": "export {};\n" });
    await session.press("y");
    expect(await session.ended).toBe(2);
    expect(session.raw()).toContain("src/z.ts: its content has changed");
    expect(readFiles(root)).toEqual({ ...manyFiles, "src/z.ts": "export {};\n" });
  });
});

describe("with other flags", () => {
  test("a dry run is walked, shows the result, and writes nothing", async () => {
    const { root, plan } = await smallTarget(manyFiles, manyPlan);
    const session = startInTerminal(root, ["run", plan, "-i", "-d"]);
    await answer(session, [ASKED, "a"], [ASKED, "S"]);
    expect(await session.ended).toBe(1);
    expect(session.raw()).toContain("partial, 1 of 3 files to change");
    expect(readFiles(root)).toEqual(manyFiles);
  });

  test("commands of a phase that is written in part are not run", async () => {
    const [phase] = manyPlan.phases;
    const commands = [{ command: "touch ran" }];
    const withCommands = { ...manyPlan, phases: [{ ...phase, commands }] };
    const { root, plan } = await smallTarget(manyFiles, withCommands);
    const session = startInTerminal(root, ["run", plan, "-i", "--exec"]);
    await answer(session, [ASKED, "s"], [ASKED, "A"]);
    await session.waitFor("The commands of phase 1, and those behind them, are not run.");
    await session.press("y", "? Write 2 files, leave 1?");
    expect(await session.ended).toBe(1);
    expect(existsSync(join(root, "ran"))).toBe(false);
    expect(session.raw()).toContain("phase 1 is applied in part");
    expect(readFiles(root)["src/a.ts"]).toBe(manyFiles["src/a.ts"]);
  });

  test("data on standard output goes to a file while the questions are on the terminal", async () => {
    const { root, plan, beside } = await smallTarget(manyFiles, manyPlan);
    const line = `conn-codemod run '${plan}' -i --format json > ../report.json; echo "exit $?"`;
    const session = startShellInTerminal(root, line);
    await answer(session, [ASKED, "s"], [ASKED, "A"], ["? Write 2 files, leave 1?", "y"]);
    await session.ended;
    expect(session.raw()).toContain("exit 1");
    const report = readReport(readFileSync(join(beside, "report.json"), "utf8"));
    expect(report.notes).toHaveLength(1);
  });

  test("where there is nothing to change, nothing is asked", async () => {
    const { root, plan } = await smallTarget(cleaned, manyPlan);
    const session = startInTerminal(root, ["run", plan, "-i"]);
    expect(await session.ended).toBe(0);
    expect(session.raw()).toContain("Nothing to change.");
  });

  test("a dirty checkout is refused before anything is asked", async () => {
    const { root, plan } = await smallTarget(manyFiles, manyPlan);
    writeFiles(root, { "src/new.ts": "export {};\n" });
    const session = startInTerminal(root, ["run", plan, "-i"]);
    expect(await session.ended).toBe(2);
    expect(session.raw()).toContain("uncommitted changes");
    expect(session.raw()).not.toContain(ASKED);
  });

  test.each([
    ["--interactive", "needs a terminal"],
    ["--interactive --check", "--check"],
  ])("%s in a script is refused", async (flags, message) => {
    const { root, plan } = await smallTarget();
    const result = await cli(root, ["run", plan, ...flags.split(" ")]);
    expect(result).toMatchObject({ exitCode: 2, stdout: "" });
    expect(result.stderr).toContain(message);
    expect(readFiles(root)).toEqual(smallFiles);
  });

  test.each(["-i < /dev/null", "-i 2> ../errors", "-i --check"])(
    "%s at a terminal is refused",
    async (flags) => {
      const { root, plan } = await smallTarget();
      const line = `conn-codemod run '${plan}' ${flags}; echo "exit $?"`;
      const session = startShellInTerminal(root, line);
      await session.ended;
      expect(session.raw()).toContain("exit 2");
      expect(readFiles(root)).toEqual(smallFiles);
    },
  );

  test("a terminal that cannot be drawn on is refused", async () => {
    const { root, plan } = await smallTarget();
    const session = startInTerminal(root, ["run", plan, "-i"], { env: { TERM: "dumb" } });
    expect(await session.ended).toBe(2);
    expect(session.raw()).toContain("needs a terminal");
  });
});

/** How many times a review with these variables sets a colour. */
async function colors(env: Readonly<Record<string, string>>): Promise<number> {
  const { root, plan } = await smallTarget(manyFiles, manyPlan);
  const session = startInTerminal(root, ["run", plan, "-i"], { env });
  await answer(session, [ASKED, "s"], [ASKED, "h"], [HUNK, "?"], [HUNK, "A"], [ASKED, "a"]);
  await session.press("y", "? Write 2 files, leave 1?");
  await session.ended;
  return session.raw().split(/\u001B\[[0-9;]*m/).length - 1; // oxlint-disable-line no-control-regex
}

describe("the screen", () => {
  test("a narrow terminal breaks no line of the review", async () => {
    const { root, plan } = await smallTarget(manyFiles, manyPlan);
    const session = startInTerminal(root, ["run", plan, "-i"], { columns: 40, rows: 20 });
    await answer(session, [ASKED, "?"], [ASKED, KEYS.right], ["[s skip]", KEYS.left]);
    await answer(
      session,
      ["[a accept]", "s"],
      [ASKED, "h"],
      [HUNK, "a"],
      [HUNK, "S"],
      [ASKED, "a"],
    );
    await session.waitFor("? Write 2 files, leave 1?");
    const lines = await session.lines();
    expect(lines.filter(({ broken }) => broken)).toEqual([]);
    // A question is drawn over and over; one is left of it.
    expect(lines.filter(({ text: line }) => line.includes("[y yes]"))).toHaveLength(1);
    expect(lines.filter(({ text: line }) => line.includes(ASKED))).toEqual([]);
    await session.press(KEYS.ctrlC);
    await session.ended;
  });

  test("a terminal that is made narrower meanwhile is drawn on as it is then", async () => {
    const { root, plan } = await smallTarget(manyFiles, manyPlan);
    const session = startInTerminal(root, ["run", plan, "-i"]);
    await session.waitFor(ASKED);
    session.resize(40, 20);
    await answer(session, ["[a accept]", "s"]);
    await session.waitFor(ASKED);
    const lines = await session.lines();
    const from = lines.findIndex(({ text: line }) => line.includes("2 of 3"));
    expect(from).toBeGreaterThan(0);
    expect(lines.slice(from).filter(({ broken }) => broken)).toEqual([]);
    await session.press(KEYS.ctrlC);
    expect(await session.ended).toBe(1);
  });

  test("a long diff is cut to the screen, and shown whole on demand", async () => {
    const { root, plan } = await smallTarget(manyFiles, manyPlan);
    const session = startInTerminal(root, ["run", plan, "-i"], { rows: 18 });
    await session.press("a", ASKED);
    await session.waitFor("more lines: press o to see all");
    await session.waitFor(ASKED);
    const top = (await session.lines()).map(({ text: line }) => line);
    const from = top.findIndex((line) => line.includes("2 of 3"));
    expect(top.length - from).toBeLessThanOrEqual(18);
    expect(session.raw()).not.toContain("n42");
    await session.press("o");
    await session.waitFor("n42");
    await session.press("a", ASKED);
    await session.press(KEYS.ctrlC, ASKED);
    await session.ended;
  });

  test("no colours with NO_COLOR, and some without", async () => {
    expect(await colors({ NO_COLOR: "1" })).toBe(0);
    expect(await colors({})).toBeGreaterThan(20);
  });

  test("names and code from the repository cannot drive the terminal", async () => {
    const evil = "src/\u001B[2Jevil\u202E.ts";
    const files = {
      ...manyFiles,
      [evil]: `export const e = "\u001B]0;owned\u0007"; // was oldThing\n`,
    };
    const { root, plan } = await smallTarget(files, manyPlan);
    const session = startInTerminal(root, ["run", plan, "-i"]);
    await answer(session, [ASKED, "s"], [ASKED, "S"], ["? Write nothing", "y"]);
    await session.ended;
    expect(session.raw()).toContain("\\x1b[2Jevil");
    expect(session.raw()).toContain("\\x1b]0;owned");
    for (const bad of ["\u001B[2J", "\u001B]0;", "\u202E"]) {
      expect(session.raw()).not.toContain(bad);
    }
  });
});
