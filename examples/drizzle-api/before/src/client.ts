import { createTRPCClient, httpBatchLink } from "@trpc/client";
import type { AppRouter } from "./root.ts";

const client = createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: "/trpc" })] });

export async function buy(title: string): Promise<number> {
  await client.purchases.add.mutate({ title });
  const open = await client.purchases.open.query();
  return open.length;
}
