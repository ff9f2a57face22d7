import { execFile } from "node:child_process";

/** What a run of git left. */
export interface GitResult {
  readonly exitCode: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/**
 * Variables that git sets for its hooks: started from one, this program would ask about another
 * repository, or about the index of a commit under way.
 */
const REPOSITORY_VARIABLES = [
  "GIT_ALTERNATE_OBJECT_DIRECTORIES",
  "GIT_COMMON_DIR",
  "GIT_DIR",
  "GIT_INDEX_FILE",
  "GIT_NAMESPACE",
  "GIT_OBJECT_DIRECTORY",
  "GIT_PREFIX",
  "GIT_WORK_TREE",
];

/** An environment variable that git gets with nothing in it, for `--config-env`. */
export const EMPTY_VARIABLE = "CONN_CODEMOD_EMPTY";

/**
 * Runs git in `folder` without a shell; undefined if there is no git program. Hooks and the file
 * system monitor that the target's own configuration names are not run.
 */
export function runGit(folder: string, args: readonly string[]): Promise<GitResult | undefined> {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    LC_ALL: "C",
    GIT_OPTIONAL_LOCKS: "0",
    [EMPTY_VARIABLE]: "",
  };
  for (const name of REPOSITORY_VARIABLES) delete env[name];
  const safe = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"];
  return new Promise((resolve, reject) => {
    execFile(
      "git",
      [...safe, ...args],
      { cwd: folder, env, encoding: "buffer", maxBuffer: Infinity },
      (error, stdout, stderr) => {
        if (error?.code === "ENOENT") resolve(undefined);
        else if (error && typeof error.code !== "number") reject(error);
        else resolve({ exitCode: Number(error?.code ?? 0), stdout, stderr: stderr.toString() });
      },
    );
  });
}

/** The parts of an answer to `-z`, each of which ends with a NUL byte. */
export function splitAtNul(bytes: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(0, start);
    if (end === -1) throw new Error("git's answer does not end with a NUL byte");
    parts.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return parts;
}
