import { z } from "zod";

/** Where a workflow came from, if GitHub does not say by which pull request. */
export interface Head {
  readonly owner: string;
  readonly branch: string;
  readonly sha: string;
  readonly repositoryId: number;
}

/** What an event says of pull requests. */
export interface WorkflowEvent {
  readonly pullRequest: number | Head | undefined;
  /** The id of the workflow run that this one follows (`workflow_run`). */
  readonly followedRun: number | undefined;
}

const number = z.int().positive();
const repository = z.object({ id: number });

const payload = z.object({
  repository: repository.optional(),
  pull_request: z.object({ number }).optional(),
  issue: z.object({ number, pull_request: z.unknown().optional() }).optional(),
  workflow_run: z
    .object({
      id: number,
      head_sha: z.string(),
      head_branch: z.string().nullish(),
      head_repository: z.object({ id: number, owner: z.object({ login: z.string() }) }).nullish(),
      pull_requests: z
        .array(z.object({ number, base: z.object({ repo: repository }) }))
        .default([]),
    })
    .optional(),
});

/** What the payload of an event says; undefined if it is not one that could be read. */
export function readEvent(json: string): WorkflowEvent | undefined {
  const parsed = payload.safeParse(parsedJson(json));
  if (!parsed.success) return undefined;
  const { pull_request: direct, issue, workflow_run: run, repository } = parsed.data;
  const commented = issue?.pull_request === undefined ? undefined : issue.number;
  if (!run) return { pullRequest: direct?.number ?? commented, followedRun: undefined };

  // A fork's own pull requests are listed too, and of those from a fork none is.
  const [own, ...more] = run.pull_requests.filter(({ base }) => base.repo.id === repository?.id);
  const { head_repository: from, head_branch: branch, head_sha: sha } = run;
  const head =
    from && branch ? { owner: from.owner.login, branch, sha, repositoryId: from.id } : undefined;
  const isTold = own !== undefined && more.length === 0;
  return { pullRequest: isTold ? own.number : head, followedRun: run.id };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
