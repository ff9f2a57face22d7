import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { Snapshot } from "../../../workspace/snapshot.ts";
import type { ConfigEntry } from "./config-entries.ts";
import type { Lookup } from "./lookup.ts";
import type { Packages } from "./packages.ts";

/** One move, with what its parts need to know. */
export interface Move {
  readonly from: RepoPath;
  readonly to: RepoPath;
  /** The repository before the move. */
  readonly snapshot: Snapshot;
  readonly before: Lookup;
  /** After the move, and after config entries have been repointed. */
  readonly after: Lookup;
  readonly packages: Packages;
  /** The entries of package.json and tsconfig files that led to `from`. */
  readonly entries: readonly ConfigEntry[];
}
