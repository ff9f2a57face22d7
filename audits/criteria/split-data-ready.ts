import type { CriterionKind } from "../criterion.ts";
import type { KnownData } from "../requirement.ts";
import { splitDataReady } from "../requirements/split-data-ready.ts";
import type { SplitDataReadyParams } from "../requirements/split-data-ready-params.ts";
import { hitAt } from "./migration-verdicts.ts";

/**
 * Holds if an evidence file shows that every row has its new columns filled: what a later phase
 * requires of the data, as a criterion of the phase that has to bring it about. Left to a person
 * without --evidence.
 */
export const splitDataReadyCriterion: CriterionKind<SplitDataReadyParams> = {
  kind: splitDataReady.kind,
  schema: splitDataReady.schema,
  title: (params) => sentence(splitDataReady.title(params)),
  evaluate: async (params, snapshot, { known }) => {
    if (!known?.evidence && !known?.reader) {
      const message = "not looked at: pass --evidence FILE, which `conn-codemod evidence` writes";
      return { status: "manual", scanned: 0, hits: [], message };
    }
    const blockers = await splitDataReady.judge(params, undefined, known, snapshot);
    const hits = blockers.map(({ path, line, column, message }) =>
      hitAt(path, line, message, column),
    );
    return {
      status: hits.length === 0 ? "pass" : "fail",
      scanned: 1,
      hits,
      message: sourceOf(known),
    };
  },
};

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function sourceOf({ reader, evidence }: KnownData): string {
  if (reader) return `counted in ${reader.name} at ${reader.server}`;
  if (!evidence) return "";
  const { database, takenAt } = evidence.data;
  return `as ${evidence.path} says of ${database.name} at ${database.server}, ${takenAt}`;
}
