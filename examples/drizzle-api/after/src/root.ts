import { ordersRouter } from "./router/orders.ts";
import { createCallerFactory, createTRPCRouter, publicProcedure } from "./trpc.ts";

export const appRouter = createTRPCRouter({
  orders: ordersRouter,
  health: publicProcedure.query(() => "well"),
});

export type AppRouter = typeof appRouter;

export const createCaller = createCallerFactory(appRouter);
