import { UserError } from "../../workspace/errors.ts";
import { readInputFile } from "../../workspace/named-files/input-file.ts";
import { readEvent } from "./event.ts";
import type { Head, WorkflowEvent } from "./event.ts";

/** Where a comment is to go. */
export interface Destination {
  /** Without a slash at the end. */
  readonly apiUrl: string;
  /** Undefined if there is none. */
  readonly token: string | undefined;
  readonly owner: string;
  readonly repo: string;
  readonly pullRequest: number | Head;
  /** The page of the workflow run that made the report. */
  readonly runUrl: string | undefined;
  /** The file that the runner shows as the summary of the step. */
  readonly summaryFile: string | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;

const LARGEST_EVENT = 32 * 1024 * 1024;

/**
 * Where `env`, as GitHub's runner sets it, and the number that was asked for lead to. Throws
 * UserError `no-destination` for what is missing or is not what it should be.
 */
export async function destinationOf(
  asked: number | "event",
  env: Environment,
): Promise<Destination> {
  const event = await eventOf(env);
  const pullRequest =
    asked === "event" ? (event?.pullRequest ?? fromRef(env["GITHUB_REF"])) : asked;
  if (pullRequest === undefined) {
    throw missing(
      "nothing says which pull request to comment on: neither GITHUB_EVENT_PATH nor GITHUB_REF names one. Pass its number: --pull-request 123",
    );
  }
  const [, owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(env["GITHUB_REPOSITORY"] ?? "") ?? [];
  if (owner === undefined || repo === undefined || /^\.+$/.test(repo)) {
    throw missing("GITHUB_REPOSITORY has to name the repository, as owner/name");
  }
  return {
    apiUrl: apiUrlOf(env["GITHUB_API_URL"]),
    token: tokenOf(env["GITHUB_TOKEN"]),
    owner,
    repo,
    pullRequest,
    runUrl: runUrlOf(`${owner}/${repo}`, event?.followedRun, env),
    summaryFile: env["GITHUB_STEP_SUMMARY"] || undefined,
  };
}

async function eventOf(env: Environment): Promise<WorkflowEvent | undefined> {
  const file = env["GITHUB_EVENT_PATH"];
  if (file === undefined || file === "") return undefined;
  try {
    return readEvent(await readInputFile(file, LARGEST_EVENT));
  } catch (error) {
    // Then it names no pull request, which is said where one is needed.
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function fromRef(ref: string | undefined): number | undefined {
  const [, number] = /^refs\/pull\/([1-9]\d{0,9})\/(?:merge|head)$/.exec(ref ?? "") ?? [];
  return number === undefined ? undefined : Number(number);
}

function apiUrlOf(written: string | undefined): string {
  const text = written === undefined || written === "" ? "https://api.github.com" : written;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain =
    url && /^https?:$/.test(url.protocol) && `${url.username}${url.password}${url.search}` === "";
  // Not quoted: it may hold a password.
  if (!isPlain)
    throw missing("GITHUB_API_URL has to be an http or https address, with no user in it");
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}

function tokenOf(written: string | undefined): string | undefined {
  const token = written?.trim();
  if (token === undefined || token === "") return undefined;
  // What cannot stand in a header would be quoted by the error that says so.
  if (!/^[\x21-\x7E]+$/.test(token)) throw missing("GITHUB_TOKEN has characters that no token has");
  return token;
}

function runUrlOf(
  repository: string,
  followed: number | undefined,
  env: Environment,
): string | undefined {
  const server = env["GITHUB_SERVER_URL"] ?? "";
  const run = followed === undefined ? (env["GITHUB_RUN_ID"] ?? "") : String(followed);
  if (!/^https?:\/\/[\w.:-]+$/.test(server) || !/^\d+$/.test(run)) return undefined;
  return `${server}/${repository}/actions/runs/${run}`;
}

function missing(what: string): UserError {
  return new UserError("no-destination", `${what}.`);
}
