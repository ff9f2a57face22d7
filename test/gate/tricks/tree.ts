import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { gitInitNow } from "../nested-repository.ts";
import { BULLETS } from "../honest-target.ts";
import type { Target } from "../honest-target.ts";
import { AUDIT, STALE, STRICT } from "../trick.ts";
import type { Trick } from "../trick.ts";

const OLD = "packages/lib/old-thing.ts";

function link({ root }: Target, at: string, to: string): void {
  symlinkSync(to, join(root, at));
}

/** A file that git has and a sparse checkout leaves out. */
function leaveOut(target: Target, path: string): void {
  target.write({ [path]: STALE });
  target.commit();
  target.git("update-index", "--skip-worktree", path);
  target.remove(path);
}

/** Tricks with files and folders, and with what git and the disk have in their places. */
export const ofTheTree: readonly Trick[] = [
  {
    what: "an empty folder stands where the code was",
    play: ({ root, git }) => {
      git("mv", "apps/web", "apps/site");
      mkdirSync(join(root, "apps/web"));
    },
    says: /could not be evaluated[^]*no file apps\/web to look at: a folder without a file/,
    exit: 2,
  },
  {
    what: "the folder has another name now",
    play: ({ git }) => void git("mv", "apps/web", "apps/site"),
    says: /there is no apps\/web; the nearest there is/,
    exit: 2,
  },
  {
    what: "the searched folder is ignored by git",
    play: (target) => {
      target.write({ "dist/app.js": STALE });
      target.inDocument("`oldThing` in `apps/web`", "`oldThing` in `dist`");
    },
    says: /no file dist to look at/,
    exit: 2,
  },
  {
    what: "a tracked file that .gitignore ignores",
    play: (target) => {
      target.write({ "apps/web/a.log": STALE });
      target.git("add", "--force", "apps/web/a.log");
    },
    says: /apps\/web\/a\.log:1/,
    exit: 1,
  },
  {
    what: "a file that is not added to git yet",
    play: ({ write }) => write({ "apps/web/new.ts": STALE }),
    says: /apps\/web\/new\.ts:1/,
    exit: 1,
  },
  {
    what: "a tracked file in a folder that other tools leave out",
    play: (target) => {
      target.write({ "apps/web/node_modules/a/a.js": STALE });
      target.git("add", "--force", "apps/web/node_modules");
    },
    says: /node_modules\/a\/a\.js:1/,
    exit: 1,
  },
  {
    what: "the file that must be gone is only ignored",
    play: (target) => {
      target.write({ ".gitignore": "old-thing.ts\n", [OLD]: "" });
    },
    says: /old-thing\.ts \(on disk, although git does not list it\)/,
    exit: 1,
  },
  {
    what: "the folder that must be gone holds only what git ignores",
    play: (target) => {
      target.inDocument(BULLETS.gone, "- [x] Folder `apps/old` does not exist");
      target.write({ "apps/old/a.log": STALE });
    },
    says: /apps\/old is on disk: a folder without a file that is listed/,
    exit: 0,
  },
  {
    what: "the old code went where no criterion looks",
    play: ({ write }) => write({ "tools/legacy.ts": STALE }),
    says: /Seen by no criterion \(1 file\)[^]*tools\/legacy\.ts/,
    exit: 0,
  },
  {
    what: "the old code went where no criterion looks, with --strict",
    play: ({ write }) => write({ "tools/legacy.ts": STALE }),
    args: STRICT,
    says: /1 occurrence unresolved/,
    exit: 1,
  },
  {
    what: "a folder became a submodule",
    play: (target) => {
      gitInitNow(join(target.root, "apps/web/sub"), { "a.ts": STALE });
      target.git("add", "apps/web/sub");
    },
    says: /could not look into apps\/web\/sub: a repository of its own/,
    exit: 2,
  },
  {
    what: "a repository of its own that git knows nothing of",
    play: ({ root }) => gitInitNow(join(root, "apps/web/sub"), { "a.ts": STALE }),
    says: /could not look into apps\/web\/sub/,
    exit: 2,
  },
  {
    what: "a submodule stands where nothing must be",
    play: ({ root }) => gitInitNow(join(root, OLD), { "a.ts": STALE }),
    says: /old-thing\.ts \(a repository of its own/,
    exit: 2,
  },
  {
    what: "a symlink to a folder outside",
    play: (target) => {
      mkdirSync(join(target.beside, "outside"));
      link(target, "apps/web/shared", "../../../outside");
    },
    says: /could not look into apps\/web\/shared: a symlink that leads out of the root/,
    exit: 2,
  },
  {
    what: "a symlink to a folder where no criterion looks",
    play: (target) => {
      target.write({ "legacy/a.ts": STALE });
      link(target, "apps/web/legacy", "../../legacy");
    },
    says: /not followed: apps\/web\/legacy, a symlink to legacy/,
    exit: 0,
  },
  {
    what: "a symlink to a folder where no criterion looks, with --strict",
    play: (target) => {
      target.write({ "legacy/a.ts": STALE });
      link(target, "apps/web/legacy", "../../legacy");
    },
    args: STRICT,
    says: /1 occurrence unresolved/,
    exit: 1,
  },
  {
    what: "a symlink in the place of the searched folder",
    play: (target) => {
      target.git("mv", "apps/web", "apps/site");
      link(target, "apps/web", "site");
    },
    says: /no file apps\/web to look at: a symlink to apps\/site/,
    exit: 2,
  },
  {
    what: "a symlink in the place of a folder above the searched one",
    play: (target) => {
      target.git("mv", "apps", "sites");
      link(target, "apps", "sites");
    },
    says: /no file apps\/web to look at: apps is a symlink to sites/,
    exit: 2,
  },
  {
    what: "a symlink stands where nothing must be",
    play: (target) => link(target, OLD, "new-thing.ts"),
    says: /old-thing\.ts \(a symlink to packages\/lib\/new-thing\.ts/,
    exit: 1,
  },
  {
    what: "a symlink that leads nowhere stands there",
    play: (target) => link(target, OLD, "nowhere.ts"),
    says: /old-thing\.ts \(a symlink that leads nowhere/,
    exit: 1,
  },
  {
    what: "a sparse checkout leaves the file out",
    play: (target) => leaveOut(target, "apps/web/late.ts"),
    says: /could not look into apps\/web\/late\.ts: git has it, and a sparse checkout/,
    exit: 2,
  },
  {
    what: "a sparse checkout leaves out what must be gone",
    play: (target) => leaveOut(target, OLD),
    says: /old-thing\.ts \(git has it, and a sparse checkout leaves it out\)/,
    exit: 2,
  },
  {
    what: "git is told that the file is unchanged",
    play: (target) => {
      target.git("update-index", "--assume-unchanged", "apps/web/app.ts");
      target.write({ "apps/web/app.ts": STALE });
    },
    says: /apps\/web\/app\.ts:1/,
    exit: 1,
  },
  {
    what: "the searched file is gone from the disk, and git still lists it",
    play: (target) => {
      target.inDocument("`oldThing` in `apps/web`", "`oldThing` in `apps/web/app.ts`");
      target.remove("apps/web/app.ts");
      target.write({ "apps/web/other.ts": "" });
    },
    says: /there is no apps\/web\/app\.ts/,
    exit: 2,
  },
  {
    what: "a folder stands in the place of the searched file",
    play: (target) => {
      target.inDocument("`oldThing` in `apps/web`", "`oldThing` in `apps/web/app.ts`");
      target.remove("apps/web/app.ts");
      target.write({ "apps/web/app.ts/index.ts": STALE });
    },
    says: /apps\/web\/app\.ts\/index\.ts:1/,
    exit: 1,
  },
  {
    what: "a pipe stands in the place of a file",
    play: (target) => {
      target.remove("apps/web/app.ts");
      execFileSync("mkfifo", [join(target.root, "apps/web/app.ts")]);
    },
    says: /could not look into apps\/web\/app\.ts: neither a file nor a folder/,
    exit: 2,
  },
  {
    what: "the path of a criterion is in another case",
    play: ({ inDocument }) => inDocument("`oldThing` in `apps/web`", "`oldThing` in `Apps/Web`"),
    says: /there is no Apps\/Web/,
    exit: 2,
  },
  {
    what: "the file that must be gone has another case",
    play: ({ write }) => write({ "packages/lib/Old-Thing.ts": "" }),
    says: /there is packages\/lib\/Old-Thing\.ts, which differs from .* in case alone/,
    exit: 0,
  },
  {
    what: "attributes that hide a file from diffs, statistics and archives",
    play: ({ write }) =>
      write({
        ".gitattributes": "*.gen.ts -diff -text linguist-generated export-ignore binary\n",
        "apps/web/a.gen.ts": STALE,
      }),
    says: /apps\/web\/a\.gen\.ts:1/,
    exit: 1,
  },
  {
    what: "a file name with a line break in it",
    play: ({ write }) => write({ "apps/web/a\nb.ts": STALE }),
    says: /apps\/web\/a\\u000ab\.ts|apps\/web\/a\\nb\.ts/,
    exit: 1,
  },
  {
    what: "a path that is glob syntax",
    play: (target) => {
      target.write({ "apps/(web)/[slug]/a.ts": STALE });
      target.inDocument("`apps/web` and `packages/lib`", "`apps/(web)/[slug]` and `packages/lib`");
    },
    says: /apps\/\(web\)\/\[slug\]\/a\.ts:1/,
    exit: 1,
  },
  {
    what: "a file that a merge has left with conflicts",
    play: (target) => {
      target.git("checkout", "--quiet", "-b", "other");
      target.replace("apps/web/app.ts", "newThing;", "oldThing;");
      target.commit();
      target.git("checkout", "--quiet", "work");
      target.replace("apps/web/app.ts", "newThing;", "newThing + 1;");
      target.commit();
      try {
        target.git("merge", "other");
      } catch {
        // That is the conflict.
      }
    },
    says: /apps\/web\/app\.ts:/,
    exit: 1,
  },
  {
    what: "another root, in which none of it is",
    play: () => {},
    args: [...AUDIT, "--cwd", "packages"],
    says: /there is no plan document docs\/plan\.md \(looked for/,
    exit: 2,
  },
  {
    what: "a root that is empty",
    play: ({ root }) => mkdirSync(join(root, "empty")),
    args: ["audit", "docs/plan.md", "--cwd", "empty"],
    says: /there are no files at all/,
    exit: 2,
  },
];
