import { describe, expect, test } from "vitest";
import { coverageGaps } from "../../audits/coverage.ts";
import { compileDocument } from "../../audits/markdown/compile.ts";
import { suggestBullets } from "../../audits/suggest.ts";
import { changeSet } from "../../workspace/change-set.ts";
import type { Op } from "../../workspace/op.ts";
import { snapshotOf } from "../../workspace/snapshot.ts";

type Files = Readonly<Record<string, string>>;

/** The bullets for what `phases` do to `files`, where no criterion looks at anything. */
function bullets(files: Files, phases: readonly (readonly Op[])[], now?: Files): readonly string[] {
  const before = snapshotOf(files);
  let after = before;
  const states = phases.map((ops, index) => {
    after = after.with(ops, `${index + 1}.1`);
    return { phase: `${index + 1}`, after };
  });
  const tree = now ? snapshotOf(now) : before;
  const steps = { after, changes: changeSet(before, after) };
  const trees = { now: tree, before, steps };
  const gaps = coverageGaps({ criteria: [], names: ["oldName"], allow: [], ...trees });
  return suggestBullets(gaps, states, tree).map(({ phase, bullet }) => `${phase}: ${bullet}`);
}

const write = (path: string, text = ""): Op => ({ kind: "write", path, text });
const remove = (path: string): Op => ({ kind: "delete", path });
const zero = "- [ ] Zero grep results for";

describe("bullets", () => {
  test("one a spelling, with all its files", () => {
    const files = { "a.ts": "oldName old-name", "b.md": "oldName", "c/d.ts": "oldName" };
    expect(bullets(files, [Object.keys(files).map((path) => write(path))])).toEqual([
      `1: ${zero} \`old-name\` in \`a.ts\``,
      `1: ${zero} \`oldName\` in \`a.ts\`, \`b.md\` and \`c/d.ts\``,
    ]);
  });

  test("files that are to be gone, in one bullet", () => {
    const files = { "a.ts": "oldName", "b.ts": "" };
    expect(bullets(files, [[remove("a.ts")]])).toEqual(["1: - [ ] File `a.ts` does not exist"]);
    expect(bullets(files, [[remove("a.ts"), remove("b.ts")]])).toEqual([
      "1: - [ ] Files `a.ts` and `b.ts` do not exist",
    ]);
  });

  test("each in the phase from which on it holds", () => {
    const files = { "a.ts": "oldName", "b.ts": "oldName", "c.ts": "oldName" };
    const phases = [
      [write("a.ts"), write("b.ts")],
      [write("a.ts", "oldName"), write("c.ts")],
      [write("a.ts"), remove("c.ts")],
    ];
    expect(bullets(files, phases)).toEqual([
      `1: ${zero} \`oldName\` in \`b.ts\``,
      "3: - [ ] File `c.ts` does not exist",
      `3: ${zero} \`oldName\` in \`a.ts\``,
    ]);
  });

  test("none for what the steps leave, and none for an edit without the name", () => {
    const files = { "a.ts": "oldName", "b.ts": "other" };
    expect(bullets(files, [[write("b.ts", "else")]])).toEqual([]);
    expect(bullets(files, [])).toEqual([]);
  });

  test("what people did by hand after the base counts", () => {
    const base = { "a.ts": "oldName", "b.ts": "oldName", "gone.ts": "oldName" };
    const now = { "a.ts": "", "b.ts": "" };
    expect(bullets(base, [[write("a.ts")]], now)).toEqual([
      "1: - [ ] File `gone.ts` does not exist",
      `1: ${zero} \`oldName\` in \`a.ts\` and \`b.ts\``,
    ]);
  });

  test("whatever is in a name, the code span holds it; what cannot be in one gets no bullet", () => {
    const files = {
      "a`b`.ts": "oldName",
      "`": "oldName",
      "new\nline.ts": "oldName",
      "*.ts": "oldName",
    };
    expect(bullets(files, [Object.keys(files).map((path) => write(path))])).toEqual([
      `1: ${zero} \`oldName\` in \`\` \` \`\` and \`\`a\`b\`.ts\`\``,
    ]);
  });
});

describe("folders", () => {
  const files = {
    "p/src/a.ts": "oldName",
    "p/src/x/b.ts": "oldName",
    "p/src/x/y/c.ts": "oldName",
    "q/src/d.ts": "oldName",
    "p/src/other.ts": "",
    "p/readme.md": "oldName",
  };
  const all = Object.keys(files);

  test("stand for several files of a package's sources, and for those only", () => {
    expect(bullets(files, [all.map((path) => write(path))])).toEqual([
      `1: ${zero} \`oldName\` in \`p/readme.md\`, \`p/src/\` and \`q/src/d.ts\``,
    ]);
  });

  test("are no larger than they need be", () => {
    const ops = ["p/src/x/b.ts", "p/src/x/y/c.ts"].map((path) => write(path));
    expect(bullets(files, [ops])).toEqual([`1: ${zero} \`oldName\` in \`p/src/x/\``]);
  });

  test("are not taken while something in them has the name, by right or until a later phase", () => {
    const first = ["p/src/a.ts", "p/src/x/b.ts"].map((path) => write(path));
    const named = `1: ${zero} \`oldName\` in \`p/src/a.ts\` and \`p/src/x/b.ts\``;
    expect(bullets(files, [first])).toEqual([named]);
    expect(bullets(files, [first, [write("p/src/x/y/c.ts")]])).toEqual([
      named,
      `2: ${zero} \`oldName\` in \`p/src/x/y/c.ts\``,
    ]);
    // A file that cannot be searched would make the criterion an error.
    const odd = { ...files, "p/src/x/y/c.ts": "\0oldName" };
    expect(bullets(odd, [first])).toEqual([named]);
  });

  test("are where a moved file is found before and after", () => {
    const ops: Op[] = [
      { kind: "move", from: "q/src/d.ts", to: "q/src/e/f.ts" },
      write("q/src/e/f.ts"),
    ];
    expect(bullets(files, [ops])).toEqual([
      "1: - [ ] File `q/src/d.ts` does not exist",
      `1: ${zero} \`oldName\` in \`q/src/\``,
    ]);
  });
});

test("what is written is what a document is read with, whatever the names", () => {
  const files = { "a`b`.ts": "oldName", "(x)/[y] z/_a_.ts": "oldName", "c & d.ts": "oldName" };
  const written = bullets(files, [Object.keys(files).map((path) => write(path))]);
  const lines = written.map((line) => line.replace("1: ", "")).join("\n");
  const text = `## Phase 1: Some\n\n#### Automated Verification:\n${lines}\n`;
  const [phase] = compileDocument(text, { name: "plan.md" }).phases;
  expect(phase?.criteria.map(({ kind, params }) => ({ kind, ...params }))).toEqual([
    { kind: "zero-references", name: "oldName", paths: Object.keys(files).sort() },
  ]);
});
