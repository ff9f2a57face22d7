import { pgTable, serial, text, timestamp } from "drizzle-orm/pg-core";

/** What somebody has bought. */
export const orders = pgTable("purchases", {
  id: serial().primaryKey(),
  title: text().notNull(),
  paidAt: timestamp("paid_at"),
});

export type Purchase = typeof orders.$inferSelect;
