import { readFileSync, readdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { ts } from "ts-morph";

/** Removes all declarations in `folder` but those of `entries`, what they refer to, and so on. */
export function keepDeclarations(folder, entries) {
  const kept = new Set(entries.map((entry) => join(folder, `${entry}.d.ts`)));
  for (const file of kept) {
    const { importedFiles } = ts.preProcessFile(readFileSync(file, "utf8"));
    for (const { fileName } of importedFiles) {
      if (fileName.startsWith(".")) kept.add(declarationOf(resolve(dirname(file), fileName)));
    }
  }
  for (const name of readdirSync(folder, { recursive: true })) {
    const file = join(folder, name);
    if (name.endsWith(".d.ts") && !kept.has(file)) rmSync(file);
  }
}

function declarationOf(module) {
  return module.replace(/\.[jt]s$/, ".d.ts");
}
