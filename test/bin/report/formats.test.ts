import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FORMATS } from "../../../bin/report/formats.ts";
import { cli } from "../../helpers/cli.ts";
import { writeFiles } from "../../helpers/disk-tree.ts";
import { gitInit, temporaryFolder } from "../../helpers/fixture-tree.ts";
import { inProcess } from "../../helpers/in-process.ts";
import { smallFiles, smallPlan, smallTarget } from "../../helpers/small-target.ts";

test.each([["run", "--dry-run"], ["audit"], ["status"], ["plan"]])(
  "%s writes all formats at once, and ends as it does without them",
  async (...args) => {
    const { root, plan, beside } = await smallTarget();
    const [command = "", ...flags] = args;
    const plain = await cli(root, [command, plan, ...flags]);
    const wanted = FORMATS.map((format) => `--format=${format}=${join(beside, format)}`);
    const all = await cli(root, [command, plan, ...flags, ...wanted]);
    expect(all.exitCode).toBe(plain.exitCode);
    expect(all.stdout).toBe(plain.stdout);
    const texts = FORMATS.map((format) => [format, readFileSync(join(beside, format), "utf8")]);
    expect(texts.filter(([, text]) => text?.trim() === "")).toEqual([]);
    expect(Object.fromEntries(texts)["markdown"]).toMatch(
      new RegExp(`^## .+\\n\\n\\*\\*conn-codemod ${command}\\*\\*`),
    );
  },
);

test("formats that are read from the top of a checkout have their paths from there", async () => {
  const beside = await temporaryFolder();
  const [phase] = smallPlan.phases;
  const criteria = [{ kind: "zero-references", params: { name: "oldThing", paths: ["src"] } }];
  const plan = { ...smallPlan, phases: [{ ...phase, criteria }] };
  writeFiles(join(beside, "top/packages/small"), smallFiles);
  writeFiles(beside, { "plan.json": JSON.stringify(plan) });
  await gitInit(join(beside, "top"));
  const formats = ["sarif", "github", "gitlab", "json"];
  const wanted = formats.map((format) => `--format=${format}=${format}.out`);
  const folder = ["--cwd", "top/packages/small"];
  const { exitCode } = await inProcess(beside, ["audit", "plan.json", ...folder, ...wanted]);
  expect(exitCode).toBe(1);
  const [sarif, github, gitlab, json] = formats.map((format) =>
    readFileSync(join(beside, `${format}.out`), "utf8"),
  );
  expect(sarif).toContain('"uri": "packages/small/src/user.ts"');
  expect(github).toContain("file=packages/small/src/user.ts,");
  expect(gitlab).toContain('"path": "packages/small/src/user.ts"');
  for (const text of [sarif, github, gitlab]) expect(text).not.toMatch(/["=]src\/user\.ts/);
  expect(json).toContain('"path": "src/user.ts"');
});

test("a note about the plan is given no place in the repository by any format", async () => {
  const { root, beside } = await smallTarget();
  const steps = [{ kind: "rename-route", params: { route: "noRouter.posts", to: "articles" } }];
  writeFiles(beside, { "slip.json": JSON.stringify({ id: "slip", title: "A slip", steps }) });
  const wanted = FORMATS.map((format) => `--format=${format}=${join(beside, format)}`);
  const slip = join(beside, "slip.json");
  const { exitCode } = await inProcess(root, ["run", slip, "--dry-run", ...wanted]);
  expect(exitCode).toBe(1);
  const texts = FORMATS.map((format) => readFileSync(join(beside, format), "utf8"));
  const [pretty, json] = [texts[FORMATS.indexOf("pretty")], texts[FORMATS.indexOf("json")]];
  expect(pretty).toContain("✖ the plan\n");
  expect(json).toContain('"path": ""');
  for (const text of texts.filter((each) => each !== json)) {
    expect(text).not.toMatch(/(?:^|[\s>"`]):1:1|file=,|file=""|"uri": ""|"path": ""/m);
  }
});
