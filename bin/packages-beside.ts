import { fileURLToPath } from "node:url";

/** What the build leaves outside (see `scripts/bundle/packages.js`) and does its part in an outcome. */
const PACKAGES = [
  "@ts-morph/common",
  "flow-parser",
  "jiti",
  "libpg-query",
  "oxc-parser",
  "prettier",
];

/**
 * The manifests (absolute) of the packages that this program is built on and that are installed beside
 * it, in whatever version: with another one, it may come to something else.
 */
export function packagesBeside(): readonly string[] {
  return PACKAGES.map((name) => fileURLToPath(import.meta.resolve(`${name}/package.json`)));
}
