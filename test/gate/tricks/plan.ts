import { DOCUMENT, PLAN, plan } from "../honest-target.ts";
import { AUDIT } from "../trick.ts";
import type { Trick } from "../trick.ts";

const absent = { kind: "path-absent", params: { paths: ["packages/lib/old-thing.ts"] } };

/** A plan with these criteria, and without a document. */
function criteria(what: string, all: readonly unknown[], says: RegExp, args = AUDIT): Trick {
  const phases = [{ id: "1", title: "Rename", criteria: all }];
  return {
    what,
    play: ({ inPlan }) => inPlan({ document: undefined, phases }),
    says,
    exit: 2,
    args,
  };
}

/** Tricks with the plan, with the command line, and with what came of an earlier run. */
export const ofPlans: readonly Trick[] = [
  criteria(
    "two criteria of one id",
    [
      { ...absent, id: "a" },
      { ...absent, id: "a" },
    ],
    /the id "a" is used twice/,
  ),
  criteria(
    "a kind of criterion that is not there",
    [{ ...absent, kind: "path-absnt" }],
    /there is no kind "path-absnt"/,
  ),
  criteria(
    "a parameter that is not there",
    [{ ...absent, params: { ...absent.params, exept: [] } }],
    /exept/,
  ),
  criteria(
    "no paths to look at",
    [{ kind: "zero-references", params: { name: "oldThing", paths: [] } }],
    /paths/,
  ),
  criteria(
    "an empty path",
    [{ kind: "zero-references", params: { name: "oldThing", paths: [""] } }],
    /must be a path inside the repository/,
  ),
  criteria(
    "a path of the plan that is outside of the root",
    [{ kind: "path-absent", params: { paths: ["../x"] } }],
    /must be a path inside the repository/,
  ),
  criteria(
    "a name that is nothing",
    [{ kind: "zero-references", params: { name: "  ", paths: ["apps"] } }],
    /must be a word on one line/,
  ),
  criteria(
    "a name of two lines",
    [{ kind: "zero-references", params: { name: "old\nThing", paths: ["apps"] } }],
    /must be a word on one line/,
  ),
  criteria(
    "a pattern as a path",
    [{ kind: "zero-references", params: { name: "oldThing", paths: ["apps/**"] } }],
    /there is no apps\/\*\*/,
  ),
  criteria("no criteria at all", [], /has no criteria in/),
  {
    what: "the only phase is skipped",
    play: ({ inPlan }) => inPlan({ phases: [{ ...plan.phases[0], skipped: "later" }] }),
    says: /no criteria in the phases that it does not skip/,
    exit: 2,
  },
  {
    what: "the plan is gone",
    play: ({ remove }) => remove(PLAN),
    says: /there is no plan "plans\/plan\.json"/,
    exit: 2,
  },
  {
    what: "the plan is cut off",
    play: ({ write }) => write({ [PLAN]: '{ "id": "things"' }),
    says: /is not JSON/,
    exit: 2,
  },
  {
    what: "the plan does not need its document",
    play: (target) => {
      target.inPlan({ document: { path: DOCUMENT, optional: true } });
      target.remove(DOCUMENT);
    },
    says: /has no criteria/,
    exit: 2,
  },
  {
    what: "the plan names a document outside, which has other bullets",
    play: (target) => {
      target.inPlan({ document: { path: "../plan.md" } });
    },
    says: /must be a path inside the repository/,
    exit: 2,
  },
  {
    what: "a flag with a typing error",
    play: () => {},
    args: [...AUDIT, "--strct"],
    says: /strct/,
    exit: 2,
  },
  {
    what: "a base that nobody has fetched",
    play: () => {},
    args: [...AUDIT, "--base", "origin/main"],
    says: /"origin\/main" is no commit that this clone knows/,
    exit: 2,
  },
  {
    what: "the report of an earlier run is gone",
    play: () => {},
    args: ["report", "--from", "report.json"],
    says: /report\.json/,
    exit: 2,
  },
  {
    what: "the report of an earlier run is cut off",
    play: ({ write }) => write({ "report.json": '{ "schemaVersion": 1, "exitCode": 0' }),
    args: ["report", "--from", "report.json"],
    says: /is not a report of this version/,
    exit: 2,
  },
  {
    what: "the report of an earlier run has only its good end",
    play: ({ write }) => write({ "report.json": '{ "schemaVersion": 1, "exitCode": 0 }' }),
    args: ["report", "--from", "report.json"],
    says: /is not a report of this version/,
    exit: 2,
  },
  {
    what: "the report goes where it cannot be written",
    play: () => {},
    args: [...AUDIT, "--format", "json=nowhere/report.json"],
    says: /nowhere/,
    exit: 2,
  },
];
