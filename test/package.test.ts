import { readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import { execa } from "execa";
import { parseSync } from "oxc-parser";
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

/** The packages that the code and the declarations in `folder` load or refer to. */
function packagesNamedIn(folder: string): ReadonlySet<string> {
  const named = new Set<string>();
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!/\.c?[jt]s$/.test(file)) continue;
    const text = readFileSync(join(folder, file), "utf8");
    const { staticImports, dynamicImports } = parseSync(file, text).module;
    const required =
      /\b(?:require|createRequire\([^()]*\)|import\.meta\.resolve)\(("[\w@./-]+")\)/g;
    const specifiers = [
      ...staticImports.map(({ moduleRequest }) => moduleRequest.value),
      ...[
        ...dynamicImports.map(({ moduleRequest: { start, end } }) => text.slice(start, end)),
        ...[...text.matchAll(required)].map(([, literal = ""]) => literal),
      ].flatMap((argument) => (argument.startsWith('"') ? [JSON.parse(argument) as string] : [])),
    ];
    for (const specifier of specifiers) {
      if (specifier.startsWith(".") || isBuiltin(specifier)) continue;
      const [first = "", second = ""] = specifier.split("/");
      named.add(first.startsWith("@") ? `${first}/${second}` : first);
    }
  }
  return named;
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

    // What is in the bundle is installed by nobody, and what is not, by npm.
    const installed = join(user, "node_modules/conn-codemod");
    const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as {
      readonly dependencies: Readonly<Record<string, string>>;
      readonly peerDependencies: Readonly<Record<string, string>>;
    };
    // It is known to the declarations by its types alone.
    const named = [...packagesNamedIn(installed)].map((name) =>
      name === "jscodeshift" ? "@types/jscodeshift" : name,
    );
    const peers = Object.keys(manifest.peerDependencies);
    expect(named.filter((name) => !peers.includes(name)).sort()).toEqual(
      Object.keys(manifest.dependencies).sort(),
    );

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
