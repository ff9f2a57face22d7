import { z } from "zod";
import { t } from "../trpc";

const members = [{ memberId: "m1", name: "Ada" }];

/** Who is in the team. */
export const teamMembersRouter = t.router({
  list: t.procedure.query(() => members),

  rename: t.procedure
    .input(z.object({ memberId: z.string(), name: z.string() }))
    .mutation(({ input }) => {
      console.info("[teamMembers.rename]", input.memberId);
      const found = members.find(({ memberId }) => memberId === input.memberId);
      if (found) found.name = input.name;
      return { memberId: input.memberId };
    }),

  byId: t.procedure
    .input(z.object({ memberId: z.string() }))
    .query(({ input }) => members.find(({ memberId }) => memberId === input.memberId) ?? null),
});
