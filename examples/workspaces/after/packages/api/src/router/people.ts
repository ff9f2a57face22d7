import { z } from "zod";
import { t } from "../trpc";

const members = [{ personId: "m1", name: "Ada" }];

/** Who is in the team. */
export const peopleRouter = t.router({
  list: t.procedure.query(() => members),

  rename: t.procedure
    .input(z.object({ personId: z.string(), name: z.string() }))
    .mutation(({ input }) => {
      console.info("[people.rename]", input.personId);
      const found = members.find(({ personId }) => personId === input.personId);
      if (found) found.name = input.name;
      return { personId: input.personId };
    }),

  byId: t.procedure
    .input(z.object({ personId: z.string() }))
    .query(({ input }) => members.find(({ personId }) => personId === input.personId) ?? null),
});
