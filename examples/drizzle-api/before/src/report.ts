import { createCaller } from "./root.ts";

/** What is not paid yet, a line each. */
export async function openPurchases(): Promise<string[]> {
  const caller = createCaller({});
  const open = await caller.purchases.open();
  return open.map(({ id, title }) => `${id}: ${title}`);
}
