import { existsSync, readFileSync } from "node:fs";

export interface Tool {
  readonly name: string;
  readonly version: string;
}

/** Name and version of this program, from its own package.json. */
export function readTool(): Tool {
  // This file runs from the sources and, one folder deeper, from the build.
  const file = ["../package.json", "../../package.json"]
    .map((path) => new URL(path, import.meta.url))
    .find((url) => existsSync(url));
  if (!file) throw new Error("this program's package.json is gone");
  const { name, version } = JSON.parse(readFileSync(file, "utf8")) as Tool;
  return { name, version };
}
