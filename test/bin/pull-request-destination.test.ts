import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { destinationOf } from "../../bin/pull-request/destination.ts";
import type { Destination, Environment } from "../../bin/pull-request/destination.ts";
import { temporaryFolder } from "../helpers/fixture-tree.ts";

/** As GitHub's runner sets them; what else a workflow has is told in the tests. */
const RUNNER: Environment = {
  GITHUB_API_URL: "https://ghe.example.com/api/v3",
  GITHUB_SERVER_URL: "https://ghe.example.com",
  GITHUB_REPOSITORY: "acme/shop",
  GITHUB_RUN_ID: "77",
  GITHUB_TOKEN: "ghs_secret",
};

/** The destination that an event with `payload` leads to. */
async function forEvent(payload: unknown, env: Environment = {}): Promise<Destination> {
  const file = join(await temporaryFolder(), "event.json");
  writeFileSync(file, typeof payload === "string" ? payload : JSON.stringify(payload));
  return await destinationOf("event", { ...RUNNER, GITHUB_EVENT_PATH: file, ...env });
}

const repository = { id: 1, full_name: "acme/shop" };

/** The payload of a run for `outsider:fix`, with the pull requests that GitHub lists in it. */
function workflowRun(pullRequests: readonly unknown[]): unknown {
  const head_repository = { id: 99, owner: { login: "outsider" } };
  const from = { head_branch: "fix", head_sha: "a1", head_repository };
  return { repository, workflow_run: { id: 42, ...from, pull_requests: pullRequests } };
}

describe("the number", () => {
  test("is the one that was passed, whatever the event says", async () => {
    const env = { ...RUNNER, GITHUB_REF: "refs/pull/3/merge" };
    expect(await destinationOf(12, env)).toMatchObject({ pullRequest: 12 });
  });

  test.each([
    ["a pull request", { repository, pull_request: { number: 5 } }],
    ["a comment on one", { repository, issue: { number: 5, pull_request: { url: "…" } } }],
    ["a run for one", workflowRun([{ number: 5, base: { repo: { id: 1 } } }])],
    [
      "a run for one, where the fork has one of its own",
      workflowRun([
        { number: 2, base: { repo: { id: 99 } } },
        { number: 5, base: { repo: { id: 1 } } },
      ]),
    ],
  ])("is that of the event: %s", async (_what, payload) => {
    expect(await forEvent(payload)).toMatchObject({ pullRequest: 5 });
  });

  test.each([
    ["none", workflowRun([])],
    ["that of the fork only", workflowRun([{ number: 2, base: { repo: { id: 99 } } }])],
    ["two", workflowRun([5, 6].map((number) => ({ number, base: { repo: { id: 1 } } })))],
  ])("is to be looked up for a run of which GitHub lists %s", async (_what, payload) => {
    expect(await forEvent(payload)).toMatchObject({
      pullRequest: { owner: "outsider", branch: "fix", sha: "a1", repositoryId: 99 },
    });
  });

  test("is that of the ref where no event says it", async () => {
    const env = { GITHUB_REF: "refs/pull/5/merge" };
    expect(await destinationOf("event", { ...RUNNER, ...env })).toMatchObject({ pullRequest: 5 });
    expect(await forEvent("{ no JSON", env)).toMatchObject({ pullRequest: 5 });
  });

  test.each([
    ["a push", { repository, ref: "refs/heads/main" }, "refs/heads/main"],
    ["a comment on an issue", { repository, issue: { number: 5 } }, "refs/heads/main"],
    ["a number that is none", { pull_request: { number: "5; rm" } }, ""],
    ["a branch that is named like one", {}, "refs/heads/refs/pull/5/merge"],
  ])("is missing for %s", async (_what, payload, ref) => {
    await expect(forEvent(payload, { GITHUB_REF: ref })).rejects.toMatchObject({
      code: "no-destination",
      message: expect.stringContaining("--pull-request 123"),
    });
  });
});

describe("the rest", () => {
  test("is where the runner says", async () => {
    const env = { ...RUNNER, GITHUB_API_URL: "https://ghe.example.com/api/v3/" };
    expect(await destinationOf(5, env)).toEqual({
      apiUrl: "https://ghe.example.com/api/v3",
      token: "ghs_secret",
      owner: "acme",
      repo: "shop",
      pullRequest: 5,
      runUrl: "https://ghe.example.com/acme/shop/actions/runs/77",
      summaryFile: undefined,
    });
  });

  test("leads to github.com where nothing else is said", async () => {
    const { apiUrl } = await destinationOf(5, { GITHUB_REPOSITORY: "acme/shop" });
    expect(apiUrl).toBe("https://api.github.com");
  });

  test("points to the run that made the report", async () => {
    const { runUrl } = await forEvent(workflowRun([]));
    expect(runUrl).toBe("https://ghe.example.com/acme/shop/actions/runs/42");
  });

  test("points nowhere where the runner does not say where it is", async () => {
    const env = { ...RUNNER, GITHUB_SERVER_URL: "https://ghe.example.com/)[x](" };
    expect(await destinationOf(5, env)).toMatchObject({ runUrl: undefined });
  });

  test("a token may have white space around it, and an empty one is none", async () => {
    const padded = await destinationOf(5, { ...RUNNER, GITHUB_TOKEN: "ghs_secret\n" });
    expect(padded.token).toBe("ghs_secret");
    const empty = await destinationOf(5, { ...RUNNER, GITHUB_TOKEN: " " });
    expect(empty.token).toBeUndefined();
  });

  test.each([
    ["a token with a line feed in it", { GITHUB_TOKEN: "ghs_secret\nghs_secret" }],
    ["no repository", { GITHUB_REPOSITORY: undefined }],
    ["a repository that is a path", { GITHUB_REPOSITORY: "acme/.." }],
    ["a repository that is more", { GITHUB_REPOSITORY: "acme/shop/issues" }],
    ["an address with a password", { GITHUB_API_URL: "https://me:ghs_secret@example.com" }],
    ["an address that is a file", { GITHUB_API_URL: "file:///etc" }],
    ["an address that is none", { GITHUB_API_URL: "ghs_secret" }],
  ])("%s is refused, and not quoted", async (_what, env) => {
    const error: unknown = await destinationOf(5, { ...RUNNER, ...env }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: "no-destination" });
    expect((error as Error).message).not.toContain("ghs_secret");
  });
});
