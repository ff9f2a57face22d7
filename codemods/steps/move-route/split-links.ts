import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { Snapshot } from "../../../workspace/snapshot.ts";
import type { TypeProgram } from "../../program/program.ts";
import type { LocatedRoute } from "../../routes/locate.ts";
import { mountsOf, rootRouters } from "../../routes/router-model.ts";
import type { Mount } from "../../routes/router-model.ts";
import { rewriteSplitLinks } from "../../routes/split-link/rewrite.ts";
import type { SplitLinkResult } from "../../routes/split-link/rewrite.ts";
import { isBelow } from "../../routes/split-link/rows.ts";
import type { RoutedProcedure } from "../../routes/split-link/rows.ts";

interface MovedRoute {
  readonly root: RepoPath;
  readonly mount: Mount;
  readonly from: LocatedRoute;
  readonly to: LocatedRoute;
}

/** Rewrites every splitLink of `files` so that the moved procedures take their new router's branch. */
export function splitLinks(
  program: TypeProgram,
  snapshot: Snapshot,
  files: readonly RepoPath[],
  { root, mount, from, to }: MovedRoute,
): SplitLinkResult {
  const [old, next] = [mount.path.join("."), to.path.join(".")];
  const routed = proceduresOf(program, root);
  const before = routed.map(({ procedure }) => procedure);
  const after = routed.map(({ procedure, property }) =>
    property === mount.property ||
    (procedure.router === from.router.name && isBelow(procedure.path, old))
      ? { ...procedure, router: to.router.name, path: next + procedure.path.slice(old.length) }
      : procedure,
  );
  return rewriteSplitLinks(program, snapshot, files, {
    from: old,
    to: next,
    fromRouter: from.router.name,
    toRouter: to.router.name,
    before,
    after,
  });
}

interface Routed {
  readonly procedure: RoutedProcedure;
  readonly property: Mount["property"];
}

/**
 * Every procedure of every router that the root module puts together, as a client calls it; those
 * of routers that are merged into another once, as the ones of the router that they are from.
 */
function proceduresOf(program: TypeProgram, root: RepoPath): readonly Routed[] {
  const seen = new Set<Mount["property"]>();
  return rootRouters(program, root).flatMap((router) =>
    mountsOf(program, router).flatMap(({ path, property, procedures }) => {
      if (seen.has(property)) return [];
      seen.add(property);
      return procedures.map((procedure) => ({
        property,
        procedure: {
          path: [...path, procedure.path].join("."),
          router: router.name,
          type: procedure.type,
        },
      }));
    }),
  );
}
