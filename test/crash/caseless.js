import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { sep } from "node:path";

const PATH_FIRST = [
  "lstatSync",
  "openSync",
  "readdirSync",
  "mkdirSync",
  "rmdirSync",
  "unlinkSync",
  "chmodSync",
];

/**
 * Below `root`, has the calls that the apply makes take names that differ only in case for the same,
 * as the disks of most Macs and Windows computers do. Until the returned function is called.
 */
export function ignoreCase(root) {
  const originals = Object.fromEntries(
    [...PATH_FIRST, "renameSync"].map((name) => [name, fs[name]]),
  );
  const { readdirSync, renameSync, unlinkSync } = originals;
  const entry = (folder, name) => {
    let names;
    try {
      names = readdirSync(folder);
    } catch {
      return name;
    }
    if (names.includes(name)) return name;
    return names.find((each) => each.toLowerCase() === name.toLowerCase()) ?? name;
  };
  const real = (path) => {
    if (typeof path !== "string" || !path.startsWith(root + sep)) return path;
    return path
      .slice(root.length + 1)
      .split(sep)
      .reduce((folder, name) => folder + sep + entry(folder, name), root);
  };
  for (const name of PATH_FIRST) {
    fs[name] = (path, ...rest) => originals[name](real(path), ...rest);
  }
  fs.renameSync = (from, to) => {
    const replaced = real(to);
    const folder = real(to.slice(0, to.lastIndexOf(sep)));
    const wanted = folder + to.slice(to.lastIndexOf(sep));
    if (replaced !== wanted && replaced !== real(from)) unlinkSync(replaced);
    renameSync(real(from), wanted);
  };
  syncBuiltinESMExports();
  return () => {
    Object.assign(fs, originals);
    syncBuiltinESMExports();
  };
}
