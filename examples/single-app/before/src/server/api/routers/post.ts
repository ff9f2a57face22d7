import { z } from "zod";
import { createTRPCRouter, publicProcedure } from "~/server/api/trpc";

const all = [{ id: 1, name: "Hello", createdAt: new Date() }];

export const postRouter = createTRPCRouter({
  hello: publicProcedure
    .input(z.object({ text: z.string() }))
    .query(({ input }) => ({ greeting: `Hello ${input.text}` })),

  create: publicProcedure.input(z.object({ name: z.string().min(1) })).mutation(({ input }) => {
    const created = { id: all.length + 1, name: input.name, createdAt: new Date() };
    all.push(created);
    return created;
  }),

  getLatest: publicProcedure.query(() => all.at(-1) ?? null),
});
