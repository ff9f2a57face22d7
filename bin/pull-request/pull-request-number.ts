import { UserError } from "../../workspace/errors.ts";
import { escapeControl } from "../terminal/escape.ts";
import type { Head } from "./event.ts";
import type { GitHub } from "./github.ts";

/**
 * The number of the pull request; for one that is known by its head only, that of the open one from
 * there. Throws UserError `no-destination` if there is none or more than one, and GitHubFailure.
 */
export async function pullRequestNumber(github: GitHub, known: number | Head): Promise<number> {
  if (typeof known === "number") return known;
  const { owner, branch, sha, repositoryId } = known;
  const found = await github.pullRequestsFrom(owner, branch);
  const fromThere = found.filter(
    ({ head }) => head.repo?.id === repositoryId && head.ref === branch,
  );
  const [one, ...more] =
    fromThere.length === 1 ? fromThere : fromThere.filter(({ head }) => head.sha === sha);
  if (one && more.length === 0) return one.number;
  const count = one ? "more than one open pull request comes" : "no open pull request comes";
  throw new UserError(
    "no-destination",
    `${count} from ${escapeControl(`${owner}:${branch}`)}. Pass its number: --pull-request 123.`,
  );
}
