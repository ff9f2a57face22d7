import { purchasesRouter } from "./router/purchases.ts";
import { createCallerFactory, createTRPCRouter, publicProcedure } from "./trpc.ts";

export const appRouter = createTRPCRouter({
  purchases: purchasesRouter,
  health: publicProcedure.query(() => "well"),
});

export type AppRouter = typeof appRouter;

export const createCaller = createCallerFactory(appRouter);
