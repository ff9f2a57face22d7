import { describe, expect, test } from "vitest";
import { compilePlan } from "../../plans/compile.ts";
import type { Plan } from "../../plans/plan.ts";
import { withDocument } from "../../plans/with-document.ts";
import { snapshotOf } from "../../workspace/snapshot.ts";

const plan = compilePlan(
  {
    id: "p",
    title: "The plan",
    names: ["oldName"],
    phases: [
      {
        id: "1",
        title: "First",
        criteria: [
          {
            id: "own",
            kind: "zero-references",
            params: {
              name: "oldName",
              paths: ["src"],
              except: [{ paths: ["src/kept.ts"], reason: "of the plan" }],
            },
          },
          { kind: "command", params: { command: "make", folder: "db/" }, afterCommands: true },
          { kind: "path-present", params: { paths: ["src/new.ts"] } },
        ],
      },
    ],
  },
  "a test",
);

const document = (text: string) => ({ path: "docs/plan.md", inTarget: true, file: "/x.md", text });

const text = `# The document

## Phase 1: What the document calls it — COMPLETE

#### Automated Verification

- [ ] File \`src/old.ts\` does not exist
- [x] Zero grep results for \`oldName\` in \`./src/\` (except what is kept)
- [ ] It builds: \`cd db && make\`
- [ ] Zero grep results for \`oldName\` and \`otherName\` in \`lib\` (except some)

## Phase 2: Only in the document — SKIPPED

#### Automated Verification

- [ ] \`make two\` passes

#### Manual Verification

- [x] Look at it
`;

const outline = ({ phases }: Plan) =>
  phases.map(({ id, criteria }) => [id, criteria.map((each) => each.id)]);

describe("a plan with its document", () => {
  test("has the criteria of both, each once, those of the document first", () => {
    const merged = withDocument(plan, document(text));
    expect(outline(merged)).toEqual([
      [
        "1",
        [
          "1/path-absent/src/old.ts",
          "own",
          "1/command/2",
          "1/zero-references/oldName",
          "1/zero-references/otherName",
          "1/path-present/3",
        ],
      ],
      ["2", ["2/command/make-two", "2/manual/Look-at-it"]],
    ]);
    expect(merged.title).toBe("The plan");
    expect(merged.phases.map(({ title }) => title)).toEqual(["First", "Only in the document"]);
  });

  test("a criterion of both has the place and the box of one, and the rest of the other", () => {
    const [first] = withDocument(plan, document(text)).phases;
    expect(first?.criteria[1]).toMatchObject({
      id: "own",
      source: { path: "docs/plan.md", line: 8 },
      ticked: true,
      params: { except: [{ paths: ["src/kept.ts"], reason: "of the plan" }] },
    });
    expect(first?.criteria[2]).toMatchObject({ id: "1/command/2", afterCommands: true });
    expect(first?.criteria.at(-1)).not.toHaveProperty("source");
  });

  test("an exception in words is honoured only where the plan defines it", async () => {
    const [first] = withDocument(plan, document(text)).phases;
    const tree = snapshotOf({ "src/kept.ts": "oldName", "src/a.ts": "", "lib/a.ts": "oldName" });
    const verdicts = await Promise.all(
      (first?.criteria ?? []).map((each) => each.evaluate(tree, {})),
    );
    expect(verdicts[1]).toMatchObject({
      status: "pass",
      message: "1 reference excepted: of the plan",
    });
    expect(verdicts[3]).toMatchObject({
      status: "fail",
      message:
        "the exception '(except some)' is not defined in a machine-readable way; enforced strictly",
    });
    expect(verdicts[4]).toMatchObject({ status: "pass" });
  });

  test("exceptions of a comment and of the plan add up", () => {
    const bullet =
      '- No references to `oldName` in `src` <!-- conn-codemod: except src/b.ts because "of the document" -->';
    const merged = withDocument(plan, document(`## Phase 1: A\n\n#### Automated\n\n${bullet}\n`));
    expect(merged.phases[0]?.criteria[0]?.params).toMatchObject({
      except: [{ reason: "of the plan" }, { reason: "of the document" }],
    });
  });

  test("phases have what the document says of their state; only its own are skipped for it", () => {
    const merged = withDocument(plan, document(text.replace("COMPLETE", "SKIPPED")));
    expect(merged.phases.map(({ stated, skipped }) => [stated, skipped])).toEqual([
      ["skipped", undefined],
      ["skipped", "the document says so (line 12)"],
    ]);
  });

  test("a document outside of the target gives no places, and boxes all the same", () => {
    const merged = withDocument(plan, { ...document(text), inTarget: false });
    const own = merged.phases[0]?.criteria[1];
    expect(own).not.toHaveProperty("source");
    expect(own?.ticked).toBe(true);
    const box = merged.document?.read?.boxes.get("own");
    expect(text.slice(0, box?.offset)).toMatch(/- \[$/);
  });

  test("the ids of the others stay when a line is put in", () => {
    const longer = text.replace(
      "- [ ] File",
      "- [ ] File `src/older.ts` does not exist\n- [ ] File",
    );
    const before = outline(withDocument(plan, document(text))).flat(2);
    const after = outline(withDocument(plan, document(longer))).flat(2);
    expect(after.filter((id) => !before.includes(id))).toEqual(["1/path-absent/src/older.ts"]);
  });

  test("what is said twice is two criteria with ids of their own", () => {
    const bullet = "- No references to `oldName` in `src`\n";
    const twice = `## Phase 1: A\n\n#### Automated\n\n${bullet}${bullet}`;
    const [first] = withDocument(plan, document(twice)).phases;
    expect(first?.criteria.slice(0, 2).map(({ id }) => id)).toEqual([
      "own",
      "1/zero-references/oldName",
    ]);
  });

  test("the plan's names are known, so that they are no slips", () => {
    const only = "## Phase 1: A\n\n#### Automated\n\n- No references to `oldName` in `oldNames`\n";
    const [first] = withDocument({ ...plan, phases: [] }, document(only)).phases;
    expect(first?.criteria[0]?.needles).toContain("oldName");
  });

  test("without any criteria it is refused", () => {
    expect(() => withDocument(plan, document("# A\n\n## Phase 1: B\n\nText.\n"))).toThrow(
      /docs\/plan\.md has no success criteria/,
    );
  });
});
