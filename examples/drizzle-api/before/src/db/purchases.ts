import { integer, pgTable, serial, text, timestamp } from "drizzle-orm/pg-core";
import { vouchers } from "./vouchers.ts";

/** What somebody has bought. */
export const purchases = pgTable("purchases", {
  id: serial().primaryKey(),
  title: text().notNull(),
  paidAt: timestamp("paid_at"),
  // Nobody has used one for years.
  voucherId: integer("voucher_id").references(() => vouchers.id),
});

export type Purchase = typeof purchases.$inferSelect;
