import { setTimeout as sleep } from "node:timers/promises";
import type { Timings } from "./timings.ts";

/** More than a page of the longest comments comes to, in bytes. */
const LONGEST_ANSWER = 64 * 1024 * 1024;
const MOST_REDIRECTS = 3;
/** How long a limit is waited for, in seconds, and how often. */
const LONGEST_WAIT = 90;
const MOST_WAITS = 2;
/** What GitHub asks for where it says that there is a limit, but not until when. */
const USUAL_WAIT = 60;

/** `fetch`, as far as octokit uses it. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * A `fetch` for a client that holds a token. An answer is there as a whole within `timings.answer`
 * or not at all; redirects are followed to the same host only, and the answer is otherwise the
 * redirect; a rate limit is waited for if it is not long. Rejects for what is not an answer of the
 * API: a timeout, no connection, an answer that is too long or should be JSON and is not.
 */
export function guardedFetch(timings: Timings): Fetch {
  return async (url, init) => {
    for (let waits = 0; ; waits += 1) {
      const response = await followed(new URL(url), init, timings);
      const seconds = waits < MOST_WAITS ? secondsToWait(response, await textOf(response)) : null;
      if (seconds === null || seconds > LONGEST_WAIT) return response;
      await sleep(seconds * timings.second);
    }
  };
}

async function followed(start: URL, init: RequestInit, timings: Timings): Promise<Response> {
  let url = start;
  for (let redirects = 0; ; redirects += 1) {
    const response = await whole(url, init, timings);
    const next = redirectOf(response, url, init);
    if (next === null || redirects === MOST_REDIRECTS) return response;
    url = next;
  }
}

/** Where `response` sends the same request on to, if that is to be followed. */
function redirectOf(response: Response, from: URL, init: RequestInit): URL | null {
  const location = response.headers.get("location");
  const reads = (init.method ?? "GET") === "GET";
  const sendsOn = [307, 308].includes(response.status) || (reads && response.status === 301);
  if (!sendsOn || location === null || !URL.canParse(location, from.href)) return null;
  const next = new URL(location, from);
  return next.origin === from.origin ? next : null;
}

/** The answer with its whole body, so that neither a timeout nor its length can cut it off later. */
async function whole(url: URL, init: RequestInit, timings: Timings): Promise<Response> {
  const signal = AbortSignal.timeout(timings.answer);
  let response: Response;
  let body: Buffer;
  try {
    response = await fetch(url.href, { ...init, redirect: "manual", signal });
    body = await bodyOf(response);
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new Error(`no answer within ${timings.answer / 1000} s`, { cause: error });
  }
  const { status, statusText, headers } = response;
  if (response.ok && status !== 204) mustBeJson(body);
  // The client takes this for an empty page, and would then write a second comment.
  if (status === 409 && init.method === "GET") throw new Error("GitHub answered 409 Conflict");
  const hasBody = body.length > 0 && ![204, 205, 304].includes(status);
  return new Response(hasBody ? new Uint8Array(body) : null, { status, statusText, headers });
}

async function bodyOf(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > LONGEST_ANSWER) throw new Error("the answer is too long");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function mustBeJson(body: Buffer): void {
  try {
    JSON.parse(body.toString("utf8"));
  } catch (error) {
    throw new Error("the answer is not JSON", { cause: error });
  }
}

async function textOf(response: Response): Promise<string> {
  return [403, 429].includes(response.status) ? await response.clone().text() : "";
}

/**
 * How many seconds an answer with the body `text` asks to be left alone; null if it is not about a
 * rate limit.
 */
export function secondsToWait(
  { status, headers }: Pick<Response, "status" | "headers">,
  text: string,
): number | null {
  if (status !== 403 && status !== 429) return null;
  const after = Number(headers.get("retry-after") ?? Number.NaN);
  if (Number.isFinite(after) && after >= 0) return after;
  const reset = Number(headers.get("x-ratelimit-reset") ?? Number.NaN);
  if (headers.get("x-ratelimit-remaining") === "0" && Number.isFinite(reset)) {
    return Math.max(1, Math.ceil(reset - Date.now() / 1000));
  }
  return status === 429 || /\brate limit\b/i.test(text) ? USUAL_WAIT : null;
}
