import { articleRouter } from "~/server/api/routers/article";
import { teamRouter } from "~/server/api/routers/team";
import { createCallerFactory, createTRPCRouter } from "~/server/api/trpc";

/** This is the primary router of the server. */
export const appRouter = createTRPCRouter({
  article: articleRouter,
  team: teamRouter,
});

export type AppRouter = typeof appRouter;

/**
 * Makes a caller for the server.
 *
 * @example
 * const trpc = createCaller(createContext);
 * const res = await trpc.article.getLatest();
 */
export const createCaller = createCallerFactory(appRouter);
