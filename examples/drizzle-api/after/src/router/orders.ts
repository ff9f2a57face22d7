import type { TRPCRouterRecord } from "@trpc/server";
import { desc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { db } from "../db/client.ts";
import { orders } from "../db/schema.ts";
import { publicProcedure } from "../trpc.ts";

export const ordersRouter = {
  open: publicProcedure.query(() =>
    db.select().from(orders).where(isNull(orders.paidAt)).orderBy(desc(orders.id)),
  ),

  byId: publicProcedure
    .input(z.object({ id: z.number() }))
    .query(({ input }) => db.query.orders.findFirst({ where: eq(orders.id, input.id) })),

  add: publicProcedure
    .input(z.object({ title: z.string() }))
    .mutation(({ input }) => db.insert(orders).values(input)),
} satisfies TRPCRouterRecord;
