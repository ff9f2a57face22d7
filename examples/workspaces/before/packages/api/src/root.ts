import { projects } from "./router/projects";
import { rooms } from "./router/rooms";
import { teamMembersRouter } from "./router/team-members";
import { t } from "./trpc";

/**
 * What teams work on.
 * - projects: what is being built
 * - teamMembers: who builds it
 */
const teamRouter = t.router({
  projects,
  teamMembers: teamMembersRouter,
});

/**
 * Where everybody is.
 * - rooms: where to meet
 */
const staffRouter = t.router({ rooms });

export const appRouter = t.mergeRouters(teamRouter, staffRouter);

export type AppRouter = typeof appRouter;
