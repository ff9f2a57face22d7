import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach } from "vitest";

/** Who a token belongs to, as the API shows it beside a comment. */
interface Author {
  readonly id: number;
  readonly login: string;
  readonly type: "Bot" | "User";
}

export const WORKFLOW: Author = { id: 41898282, login: "github-actions[bot]", type: "Bot" };
export const OTHER_BOT: Author = { id: 49699333, login: "dependabot[bot]", type: "Bot" };
export const PERSON: Author = { id: 7, login: "someone", type: "User" };
export const TOKEN_OWNER: Author = { id: 8, login: "release-team", type: "User" };

/** What a workflow gets, the same for a fork's pull request, and a person's own token. */
export const TOKENS = {
  write: "ghs_0123456789writing",
  read: "ghs_0123456789reading",
  person: "ghp_0123456789personal",
} as const;

const OWNERS: Readonly<Record<string, { readonly author: Author; readonly writes: boolean }>> = {
  [TOKENS.write]: { author: WORKFLOW, writes: true },
  [TOKENS.read]: { author: WORKFLOW, writes: false },
  [TOKENS.person]: { author: TOKEN_OWNER, writes: true },
};

export interface StoredComment {
  readonly id: number;
  body: string;
  readonly user: Author | null;
}

export interface Request {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly token: string | undefined;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is if it is a string. */
  readonly body?: unknown;
}

/** What to do with a request instead: another answer, or none at all. */
type Interruption = (request: Request, before: number) => Answer | "hang" | "cut" | undefined;

const running: { readonly close: () => Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map(({ close }) => close()));
});

/**
 * GitHub's API as far as comments on pull request 5 of acme/shop go, on a port of loopback, until
 * the test ends. Answers, pages and refusals are worded as those of the real one.
 */
export class GitHubApi {
  readonly comments: StoredComment[] = [];
  readonly pulls: unknown[] = [];
  readonly requests: Request[] = [];
  /** Asked first. `before` counts the requests with the same method that came before. */
  interrupt: Interruption = () => undefined;
  url = "";

  static async start(): Promise<GitHubApi> {
    const api = new GitHubApi();
    const server = createServer((incoming, outgoing) => void api.serve(incoming, outgoing));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    api.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const close = (): Promise<void> =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    running.push({ close });
    return api;
  }

  /** Has `user` comment before the test begins. */
  comment(user: Author | null, body: string): StoredComment {
    const stored = { id: 1000 + this.comments.length, body, user };
    this.comments.push(stored);
    return stored;
  }

  /** `["GET", "POST"]`: the methods of all requests so far. */
  get methods(): readonly string[] {
    return this.requests.map(({ method }) => method);
  }

  private async serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Uint8Array);
    const { method = "GET", url = "/", headers } = incoming;
    const token = headers.authorization?.replace(/^\S+ /, "");
    const request = { method, path: url, token, body: Buffer.concat(chunks).toString("utf8") };
    const before = this.methods.filter((one) => one === method).length;
    this.requests.push(request);
    const answer = this.interrupt(request, before) ?? this.answer(request);
    if (answer === "hang") return;
    if (answer === "cut") {
      outgoing.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
      outgoing.write('[{"id":');
      outgoing.socket?.end();
      return;
    }
    const { status, body } = answer;
    outgoing.writeHead(status, {
      "content-type": "application/json; charset=utf-8",
      ...answer.headers,
    });
    outgoing.end(typeof body === "string" ? body : JSON.stringify(body ?? {}));
  }

  private answer({ method, path, token, body }: Request): Answer {
    const owner = OWNERS[token ?? ""];
    if (!owner) return refusal(401, "Bad credentials");
    const { pathname, searchParams } = new URL(path, this.url);
    if (pathname === "/user") {
      return owner.author.type === "Bot" ? NOT_ACCESSIBLE : { status: 200, body: owner.author };
    }
    if (pathname === "/repos/acme/shop/pulls") {
      const heads = this.pulls.filter((pull) => headOf(pull) === searchParams.get("head"));
      return { status: 200, body: heads };
    }
    if (pathname === "/repos/acme/shop/issues/5/comments") {
      if (method === "GET") return this.page(searchParams);
      if (!owner.writes) return NOT_ACCESSIBLE;
      const stored = this.comment(owner.author, bodyOf(body));
      return { status: 201, body: this.shown(stored) };
    }
    const [, id] = /^\/repos\/acme\/shop\/issues\/comments\/(\d+)$/.exec(pathname) ?? [];
    const stored = this.comments.find((comment) => String(comment.id) === id);
    if (!stored || method !== "PATCH") return refusal(404, "Not Found");
    if (!owner.writes) return NOT_ACCESSIBLE;
    stored.body = bodyOf(body);
    return { status: 200, body: this.shown(stored) };
  }

  private page(query: URLSearchParams): Answer {
    const size = Number(query.get("per_page") ?? 30);
    const page = Number(query.get("page") ?? 1);
    const body = this.comments.slice((page - 1) * size, page * size).map((it) => this.shown(it));
    const hasNext = page * size < this.comments.length;
    const next = `${this.url}/repos/acme/shop/issues/5/comments?per_page=${size}&page=${page + 1}`;
    return { status: 200, body, headers: hasNext ? { link: `<${next}>; rel="next"` } : {} };
  }

  private shown({ id, body, user }: StoredComment): unknown {
    return { id, body, user, html_url: `${this.url}/acme/shop/pull/5#issuecomment-${id}` };
  }
}

export const NOT_ACCESSIBLE = refusal(403, "Resource not accessible by integration");

export function refusal(status: number, message: string): Answer {
  const documentation_url = "https://docs.github.com/rest/issues/comments";
  return { status, body: { message, documentation_url, status: String(status) } };
}

function bodyOf(json: string): string {
  return (JSON.parse(json) as { readonly body: string }).body;
}

function headOf(pull: unknown): string {
  const { head } = pull as { readonly head: { readonly label: string } };
  return head.label;
}
