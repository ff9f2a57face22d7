import { git, writeFiles } from "../helpers/disk-tree.ts";

/** Makes a repository of its own in `folder`, with `files` committed. */
export function gitInitNow(folder: string, files: Readonly<Record<string, string>>): void {
  writeFiles(folder, files);
  git(folder, "init", "--quiet");
  git(folder, "add", "--all");
  const author = ["-c", "user.name=Fixture", "-c", "user.email=fixture@example.com"];
  git(folder, ...author, "commit", "--quiet", "--no-gpg-sign", "--message", "Start");
}
