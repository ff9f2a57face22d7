import { t } from "../trpc";

export const projects = t.router({
  list: t.procedure.query(() => [{ id: "p1", name: "First" }]),
});
