import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { QueryClient } from "@tanstack/react-query";
import { appRouter } from "@example/api";

const queryClient = new QueryClient();

/** Options of queries for what is rendered on the server. */
export const trpc = createTRPCOptionsProxy({
  ctx: { userId: "u1" },
  queryClient,
  router: appRouter,
});

export async function prefetchTeam(): Promise<void> {
  await queryClient.prefetchQuery(trpc.people.list.queryOptions());
  await queryClient.prefetchQuery(trpc.projects.list.queryOptions());
}
