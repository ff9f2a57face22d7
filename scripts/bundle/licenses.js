import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The folder of the package that a module is of; undefined for this project's own. */
export function packageFolder(id) {
  const at = id.lastIndexOf("/node_modules/");
  if (at === -1) return undefined;
  const parts = id.slice(at + "/node_modules/".length).split("/");
  const name = parts.slice(0, parts[0].startsWith("@") ? 2 : 1).join("/");
  return `${id.slice(0, at)}/node_modules/${name}`;
}

/** The licenses of the packages in `folders`, one after the other. */
export function licenses(folders) {
  return [...folders]
    .sort()
    .map((folder) => {
      const { name, version, license } = JSON.parse(
        readFileSync(join(folder, "package.json"), "utf8"),
      );
      const files = readdirSync(folder).filter((file) => /^licen[cs]e/i.test(file));
      const texts = files.map((file) => readFileSync(join(folder, file), "utf8").trim());
      return [`${name} ${version} (${license})`, ...texts].join("\n\n");
    })
    .join(`\n\n${"-".repeat(80)}\n\n`);
}
