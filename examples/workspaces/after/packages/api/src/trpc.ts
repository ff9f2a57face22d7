import { initTRPC } from "@trpc/server";

export const t = initTRPC.context<{ userId: string }>().create();
