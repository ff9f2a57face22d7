import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { publint } from "publint";
import { expect, test } from "vitest";
import { readFiles, writeFiles } from "./helpers/disk-tree.ts";
import { gitInit, projectRoot, temporaryFolder, typeErrors } from "./helpers/fixture-tree.ts";
import { readReport } from "./helpers/report-schema.ts";
import { smallFiles, smallPlan } from "./helpers/small-target.ts";

const MINUTES = 60_000;

/** npm, told to take what it has: the packages are those that this project itself has installed. */
async function npm(folder: string, ...args: string[]): Promise<void> {
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
  await execa("npm", [...args, ...flags], { cwd: folder });
}

test(
  "the packed package, installed into an empty folder, runs",
  async () => {
    const folder = await temporaryFolder();
    await npm(projectRoot, "pack", "--pack-destination", folder);
    const [tarball = ""] = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
    const packed = new Uint8Array(readFileSync(join(folder, tarball))).buffer;
    const { messages } = await publint({ pack: { tarball: packed } });
    expect(messages).toEqual([]);
    const user = join(folder, "user");
    writeFiles(user, { "package.json": '{ "name": "user", "private": true }\n' });
    await npm(user, "install", "--omit=dev", join(folder, tarball));

    // The types are those of the package now, and take and refuse what they did in the sources.
    const types = readFileSync(join(projectRoot, "test/types/plan-language.ts"), "utf8");
    writeFiles(user, {
      "plan.ts": types
        .replaceAll("../../plans/language/index.ts", "conn-codemod")
        .replace("../../codemods/transforms/remove-comment.ts", "./transform.ts")
        .concat('import { testPlan } from "conn-codemod/testing";\ntestPlan(plan, "cases");\n'),
      "transform.ts": "export default (): undefined => undefined;\n",
      "tsconfig.json": JSON.stringify({
        compilerOptions: {
          module: "nodenext",
          target: "es2023",
          strict: true,
          exactOptionalPropertyTypes: true,
          allowImportingTsExtensions: true,
          skipLibCheck: true,
          types: [],
        },
        files: ["plan.ts"],
      }),
    });
    expect(await typeErrors(user)).toEqual([]);

    const target = join(folder, "target");
    writeFiles(target, smallFiles);
    writeFiles(user, { "plan.json": JSON.stringify(smallPlan) });
    await gitInit(target);
    const run = async (...args: string[]) =>
      await execa("npx", ["--no-install", "conn-codemod", ...args], { cwd: user, reject: false });

    const help = await run("--help");
    expect(help.exitCode).toBe(0);
    expect(help.stdout).toContain("conn-codemod run [plan]");

    const common = ["plan.json", "--cwd", target, "--format", "json"];
    const dry = await run("run", ...common, "--dry-run");
    expect(dry.exitCode).toBe(0);
    expect(readReport(dry.stdout).files).toHaveLength(2);
    expect(readFiles(target)).toEqual(smallFiles);

    const audit = await run("audit", ...common);
    expect(audit.exitCode).toBe(1);
    expect(readReport(audit.stdout).criteria.map(({ status }) => status)).toEqual([
      "fail",
      "pass",
      "manual",
    ]);
  },
  10 * MINUTES,
);
