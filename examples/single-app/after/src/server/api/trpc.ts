import { initTRPC } from "@trpc/server";
import superjson from "superjson";

/** What every procedure is given. */
export const createTRPCContext = async (opts: { headers: Headers }) => ({ ...opts });

const t = initTRPC.context<typeof createTRPCContext>().create({ transformer: superjson });

export const createCallerFactory = t.createCallerFactory;
export const createTRPCRouter = t.router;
export const publicProcedure = t.procedure;
