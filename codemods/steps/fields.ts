import { z } from "zod";

/** A route, from the variable of its router on. */
export const route = z
  .string()
  .regex(
    /^[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)+$/,
    "must be a router and a key: `appRouter.posts`",
  );

/** The module that puts the routers together. */
export const root = z.string().min(1).optional();

/** A key of a router, or what a module exports something as. */
export const identifier = z
  .string()
  .regex(/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u, "must be an identifier");
