import { UserError } from "../../workspace/errors.ts";
import type { Output } from "../io.ts";
import { markdownWithin } from "../report/markdown.ts";
import type { Limit } from "../report/markdown.ts";
import type { Report } from "../report/report.ts";
import { escapeControl } from "../terminal/escape.ts";
import type { Destination } from "./destination.ts";
import { GitHubFailure } from "./failure.ts";
import { openGitHub } from "./github.ts";
import { addToJobSummary } from "./job-summary.ts";
import { markerOf } from "./marker.ts";
import { pullRequestNumber } from "./pull-request-number.ts";
import { TIMINGS } from "./timings.ts";
import { writeComment } from "./write-comment.ts";
import type { Written } from "./write-comment.ts";

/** How long a comment may be; GitHub takes a little more. */
const COMMENT = 60_000;

/**
 * Writes `report` as the comment on a pull request, and says on `stderr` what became of it. Where
 * there is no token, or one that may not write, it goes to the summary of the step instead. Throws
 * UserError, among them GitHubFailure, if it could be put in neither place.
 */
export async function publish(
  report: Report,
  destination: Destination,
  stderr: Output,
  timings = TIMINGS,
): Promise<void> {
  const { token, runUrl, summaryFile } = destination;
  const pointer = runUrl === undefined ? "" : `All of it is in [the workflow run](${runUrl}).`;
  const render = (limit: Limit): string => {
    const options = { changes: [], columns: Infinity, color: false, verbose: false };
    return markdownWithin(report, options, limit, pointer);
  };
  const marker = markerOf(report.plan);
  const body = `${marker}\n${render({ characters: COMMENT - marker.length - 1 })}`;

  let why = "there is no GITHUB_TOKEN";
  if (token !== undefined) {
    try {
      const github = await openGitHub({ ...destination, token }, timings);
      const number = await pullRequestNumber(github, destination.pullRequest);
      const written = await writeComment(github, number, { marker, body }, timings);
      stderr.write(told(number, written));
      return;
    } catch (error) {
      if (!(error instanceof GitHubFailure) || error.kind !== "not-allowed") throw error;
      why = `GITHUB_TOKEN may not comment (${error.said})`;
    }
  }
  const isAdded =
    summaryFile !== undefined && addToJobSummary(summaryFile, (bytes) => render({ bytes }));
  if (!isAdded) throw nowhere(why, summaryFile);
  stderr.write(`${why}: the report is in the summary of the job instead\n`);
}

function told(number: number, { what, url, others }: Written): string {
  const where = url === null ? "" : `: ${escapeControl(url)}`;
  const more =
    others === 0
      ? ""
      : `there ${others === 1 ? "is one more comment" : `are ${others} more comments`} of this kind, from runs at the same time; delete what is older\n`;
  const said = what === "unchanged" ? "says the same already" : `was ${what}`;
  return `the comment on pull request ${number} ${said}${where}\n${more}`;
}

function nowhere(why: string, summaryFile: string | undefined): UserError {
  const also =
    summaryFile === undefined
      ? "and GITHUB_STEP_SUMMARY names no file to write the report to instead"
      : "and the summary of the step is full";
  return new UserError(
    "comment-failed",
    `could not comment: ${why}, ${also}. Set GITHUB_TOKEN to a token with the permission \`pull-requests: write\`.`,
  );
}
