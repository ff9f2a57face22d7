import { z } from "zod";
import { failureOf, GitHubFailure } from "./failure.ts";
import { openOctokit } from "./octokit.ts";
import type { Timings } from "./timings.ts";

const comment = z.object({
  id: z.int().positive(),
  body: z.string().nullish(),
  html_url: z.string().nullish(),
  user: z.object({ id: z.int(), type: z.string().nullish() }).nullish(),
});

const pullRequest = z.object({
  number: z.int().positive(),
  head: z.object({ sha: z.string(), ref: z.string(), repo: z.object({ id: z.int() }).nullish() }),
});

/** A comment on a pull request, as GitHub tells of it. */
export type Comment = z.infer<typeof comment>;
export type PullRequest = z.infer<typeof pullRequest>;

/** The requests that a comment needs. All of them throw GitHubFailure. */
export interface GitHub {
  /** All comments on a pull request, oldest first. */
  readonly comments: (number: number) => Promise<readonly Comment[]>;
  /** Sent once only: it may have been done although the answer says otherwise. */
  readonly create: (number: number, body: string) => Promise<Comment>;
  readonly update: (id: number, body: string) => Promise<Comment>;
  /** The id of the user whose token this is; null if it is that of an app or a workflow. */
  readonly ourUserId: () => Promise<number | null>;
  /** The open pull requests whose head is `branch` of a repository of `owner`. */
  readonly pullRequestsFrom: (owner: string, branch: string) => Promise<readonly PullRequest[]>;
}

/** Which repository on which server, and by whose leave. */
export interface Access {
  /** Without a slash at the end. */
  readonly apiUrl: string;
  readonly token: string;
  readonly owner: string;
  readonly repo: string;
}

/** A pull request has fewer comments than this many pages hold. */
const MOST_PAGES = 100;

/** The API that `access` leads to. */
export async function openGitHub(access: Access, timings: Timings): Promise<GitHub> {
  const { apiUrl, token, owner, repo } = access;
  const octokit = await openOctokit(apiUrl, token, timings);
  const at = { owner, repo };

  const telling = async <T>(doing: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw failureOf(error, doing, token);
    }
  };

  return {
    comments: (number) =>
      telling(`read the comments of pull request ${number}`, async () => {
        const query = { ...at, issue_number: number, per_page: 100 };
        const route = "GET /repos/{owner}/{repo}/issues/{issue_number}/comments";
        return await allOf(octokit.paginate.iterator(route, query), comment);
      }),
    create: (number, body) =>
      telling(`comment on pull request ${number}`, async () => {
        const parameters = { ...at, issue_number: number, body, request: { retries: 0 } };
        const route = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
        return checked(comment, (await octokit.request(route, parameters)).data);
      }),
    update: (id, body) =>
      telling(`update the comment ${id}`, async () => {
        const route = "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}";
        return checked(
          comment,
          (await octokit.request(route, { ...at, comment_id: id, body })).data,
        );
      }),
    ourUserId: async () => {
      try {
        return await telling("ask whose token GITHUB_TOKEN is", async () => {
          const { data } = await octokit.request("GET /user");
          return checked(z.object({ id: z.int() }), data).id;
        });
      } catch (error) {
        if (error instanceof GitHubFailure && /^(?:not-allowed|gone)$/.test(error.kind))
          return null;
        throw error;
      }
    },
    pullRequestsFrom: (from, branch) =>
      telling(`look for the pull request of ${from}:${branch}`, async () => {
        const query = { ...at, head: `${from}:${branch}`, state: "open" as const, per_page: 100 };
        const pages = octokit.paginate.iterator("GET /repos/{owner}/{repo}/pulls", query);
        return await allOf(pages, pullRequest);
      }),
  };
}

async function allOf<Item>(
  pages: AsyncIterable<{ readonly data: unknown }>,
  item: z.ZodType<Item>,
): Promise<readonly Item[]> {
  const all: Item[] = [];
  let count = 0;
  for await (const { data } of pages) {
    count += 1;
    if (count > MOST_PAGES) throw unexpected("there is no last page");
    all.push(...checked(z.array(item), data));
  }
  return all;
}

function checked<T>(schema: z.ZodType<T>, data: unknown): T {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  const { path = [], message = "" } = parsed.error.issues[0] ?? {};
  throw unexpected(`${path.length === 0 ? "the whole" : path.join(".")}: ${message}`);
}

function unexpected(what: string): GitHubFailure {
  const said = `it is not what GitHub's API sends (${what})`;
  return new GitHubFailure("other", "use the answer", said, "Look at GITHUB_API_URL");
}
