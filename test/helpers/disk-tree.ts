import { execFileSync } from "node:child_process";
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

/** Writes the files, and the folders that they need, below `root`. */
export function writeFiles(
  root: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

/** Every file below `root` but what is in `.git` and the journal, by path; empty folders as `folder/`, symlinks as `-> target`. */
export function readFiles(root: string): Record<string, string> {
  const files: Record<string, string> = {};
  const read = (folder: string): void => {
    const names = readdirSync(join(root, folder)).sort();
    if (names.length === 0 && folder !== "") files[`${folder}/`] = "";
    for (const name of names) {
      if (name === ".git" || name === ".conn-codemod") continue;
      const path = folder === "" ? name : `${folder}/${name}`;
      const stat = lstatSync(join(root, path));
      if (stat.isDirectory()) read(path);
      else if (stat.isSymbolicLink()) files[path] = `-> ${readlinkSync(join(root, path))}`;
      else files[path] = readFileSync(join(root, path), "latin1");
    }
  };
  read("");
  return files;
}

/** The permission bits of a file below `root`, in octal: `755`. */
export function modeOf(root: string, path: string): string {
  return (lstatSync(join(root, path)).mode & 0o777).toString(8);
}

/** Runs git in `folder`, with the machine's configuration left out; returns what it prints. */
export function git(folder: string, ...args: string[]): string {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_SYSTEM: "/dev/null",
  };
  // A hook that runs the tests would otherwise point git at this project's own checkout.
  for (const name of ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"]) delete env[name];
  return execFileSync("git", args, { cwd: folder, env, encoding: "utf8", stdio: "pipe" });
}
