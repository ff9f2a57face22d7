import type { TRPCRouterRecord } from "@trpc/server";
import { desc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { db } from "../db/client.ts";
import { purchases } from "../db/schema.ts";
import { publicProcedure } from "../trpc.ts";

export const purchasesRouter = {
  open: publicProcedure.query(() =>
    db.select().from(purchases).where(isNull(purchases.paidAt)).orderBy(desc(purchases.id)),
  ),

  byId: publicProcedure
    .input(z.object({ id: z.number() }))
    .query(({ input }) => db.query.purchases.findFirst({ where: eq(purchases.id, input.id) })),

  add: publicProcedure
    .input(z.object({ title: z.string() }))
    .mutation(({ input }) => db.insert(purchases).values(input)),
} satisfies TRPCRouterRecord;
