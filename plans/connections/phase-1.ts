import type { PlanPhase } from "../language/source.ts";

const CONSOLE = "apps/console/src/";
const ROUTERS = "api/console/src/router/";
const ROOT = "api/console/src/root.ts";

/** Phase 1 of the plan document: the route, its callers, and the name of what it hands out. */
export const phase1: PlanPhase = {
  id: "1",
  title: "Rename the route userSources to connections and move it to orgRouter",
  steps: [
    {
      // 1.1, 1.2, 1.4 to 1.8: one move of one route.
      kind: "move-route",
      params: {
        root: ROOT,
        from: "userRouter.userSources",
        to: "orgRouter.connections",
        after: "workspace",
        description: "OAuth connections (GitHub, Vercel, etc.) via gwInstallations",
        // 1.1: every log message of the router names the route.
        logTag: "tRPC",
        module: { from: `${ROUTERS}user/user-sources.ts`, to: `${ROUTERS}org/connections.ts` },
      },
    },
    // 1.3
    {
      kind: "delete-route",
      params: { root: ROOT, route: "orgRouter.integration", module: "delete" },
    },
    { kind: "delete-route", params: { root: ROOT, route: "orgRouter.sources", module: "delete" } },
    {
      // 1.6 and 1.7. Where a component has an `installationId` of another meaning already, the
      // name is that of the API field, as in the hand-made change.
      kind: "rename-name",
      params: {
        from: "userSourceId",
        to: "installationId",
        otherwise: "gwInstallationId",
        in: [`${CONSOLE}**`],
      },
    },
    {
      // 1.9
      kind: "remove-comment",
      params: {
        text: "gwInstallations.id (was userSourceId)",
        in: [`${ROUTERS}**`],
      },
    },
  ],
  criteria: [
    { kind: "command", params: { command: "pnpm typecheck" } },
    { kind: "command", params: { command: "pnpm lint" } },
    { kind: "command", params: { command: "pnpm build:console" } },
    { kind: "zero-references", params: { name: "userSources", paths: [CONSOLE, ROUTERS] } },
    // The document excepts "DB schema references" without saying which; there are none.
    { kind: "zero-references", params: { name: "userSourceId", paths: [CONSOLE] } },
    { kind: "path-absent", params: { paths: [`${ROUTERS}user/user-sources.ts`] } },
    {
      kind: "path-absent",
      params: { paths: [`${ROUTERS}org/integration.ts`, `${ROUTERS}org/sources.ts`] },
    },
  ],
};
