import { projects } from "./router/projects";
import { rooms } from "./router/rooms";
import { peopleRouter } from "./router/people";
import { t } from "./trpc";

/**
 * What teams work on.
 * - projects: what is being built
 */
const teamRouter = t.router({
  projects,
});

/**
 * Where everybody is.
 * - rooms: where to meet
 * - people.*: who builds it
 */
const staffRouter = t.router({ rooms, people: peopleRouter });

export const appRouter = t.mergeRouters(teamRouter, staffRouter);

export type AppRouter = typeof appRouter;
