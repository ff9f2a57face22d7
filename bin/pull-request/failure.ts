import { z } from "zod";
import { UserError } from "../../workspace/errors.ts";
import { escapeControl } from "../terminal/escape.ts";
import { secondsToWait } from "./guarded-fetch.ts";

/**
 * `not-allowed`: GitHub says that this token may not. `gone`: there is no such thing, or none that
 * the token may see. `may-pass`: no answer, or one that says that something broke.
 */
export type FailureKind = "not-allowed" | "gone" | "may-pass" | "other";

/** A request to GitHub that has failed. No token is in its message. */
export class GitHubFailure extends UserError {
  constructor(
    readonly kind: FailureKind,
    doing: string,
    /** What GitHub, or the network, has said. */
    readonly said: string,
    todo: string,
  ) {
    super("comment-failed", `could not ${doing}: ${said}. ${todo}.`);
  }
}

/** What octokit throws. Without `response`, nothing came back. */
const requestError = z.object({
  status: z.number(),
  message: z.string(),
  response: z.object({ headers: z.record(z.string(), z.unknown()), data: z.unknown() }).optional(),
});

const explained = z.object({ message: z.string() });

/** What octokit threw while `doing`, as a GitHubFailure; what it did not throw, as it is. */
export function failureOf(error: unknown, doing: string, token: string): unknown {
  const parsed = requestError.safeParse(error);
  if (!parsed.success) return error;
  const { status, message, response } = parsed.data;
  // A server may send back what it was sent.
  const said = escapeControl(message.replaceAll(token, "***").slice(0, 500)).replace(/\.$/, "");
  if (!response) {
    const todo =
      "Look at GITHUB_API_URL and at the network. A proxy is used only by a Node.js that knows NODE_USE_ENV_PROXY=1";
    return new GitHubFailure("may-pass", doing, said, todo);
  }
  const wait = secondsToWait({ status, headers: headersOf(response.headers) }, message);
  if (wait !== null) {
    return new GitHubFailure("other", doing, said, `Run this again in ${wait} seconds`);
  }
  const answer = `GitHub answered ${status}: ${said}`;
  const { kind, todo } = judge(status, explained.safeParse(response.data).success);
  return new GitHubFailure(kind, doing, answer, todo);
}

function judge(status: number, isExplained: boolean): { kind: FailureKind; todo: string } {
  if (status === 401) {
    return { kind: "other", todo: "GITHUB_TOKEN is not a valid token, or no longer one" };
  }
  if (status === 403) {
    // GitHub says as data what it forbids; a firewall on the way says it as a page.
    const kind = isExplained ? "not-allowed" : "other";
    return { kind, todo: "The token needs the permission `pull-requests: write`" };
  }
  if (status === 404 || status === 410) {
    const todo =
      "Look at the number of the pull request and at GITHUB_REPOSITORY; for what a token may not see, GitHub says the same";
    return { kind: "gone", todo };
  }
  if (status >= 500) return { kind: "may-pass", todo: "Run this again later" };
  return { kind: "other", todo: "The report itself was handed out" };
}

function headersOf(headers: Readonly<Record<string, unknown>>): Headers {
  const result = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === "string") result.set(name, value);
  }
  return result;
}
