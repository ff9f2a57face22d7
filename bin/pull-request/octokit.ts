import { readTool } from "../tool.ts";
import { GitHubFailure } from "./failure.ts";
import { guardedFetch } from "./guarded-fetch.ts";
import type { Timings } from "./timings.ts";

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/**
 * A client for the API at `apiUrl` that shows `token` to no other host: neither a page that the
 * answer names as the next one nor a redirect leads it there. What may pass is tried four times,
 * after 1, 4 and 9 seconds. Loaded when it is needed only.
 */
// The type is that of a class which is made here.
// oxlint-disable-next-line typescript/explicit-module-boundary-types
export async function openOctokit(apiUrl: string, token: string, timings: Timings) {
  const [{ Octokit }, { paginateRest }, { retry }] = await Promise.all([
    import("@octokit/core"),
    import("@octokit/plugin-paginate-rest"),
    import("@octokit/plugin-retry"),
  ]);
  const { name, version } = readTool();
  const octokit = new (Octokit.plugin(paginateRest, retry))({
    auth: token,
    baseUrl: apiUrl,
    userAgent: `${name}/${version}`,
    log: silent,
    request: { fetch: guardedFetch(timings), log: silent },
    retry: {
      doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451],
      retryAfterBaseValue: timings.second,
    },
  });
  // These two are outside of the retries: what they refuse will be refused again.
  octokit.hook.before("request", ({ url }) => {
    const { origin } = new URL(url, apiUrl);
    if (origin !== new URL(apiUrl).origin) throw elsewhere("a next page", origin);
  });
  octokit.hook.after("request", ({ status, headers }) => {
    if (status >= 300) throw elsewhere("another place", headers.location ?? "an unknown one");
  });
  return octokit;
}

function elsewhere(what: string, where: string): GitHubFailure {
  const said = `GitHub's API points to ${what}: ${where}`;
  const todo = "The token was not sent there. Look at GITHUB_API_URL and at GITHUB_REPOSITORY";
  return new GitHubFailure("other", "follow where the answer leads", said, todo);
}
