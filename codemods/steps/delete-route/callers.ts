import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { Snapshot } from "../../../workspace/snapshot.ts";
import { noteAt } from "../../program/notes.ts";
import { pathOf } from "../../program/program.ts";
import type { TypeProgram } from "../../program/program.ts";
import { routeReferences } from "../../refactors/move-route/route-references.ts";
import { suspectedReferences } from "../../refactors/move-route/suspected-references.ts";
import { mountAt, rootRouters } from "../../routes/router-model.ts";
import type { Mount } from "../../routes/router-model.ts";
import { mentionsOf } from "../../routes/split-link/candidates.ts";
import { createEvaluator } from "../../routes/split-link/evaluate.ts";
import { findSplitLinks } from "../../routes/split-link/find.ts";
import { staticRegionsOf } from "../../routes/split-link/subject.ts";
import type { Note } from "../../step.ts";
import type { RouteDeletion } from "./params.ts";
import { usesInOtherLanguages } from "../other-languages.ts";

/**
 * What still uses the route: a blocking note for each place that certainly does, and one for a
 * person where it may.
 */
export function callerNotes(
  program: TypeProgram,
  snapshot: Snapshot,
  files: readonly RepoPath[],
  mount: Mount,
  { root, route }: RouteDeletion,
): readonly Note[] {
  // A client that is of the route's router has come from it, through imports.
  const reaching = program.filesReaching(pathOf(mount.property.getSourceFile()) ?? root);
  const called = routeReferences(
    program,
    files.filter((path) => reaching.has(path)),
    mount,
  ).map(({ node }) =>
    noteAt(
      node,
      "caller-left",
      "blocking",
      `the route ${route} is used here. Remove that, then run again.`,
    ),
  );
  const suspected = suspectedReferences(program, files, mount).map((node) =>
    noteAt(
      node,
      "unresolved-call-site",
      "manual",
      `\`${node.text}\` is used here as the route ${route} would be, but what it is read from has no known type. If it is the route, remove it by hand.`,
    ),
  );
  const advice = `If it is, remove it by hand: ${route} is deleted.`;
  return [
    ...called,
    ...suspected,
    ...usesInOtherLanguages(snapshot, mount, advice),
    ...splitLinkNotes(program, snapshot, root, files, mount),
  ];
}

/** A note for each splitLink condition that names the route, if no other router has one like it. */
function splitLinkNotes(
  program: TypeProgram,
  snapshot: Snapshot,
  root: RepoPath,
  files: readonly RepoPath[],
  mount: Mount,
): readonly Note[] {
  const alike = rootRouters(program, root).map((router) => mountAt(program, router, mount.path));
  if (alike.some((other) => other && other.property !== mount.property)) return [];
  const route = mount.path.join(".");
  const linking = snapshot.containing(["splitLink"]).get("splitLink") ?? [];
  const regions = findSplitLinks(
    program,
    files.filter((path) => linking.includes(path)),
  ).flatMap((link) =>
    staticRegionsOf(program.checker, { link, evaluator: createEvaluator(program, link) }),
  );
  const nodes = new Set(mentionsOf(regions, route).map(({ node }) => node));
  return [...nodes].map((node) =>
    noteAt(
      node,
      "split-link-names-route",
      "manual",
      `the condition of a splitLink names the route ${route} here, which is deleted. Take it out by hand.`,
    ),
  );
}
