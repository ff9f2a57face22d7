import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/** What the build leaves outside (see `scripts/bundle.js`) and does its part in an outcome. */
const PACKAGES = ["@ts-morph/common", "jscodeshift", "libpg-query", "oxc-parser", "prettier"];

/** What jscodeshift reads and prints code with. */
const OF_JSCODESHIFT = ["@babel/parser", "recast"];

/**
 * The manifests (absolute) of the packages that this program is built on and that are installed beside
 * it, in whatever version: with another one, it may come to something else.
 */
export function packagesBeside(): readonly string[] {
  const inner = createRequire(manifestOf("jscodeshift"));
  return [
    ...PACKAGES.map(manifestOf),
    ...OF_JSCODESHIFT.map((name) => inner.resolve(`${name}/package.json`)),
  ];
}

function manifestOf(name: string): string {
  return fileURLToPath(import.meta.resolve(`${name}/package.json`));
}
