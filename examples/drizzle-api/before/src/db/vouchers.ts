import { pgTable, serial, text } from "drizzle-orm/pg-core";

/** What was sent with newsletters. */
export const vouchers = pgTable("vouchers", {
  id: serial().primaryKey(),
  code: text().notNull(),
});

export type Voucher = typeof vouchers.$inferSelect;
