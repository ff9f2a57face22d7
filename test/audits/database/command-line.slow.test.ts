import { cpSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { beforeAll, describe, expect, test } from "vitest";
import { cli } from "../../helpers/cli.ts";
import { readFiles } from "../../helpers/disk-tree.ts";
import { projectRoot, temporaryFolder } from "../../helpers/fixture-tree.ts";
import { folder, migrationFiles } from "../../helpers/migrations.ts";
import { readReport } from "../../helpers/report-schema.ts";
import { smallTarget } from "../../helpers/small-target.ts";
import type { SmallTarget } from "../../helpers/small-target.ts";

const plan = {
  id: "drop",
  title: "Drop a table",
  phases: [
    {
      id: "1",
      title: "Drop it",
      criteria: [
        { kind: "migration", params: { folder, does: [{ drop: "table", name: "a" }] } },
        { kind: "database", params: { folder, gone: { tables: [{ name: "a" }] } } },
      ],
    },
  ],
};
const create = "CREATE TABLE a (id int);";

const statusesOf = (stdout: string) => readReport(stdout).criteria.map(({ status }) => status);

describe("audit --database", () => {
  let target: SmallTarget;
  beforeAll(async () => {
    target = await smallTarget(migrationFiles([create, "DROP TABLE a;"]), plan);
  });
  const audit = (...flags: string[]) =>
    cli(target.root, ["audit", target.plan, "--format", "json", ...flags]);

  test("is not asked for: the database is left to a person", async () => {
    const { exitCode, stdout } = await audit();
    expect(statusesOf(stdout)).toEqual(["pass", "manual"]);
    expect(exitCode).toBe(1);
  });

  test("embedded: holds, and changes nothing", async () => {
    const before = readFiles(target.root);
    const { exitCode, stdout } = await audit("--database", "embedded");
    expect(statusesOf(stdout)).toEqual(["pass", "pass"]);
    expect(exitCode).toBe(0);
    expect(readFiles(target.root)).toEqual(before);
  });

  test("embedded: a migration that fails half way gives 1", async () => {
    const sql = "DROP TABLE a;\nDROP TABLE a CASCADE;";
    const { root, plan: file } = await smallTarget(migrationFiles([create, sql]), plan);
    const { exitCode, stdout } = await cli(root, ["audit", file, "--database", "embedded"]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`${folder}/0001_m.sql:2 fails: table "a" does not exist`);
  });

  test.each([
    ["a server that is not there", "postgres://me:secret@127.0.0.1:1/app", "cannot reach"],
    ["what is no database", "mysql://me:secret@127.0.0.1/app", "neither `embedded` nor a URL"],
  ])("%s gives 2 and no password", async (_what, url, message) => {
    const { exitCode, stdout, stderr } = await cli(target.root, [
      "audit",
      target.plan,
      "--verbose",
      "--database",
      url,
    ]);
    expect(exitCode).toBe(2);
    expect(stdout + stderr).toContain(message);
    expect(stdout + stderr).not.toContain("secret");
  });

  test.each([
    ["embedded", "@electric-sql/pglite"],
    ["postgres://localhost/app", "pg"],
  ])("%s without the package for it names the package and gives 2", async (choice, name) => {
    const tool = await withoutPackage(name);
    const args = ["bin/conn-codemod.js", "audit", target.plan, "--cwd", target.root];
    const { exitCode, stdout } = await execa("node", [...args, "--database", choice], {
      cwd: tool,
      reject: false,
    });
    expect(exitCode).toBe(2);
    expect(stdout.replaceAll(/\s+/g, " ")).toContain(`\`npm install --save-dev ${name}\` adds it`);
  });
});

/** The built program in a folder of its own, with all packages but one. */
async function withoutPackage(missing: string): Promise<string> {
  const tool = await temporaryFolder();
  for (const part of ["bin/conn-codemod.js", "dist", "package.json"]) {
    cpSync(join(projectRoot, part), join(tool, part), { recursive: true });
  }
  const packages = join(projectRoot, "node_modules");
  const names = readdirSync(packages).flatMap((name) =>
    name.startsWith("@") ? readdirSync(join(packages, name)).map((own) => `${name}/${own}`) : name,
  );
  for (const name of names) {
    if (name === missing || name.startsWith(".")) continue;
    const link = join(tool, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(packages, name), link, "junction");
  }
  return tool;
}
