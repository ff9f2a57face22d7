import { createTRPCRouter, publicProcedure } from "~/server/api/trpc";

export const teamRouter = createTRPCRouter({
  list: publicProcedure.query(() => ["one", "two"]),
});
