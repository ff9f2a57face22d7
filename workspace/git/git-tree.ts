import { isUtf8 } from "node:buffer";
import { UserError } from "../errors.ts";
import { findCheckout } from "./git.ts";
import { blobSource } from "./git-blobs.ts";
import type { SkippedPath } from "../list.ts";
import type { LoadedSnapshot } from "../load.ts";
import type { RepoPath } from "../repo-path.ts";
import { resolveRoot } from "../root.ts";
import { runGitNow, splitAtNul } from "./run-git.ts";
import { createSnapshot } from "../snapshot.ts";

/**
 * The commit in which the history of HEAD and that of `ref` (a branch, tag or commit) meet, in the
 * checkout around `root`: its id. Throws UserError `no-checkout`, `no-such-commit`, or
 * `no-merge-base`.
 */
export async function mergeBase(root: string, ref: string): Promise<string> {
  const { folder } = await checkoutAt(root);
  const head = commitOf(folder, "HEAD");
  if (head === undefined) {
    throw new UserError("no-such-commit", `there is no commit in ${folder} yet to compare with`);
  }
  const other = commitOf(folder, ref);
  if (other === undefined) {
    throw new UserError(
      "no-such-commit",
      `${JSON.stringify(ref)} is no commit that this clone knows. ${howToFetch(folder)}`,
    );
  }
  const { exitCode, stdout } = runGitNow(folder, ["merge-base", head, other], "");
  const [base = ""] = stdout.toString("latin1").split("\n");
  if (exitCode === 0 && base !== "") return base;
  throw new UserError(
    "no-merge-base",
    `HEAD and ${JSON.stringify(ref)} have no commit in common in this clone. ${howToFetch(folder)}`,
  );
}

/**
 * The tree of a commit below `root`, as git's objects have it: no filter has touched the files, and
 * the work tree is not looked at. Files are read when somebody asks for them. Empty if the folder is
 * not in the commit. Throws UserError `no-checkout`, and `git-failed` if git cannot read the tree.
 */
export async function loadCommit(root: string, commit: string): Promise<LoadedSnapshot> {
  const { folder, prefix } = await checkoutAt(root);
  const tree = treeOf(folder, commit, prefix);
  const ids = new Map<RepoPath, string>();
  const skipped: SkippedPath[] = [];
  for (const entry of tree === undefined ? [] : entriesOf(folder, tree)) {
    const why = whySkipped(entry);
    const path = entry.name.toString("utf8");
    if (why) skipped.push({ path, ...why });
    else ids.set(path, entry.id);
  }
  skipped.sort((a, b) => (a.path < b.path ? -1 : 1));
  const source = { ...blobSource(folder, ids), others: skipped };
  return {
    snapshot: createSnapshot(source),
    listing: { paths: source.paths, source: "git", skipped },
  };
}

interface Entry {
  readonly mode: string;
  readonly id: string;
  readonly name: Buffer;
}

function entriesOf(folder: string, tree: string): readonly Entry[] {
  const listed = runGitNow(folder, ["ls-tree", "-r", "-z", "--full-tree", tree], "");
  if (listed.exitCode !== 0) {
    throw new UserError(
      "git-failed",
      `git could not list the files of ${tree}: ${listed.stderr.trim()}. ${howToFetch(folder)}`,
    );
  }
  return Array.from(splitAtNul(listed.stdout), (line) => {
    // `mode type id`, a tab, and the name.
    const tab = line.indexOf("\t");
    const [mode = "", , id = ""] = line.toString("latin1", 0, tab).split(" ");
    return { mode, id, name: line.subarray(tab + 1) };
  });
}

function whySkipped({ mode, name }: Entry): Omit<SkippedPath, "path"> | undefined {
  if (!isUtf8(name)) return { code: "name-not-utf8", reason: "its name is not UTF-8" };
  if (mode === "120000") return { code: "symlink", reason: "a symlink in that commit" };
  if (mode === "160000") return { code: "submodule", reason: "a repository of its own" };
  return undefined;
}

async function checkoutAt(root: string): Promise<{ folder: string; prefix: RepoPath }> {
  const folder = resolveRoot(root);
  const checkout = await findCheckout(folder);
  if (checkout) return { folder, prefix: checkout.prefix };
  throw new UserError(
    "no-checkout",
    `${folder} is in no git checkout (or git is not installed), so there is no commit to compare with`,
  );
}

/** The id of a commit; undefined if there is none of that name. */
function commitOf(folder: string, ref: string): string | undefined {
  return resolved(folder, `${ref}^{commit}`);
}

/** The id of a folder's tree; undefined if the commit does not have it. */
function treeOf(folder: string, commit: string, prefix: RepoPath): string | undefined {
  return resolved(folder, prefix === "" ? `${commit}^{tree}` : `${commit}:${prefix}/`);
}

function resolved(folder: string, name: string): string | undefined {
  // No name begins with a dash, but options do.
  if (name.startsWith("-")) return undefined;
  const { exitCode, stdout } = runGitNow(folder, ["rev-parse", "--verify", "--quiet", name], "");
  const id = stdout.toString("latin1").trim();
  return exitCode === 0 && /^[0-9a-f]{40,64}$/.test(id) ? id : undefined;
}

function howToFetch(folder: string): string {
  const asked = runGitNow(folder, ["rev-parse", "--is-shallow-repository"], "");
  const shallow = asked.stdout.toString("latin1").trim() === "true";
  return shallow
    ? "The clone is shallow: fetch all of its history (`git fetch --unshallow`; in GitHub Actions, `fetch-depth: 0` for actions/checkout), then try again."
    : "Fetch it with its history (`git fetch origin`; in GitHub Actions, `fetch-depth: 0` for actions/checkout), or name another commit.";
}
