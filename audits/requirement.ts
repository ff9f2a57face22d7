import type { z } from "zod";
import type { RepoPath } from "../workspace/repo-path.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { DataReader } from "./database/data-reader.ts";
import type { SplitColumnData } from "./split/count-rows.ts";
import type { EvidenceFile } from "./split/evidence.ts";

/** Something that stands against a phase. Lines and columns count from 1. */
export interface Blocker {
  /** Kebab-case and stable: `data-not-shown`, `rows-not-filled`, … */
  readonly code: string;
  /** In the target, or in a file of evidence. */
  readonly path: RepoPath;
  readonly line: number;
  readonly column: number;
  /** What is there, and what to do. */
  readonly message: string;
}

/** What is known of the data, which no file of the target shows. */
export interface KnownData {
  /** What was counted before, as the user gave it. */
  readonly evidence?: EvidenceFile | undefined;
  /** The database to count in now, if the user gave one. */
  readonly reader?: DataReader | undefined;
  /** The plan's id, and what the user names it by on the command line; "" for the default. */
  readonly plan: { readonly id: string; readonly name: string };
  readonly now: Date;
}

/** One kind of what must be so before a phase is written, beyond what the code shows. */
export interface RequirementKind<Params> {
  readonly kind: string;
  readonly schema: z.ZodType<Params>;
  /** One line for people. */
  title(params: Params): string;
  /** What `conn-codemod evidence` has to count for it. */
  data(params: Params): SplitColumnData;
  /** What stands against it; empty if it is met. Throws UserError for a database that fails. */
  judge(
    params: Params,
    /** Undefined where it is judged for another phase than the one that has it. */
    phase: string | undefined,
    known: KnownData,
    snapshot: Snapshot,
  ): Promise<readonly Blocker[]>;
}

/** A requirement kind with its checked parameters. */
export interface Requirement {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly phase: string;
  readonly data: SplitColumnData;
  judge(known: KnownData, snapshot: Snapshot): Promise<readonly Blocker[]>;
}

/** Binds checked parameters to a requirement kind. `id` is unique in the plan. */
export function bindRequirement<Params>(
  kind: RequirementKind<Params>,
  params: Params,
  { id, phase }: Pick<Requirement, "id" | "phase">,
): Requirement {
  return {
    id,
    phase,
    kind: kind.kind,
    title: kind.title(params),
    data: kind.data(params),
    judge: (known, snapshot) => kind.judge(params, phase, known, snapshot),
  };
}
