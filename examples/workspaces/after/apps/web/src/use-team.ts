import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { RouterOutputs } from "@example/api";
import { useTRPC, useTRPCClient } from "./trpc";

export type Member = RouterOutputs["people"]["list"][number];

/** The team, and how to change the name of one of it. */
export function useTeam() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const team = useQuery(trpc.people.list.queryOptions());
  const rename = useMutation(
    trpc.people.rename.mutationOptions({
      onSuccess: async ({ personId }) => {
        await queryClient.invalidateQueries(trpc.people.pathFilter());
        await queryClient.invalidateQueries({
          queryKey: trpc.people.byId.queryKey({ personId }),
        });
      },
    }),
  );
  return { team: team.data ?? [], rename };
}

export function useMember(personId: string) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { data } = useQuery(trpc.people.byId.queryOptions({ personId }));
  const reload = () => client.people.byId.query({ personId });
  return { member: data, reload };
}

export function labelOf({ personId, name }: Member): string {
  return `${name} (${personId})`;
}
