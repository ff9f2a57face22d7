import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { RouterOutputs } from "@example/api";
import { useTRPC, useTRPCClient } from "./trpc";

export type Member = RouterOutputs["teamMembers"]["list"][number];

/** The team, and how to change the name of one of it. */
export function useTeam() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const team = useQuery(trpc.teamMembers.list.queryOptions());
  const rename = useMutation(
    trpc.teamMembers.rename.mutationOptions({
      onSuccess: async ({ memberId }) => {
        await queryClient.invalidateQueries(trpc.teamMembers.pathFilter());
        await queryClient.invalidateQueries({
          queryKey: trpc.teamMembers.byId.queryKey({ memberId }),
        });
      },
    }),
  );
  return { team: team.data ?? [], rename };
}

export function useMember(memberId: string) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { data } = useQuery(trpc.teamMembers.byId.queryOptions({ memberId }));
  const reload = () => client.teamMembers.byId.query({ memberId });
  return { member: data, reload };
}

export function labelOf({ memberId, name }: Member): string {
  return `${name} (${memberId})`;
}
