import { createTRPCClient, httpBatchLink } from "@trpc/client";
import type { AppRouter } from "./root.ts";

const client = createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: "/trpc" })] });

export async function buy(title: string): Promise<number> {
  await client.orders.add.mutate({ title });
  const open = await client.orders.open.query();
  return open.length;
}
