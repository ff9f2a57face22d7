import { execFile, spawnSync } from "node:child_process";

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

/** What the target's own configuration names is not run: hooks, and the file system monitor. */
const SAFE = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"];

/**
 * Runs git in `folder` without a shell; undefined if there is no git program. Hooks and the file
 * system monitor that the target's own configuration names are not run.
 */
export function runGit(folder: string, args: readonly string[]): Promise<GitResult | undefined> {
  return new Promise((resolve, reject) => {
    execFile(
      "git",
      [...SAFE, ...args],
      { cwd: folder, env: environment(), encoding: "buffer", maxBuffer: Infinity },
      (error, stdout, stderr) => {
        if (error?.code === "ENOENT") resolve(undefined);
        else if (error && typeof error.code !== "number") reject(error);
        else resolve({ exitCode: Number(error?.code ?? 0), stdout, stderr: stderr.toString() });
      },
    );
  });
}

/**
 * The same for a caller that cannot wait: `input` goes to git's standard input. What git does not
 * have it does not fetch from anywhere. Throws if git could not be run to its end.
 */
export function runGitNow(folder: string, args: readonly string[], input: string): GitResult {
  const env = { ...environment(), GIT_NO_LAZY_FETCH: "1", GIT_ALLOW_PROTOCOL: "none" };
  const { error, status, stdout, stderr } = spawnSync("git", [...SAFE, ...args], {
    cwd: folder,
    env,
    input,
    maxBuffer: Infinity,
  });
  if (error) throw error;
  if (status === null) throw new Error(`git ${args[0] ?? ""} was stopped`);
  return { exitCode: status, stdout, stderr: stderr.toString() };
}

function environment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    LC_ALL: "C",
    GIT_OPTIONAL_LOCKS: "0",
    [EMPTY_VARIABLE]: "",
  };
  for (const name of REPOSITORY_VARIABLES) delete env[name];
  return env;
}

/** The parts of an answer to `-z`, each of which ends with a NUL byte, one by one. */
export function* splitAtNul(bytes: Buffer): Generator<Buffer> {
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(0, start);
    if (end === -1) throw new Error("git's answer does not end with a NUL byte");
    yield bytes.subarray(start, end);
    start = end + 1;
  }
}
