import { postRouter } from "~/server/api/routers/post";
import { teamRouter } from "~/server/api/routers/team";
import { createCallerFactory, createTRPCRouter } from "~/server/api/trpc";

/** This is the primary router of the server. */
export const appRouter = createTRPCRouter({
  post: postRouter,
  team: teamRouter,
});

export type AppRouter = typeof appRouter;

/**
 * Makes a caller for the server.
 *
 * @example
 * const trpc = createCaller(createContext);
 * const res = await trpc.post.getLatest();
 */
export const createCaller = createCallerFactory(appRouter);
