import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import type { Destination } from "../../bin/pull-request/destination.ts";
import { publish } from "../../bin/pull-request/publish.ts";
import type { Report } from "../../bin/report/report.ts";
import { temporaryFolder } from "../helpers/fixture-tree.ts";
import {
  GitHubApi,
  NOT_ACCESSIBLE,
  OTHER_BOT,
  PERSON,
  refusal,
  TOKEN_OWNER,
  TOKENS,
  WORKFLOW,
} from "../helpers/github-api.ts";
import { hostileReport } from "../helpers/hostile-report.ts";

const MARKER = "<!-- conn-codemod:report plan=some -->";
/** A second is a millisecond. */
const QUICK = { answer: 20_000, second: 1 };

let api: GitHubApi;
let summary: string;

beforeEach(async () => {
  api = await GitHubApi.start();
  summary = join(await temporaryFolder(), "summary.md");
  writeFileSync(summary, "");
});

/** Publishes and returns what was said on standard error. */
async function comment(
  given: Partial<Destination> = {},
  report: Report = hostileReport,
  timings = QUICK,
): Promise<string> {
  let said = "";
  const stderr = {
    write: (text: string) => (said += text),
    isTTY: false,
    columns: 80,
    color: false,
  };
  const destination: Destination = {
    apiUrl: api.url,
    token: TOKENS.write,
    owner: "acme",
    repo: "shop",
    pullRequest: 5,
    runUrl: "https://github.com/acme/shop/actions/runs/77",
    summaryFile: summary,
    ...given,
  };
  await publish(report, destination, stderr, timings);
  return said;
}

/** A pull request from a fork of outsider's, as the API lists it. */
function pull(number: number, sha: string, repositoryId: number, ref = "fix"): unknown {
  return { number, head: { label: "outsider:fix", ref, sha, repo: { id: repositoryId } } };
}

const bodies = (): readonly string[] => api.comments.map(({ body }) => body);
const inSummary = (): string => readFileSync(summary, "utf8");

/** The message of the error; the token is never in it. */
async function failure(given: Partial<Destination> = {}, timings = QUICK): Promise<string> {
  const error: unknown = await comment(given, hostileReport, timings).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ name: "UserError", code: "comment-failed" });
  const { message, stack = "" } = error as Error;
  for (const token of Object.values(TOKENS)) expect(`${message}${stack}`).not.toContain(token);
  expect(inSummary()).toBe("");
  return message;
}

describe("one comment", () => {
  test("is created by the first run", async () => {
    expect(await comment()).toBe(
      `the comment on pull request 5 was created: ${api.url}/acme/shop/pull/5#issuecomment-1000\n`,
    );
    expect(bodies()).toHaveLength(1);
    expect(bodies()[0]).toMatch(new RegExp(`^${MARKER}\n\\S`));
    expect(api.methods).toEqual(["GET", "POST"]);
    expect(inSummary()).toBe("");
  });

  test("is updated by the second run, and not touched by one that has nothing new", async () => {
    await comment();
    const changed = { ...hostileReport, planTitle: "Another title" };
    expect(await comment({}, changed)).toContain("was updated");
    expect(bodies()).toHaveLength(1);
    expect(bodies()[0]).toContain("Another title");
    expect(await comment({}, changed)).toContain("says the same already");
    expect(api.methods).toEqual(["GET", "POST", "GET", "PATCH", "GET"]);
  });

  test("is the same although GitHub has changed the ends of its lines", async () => {
    await comment();
    const [written] = api.comments;
    if (written) written.body = written.body.replaceAll("\n", "\r\n").trimEnd();
    expect(await comment()).toContain("says the same already");
  });

  test("is there for each plan", async () => {
    await comment();
    await comment({}, { ...hostileReport, plan: "some-other" });
    expect(bodies().map((body) => body.split("\n")[0])).toEqual([
      MARKER,
      "<!-- conn-codemod:report plan=some-other -->",
    ]);
  });

  test("leaves alone what others wrote, whatever is in it", async () => {
    const others = [
      [OTHER_BOT, `See the report below.\n${MARKER}\nnot ours`],
      [PERSON, `${MARKER}\nlook, I know your marker`],
      [PERSON, `> ${MARKER}\n> quoted`],
      [null, `${MARKER}\nby a user who is gone`],
    ] as const;
    for (const [user, body] of others) api.comment(user, body);
    await comment();
    await comment({}, { ...hostileReport, planTitle: "Another title" });
    expect(bodies().slice(0, -1)).toEqual(others.map(([, body]) => body));
    expect(api.comments.at(-1)).toMatchObject({ user: WORKFLOW });
    expect(api.comments).toHaveLength(5);
  });

  test("is known again by a person's own token", async () => {
    api.comment(PERSON, `${MARKER}\nnot ours`);
    const own = api.comment(TOKEN_OWNER, `${MARKER}\nearlier words`);
    expect(await comment({ token: TOKENS.person })).toContain("was updated");
    expect(own.body).not.toContain("earlier words");
    expect(api.comments).toHaveLength(2);
  });

  test("is found behind 250 others", async () => {
    for (let count = 0; count < 250; count += 1) api.comment(PERSON, `comment ${count}`);
    const own = api.comment(WORKFLOW, `${MARKER}\nearlier words`);
    expect(await comment()).toContain("was updated");
    expect(own.body).not.toContain("earlier words");
    expect(api.methods).toEqual(["GET", "GET", "GET", "PATCH"]);
  });

  test("that two runs have created at once is updated, and the other one told of", async () => {
    const first = api.comment(WORKFLOW, `${MARKER}\nearlier words`);
    const second = api.comment(WORKFLOW, `${MARKER}\nearlier words too`);
    expect(await comment()).toContain("there is one more comment of this kind");
    expect(first.body).not.toContain("earlier words");
    expect(second.body).toContain("earlier words too");
  });

  test("that was deleted in between is created anew", async () => {
    api.comment(WORKFLOW, `${MARKER}\nearlier words`);
    api.interrupt = ({ method }) => {
      if (method === "PATCH") api.comments.pop();
      return undefined;
    };
    expect(await comment()).toContain("was created");
    expect(api.methods).toEqual(["GET", "PATCH", "GET", "POST"]);
  });

  test("is no longer than 60,000 characters, and says where the rest is", async () => {
    const [criterion] = hostileReport.criteria;
    if (!criterion) throw new Error("the report has no criterion");
    const criteria = Array.from({ length: 2000 }, (_, index) => ({
      ...criterion,
      id: `c${index}`,
    }));
    await comment({}, { ...hostileReport, criteria });
    const [body = ""] = bodies();
    expect(body.length).toBeGreaterThan(50_000);
    expect(body.length).toBeLessThanOrEqual(60_000);
    expect(body).toContain("[the workflow run](https://github.com/acme/shop/actions/runs/77)");
  });
});

describe("without a permission, the report goes to the summary of the job", () => {
  test.each([
    ["there is no token", undefined, "there is no GITHUB_TOKEN"],
    ["the token may only read", TOKENS.read, "Resource not accessible by integration"],
  ])("%s", async (_what, token, why) => {
    const said = await comment({ token });
    expect(said).toContain(why);
    expect(said).toContain("summary of the job");
    expect(inSummary()).toContain("held all along");
    expect(api.comments).toEqual([]);
  });

  test("the token may not even read", async () => {
    api.interrupt = () => NOT_ACCESSIBLE;
    expect(await comment()).toContain("summary of the job");
    expect(api.methods).toEqual(["GET"]);
  });

  test("the comment is there already", async () => {
    api.comment(WORKFLOW, `${MARKER}\nearlier words`);
    expect(await comment({ token: TOKENS.read })).toContain("summary of the job");
    expect(bodies()).toEqual([`${MARKER}\nearlier words`]);
  });

  test("what is in the summary stays, and the whole stays below 1 MiB", async () => {
    const before = "é".repeat(500_000);
    writeFileSync(summary, before);
    const [criterion] = hostileReport.criteria;
    if (!criterion) throw new Error("the report has no criterion");
    const criteria = Array.from({ length: 5000 }, (_, index) => ({
      ...criterion,
      id: `c${index}`,
    }));
    await comment({ token: undefined }, { ...hostileReport, criteria });
    expect(inSummary().startsWith(`${before}\n\n`)).toBe(true);
    expect(readFileSync(summary).length).toBeLessThanOrEqual(1024 * 1024);
    expect(readFileSync(summary).length).toBeGreaterThan(1_000_001);
  });

  test("and where there is none, or no room in it, that is an error", async () => {
    await expect(comment({ token: undefined, summaryFile: undefined })).rejects.toMatchObject({
      code: "comment-failed",
      message: expect.stringContaining("GITHUB_STEP_SUMMARY"),
    });
    writeFileSync(summary, "x".repeat(1024 * 1024 - 100));
    await expect(comment({ token: undefined })).rejects.toThrow("is full");
  });
});

describe("what goes wrong otherwise is an error", () => {
  test("a token that is none", async () => {
    const token = "ghs_that_has_expired";
    const message = await failure({ token });
    expect(message).toContain("401: Bad credentials");
    expect(message).toContain("GITHUB_TOKEN is not a valid token");
    expect(message).not.toContain(token);
    expect(api.requests).toHaveLength(1);
  });

  test("a pull request that is not there", async () => {
    expect(await failure({ pullRequest: 6 })).toContain("pull request 6: GitHub answered 404");
    expect(await failure({ repo: "other" })).toContain("GITHUB_REPOSITORY");
    expect(api.requests).toHaveLength(2);
  });

  test("a refusal by something that is not GitHub", async () => {
    const headers = { "content-type": "text/html" };
    api.interrupt = () => ({ status: 403, headers, body: "<h1>Blocked</h1>" });
    expect(await failure()).toContain("GitHub answered 403: <h1>Blocked</h1>");
  });

  test("an answer that quotes the token", async () => {
    api.interrupt = ({ token }) => refusal(422, `what is ${token}?`);
    expect(await failure()).toContain("what is ***?");
  });

  test("a server that stays broken", async () => {
    api.interrupt = () => refusal(502, "Server Error");
    expect(await failure()).toMatch(/GitHub answered 502: Server Error.*Run this again later/);
    expect(api.requests).toHaveLength(4);
  });

  test("a server that does not answer", async () => {
    api.interrupt = () => "hang";
    const timings = { ...QUICK, answer: 100 };
    expect(await failure({}, timings)).toContain("no answer within 0.1 s");
  });

  test("a connection that breaks", async () => {
    api.interrupt = () => "cut";
    expect(await failure()).toContain("could not read the comments of pull request 5");
    expect(bodies()).toEqual([]);
  });

  test("a server that is not there", async () => {
    expect(await failure({ apiUrl: "http://127.0.0.1:1" })).toContain("GITHUB_API_URL");
  });

  test.each([
    ["no JSON", "<html>", "the answer is not JSON"],
    ["nothing", "", "the answer is not JSON"],
    ["half of it", '[{"id": 1', "the answer is not JSON"],
    ["no list", { comments: [] }, "it is not what GitHub's API sends"],
    ["other comments", [{ identity: 1 }], "it is not what GitHub's API sends"],
  ])("an answer with %s", async (_what, body, expected) => {
    api.interrupt = () => ({ status: 200, body });
    expect(await failure()).toContain(expected);
    expect(api.methods).not.toContain("POST");
  });

  test("a conflict, which is not an empty list", async () => {
    api.interrupt = () => refusal(409, "Conflict");
    expect(await failure()).toContain("409 Conflict");
    expect(api.methods).not.toContain("POST");
  });

  test("a list without an end", async () => {
    const link = `<${api.url}/repos/acme/shop/issues/5/comments?page=2>; rel="next"`;
    api.interrupt = () => ({ status: 200, body: [], headers: { link } });
    expect(await failure()).toContain("there is no last page");
    expect(api.requests).toHaveLength(101);
  });
});

describe("what passes is waited for", () => {
  test("a server that is broken for a while", async () => {
    api.interrupt = (_request, before) => (before < 2 ? refusal(503, "Unavailable") : undefined);
    // Each method is counted by itself: the POST fails twice as well.
    expect(await comment()).toContain("was created");
    expect(api.comments).toHaveLength(1);
  });

  test("a comment that was created although the answer says otherwise is not created twice", async () => {
    api.interrupt = ({ method, body }) => {
      if (method !== "POST") return undefined;
      api.comment(WORKFLOW, (JSON.parse(body) as { body: string }).body);
      return refusal(502, "Server Error");
    };
    expect(await comment()).toContain("says the same already");
    expect(api.comments).toHaveLength(1);
    expect(api.methods).toEqual(["GET", "POST", "GET"]);
  });

  test.each([
    ["403", 403, { "retry-after": "2" }],
    ["429", 429, { "retry-after": "2" }],
    ["a secondary limit", 403, {}],
  ])("a rate limit: %s", async (_what, status, headers) => {
    const limited = { ...refusal(status, "You have exceeded a secondary rate limit"), headers };
    api.interrupt = (_request, before) => (before === 0 ? limited : undefined);
    expect(await comment()).toContain("was created");
    expect(api.methods).toEqual(["GET", "GET", "POST", "POST"]);
  });

  test("but not for an hour, and not for ever", async () => {
    const long = { ...refusal(403, "API rate limit exceeded"), headers: { "retry-after": "3600" } };
    api.interrupt = () => long;
    await expect(comment()).rejects.toThrow("Run this again in 3600 seconds");
    expect(api.requests).toHaveLength(1);
    api.interrupt = () => ({ ...long, headers: { "retry-after": "1" } });
    await expect(comment()).rejects.toThrow("Run this again in 1 seconds");
    expect(api.requests).toHaveLength(4);
    expect(inSummary()).toBe("");
  });
});

describe("the token stays with its host", () => {
  test("a redirect on the same host is followed", async () => {
    api.interrupt = ({ path }) => {
      const location = path.replace("/repos/acme/old", "/repos/acme/shop");
      return location === path ? undefined : { status: 307, headers: { location } };
    };
    expect(await comment({ repo: "old" })).toContain("was created");
    expect(bodies()).toHaveLength(1);
  });

  test.each(["GET", "POST"])("a redirect of a %s to another host is not", async (redirected) => {
    const other = await GitHubApi.start();
    api.interrupt = ({ method, path }) =>
      method === redirected
        ? { status: 307, headers: { location: `${other.url}${path}` } }
        : undefined;
    await expect(comment()).rejects.toThrow("The token was not sent there");
    expect(other.requests).toEqual([]);
  });

  test("nor is a next page", async () => {
    const other = await GitHubApi.start();
    const link = `<${other.url}/repos/acme/shop/issues/5/comments?page=2>; rel="next"`;
    api.interrupt = () => ({ status: 200, body: [], headers: { link } });
    await expect(comment()).rejects.toThrow("The token was not sent there");
    expect(other.requests).toEqual([]);
  });

  test("redirects in a circle end", async () => {
    api.interrupt = ({ path }) => ({ status: 307, headers: { location: path } });
    await expect(comment()).rejects.toMatchObject({ code: "comment-failed" });
    expect(api.requests.length).toBeLessThan(10);
  });
});

describe("a pull request that is known by its head", () => {
  const head = { owner: "outsider", branch: "fix", sha: "a1", repositoryId: 99 };

  test("is looked up", async () => {
    api.pulls.push(pull(4, "a1", 1), pull(5, "b2", 99), pull(6, "a1", 99, "other"));
    expect(await comment({ pullRequest: head })).toContain("pull request 5 was created");
  });

  test("is the one with the commit, where there are several", async () => {
    api.pulls.push(pull(4, "b2", 99), pull(5, "a1", 99));
    expect(await comment({ pullRequest: head })).toContain("pull request 5 was created");
  });

  test("is asked for where there is none, or no telling", async () => {
    await expect(comment({ pullRequest: head })).rejects.toThrow("no open pull request comes");
    api.pulls.push(pull(4, "a1", 99), pull(5, "a1", 99));
    await expect(comment({ pullRequest: head })).rejects.toThrow("more than one open pull request");
    expect(api.comments).toEqual([]);
  });
});
