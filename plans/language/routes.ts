import { stepOf } from "./build.ts";
import type { StepOptions } from "./build.ts";
import type { StepOf } from "./source.ts";

/** What the steps about routes have in common. */
export interface RouteOptions extends StepOptions {
  /**
   * The module that puts the routers together: `api/src/root.ts`. Found by itself if it is the only
   * one that declares the routers that are named.
   */
  readonly root?: string | undefined;
}

/** What a route can take with it. */
export interface RouteWords extends RouteOptions {
  /** The new name of the module's export; made from the new key if left out. */
  readonly exportName?: string | undefined;
  /** What the routers' doc comment says of the route; its present words if left out. */
  readonly description?: string | undefined;
  /**
   * With `tRPC`, log messages of its procedures that begin with `[tRPC]` come to begin with the
   * procedure's path, `[tRPC articles.list]`.
   */
  readonly logTag?: string | undefined;
}

export interface MoveRouteOptions extends RouteWords {
  /** Where the router's module goes: `api/src/router/articles.ts`. It stays if left out. */
  readonly module?:
    string | { readonly from?: string | undefined; readonly to: string } | undefined;
  /** The key of the new router to put it after; the last one if left out. */
  readonly after?: string | undefined;
}

/**
 * Moves or renames a tRPC route with all that hangs on it: mount, module, export, call sites,
 * clients, splitLinks, output types, query keys, log tags and doc comments.
 *
 *     moveRoute("userRouter.posts", "orgRouter.articles")
 *
 * @param from Router variable, then keys: `appRouter.viewer.teams`.
 * @param to The same for where it is to be; the router has to be there.
 */
export function moveRoute(
  from: string,
  to: string,
  { id, module, ...options }: MoveRouteOptions = {},
): StepOf<"move-route"> {
  const moved = typeof module === "string" ? { to: module } : module;
  return stepOf("move-route", { from, to, ...options, ...(moved && { module: moved }) }, { id });
}

export interface RenameRouteOptions extends RouteWords {
  /**
   * `rename` (the default): the module's file name takes the new key where it speaks of the old one.
   * `keep`: it stays.
   */
  readonly module?: "rename" | "keep" | undefined;
}

/**
 * Renames a tRPC route where it is, module and export included; see moveRoute.
 *
 *     renameRoute("appRouter.posts", "articles")
 *
 * @param route Router variable, then keys.
 * @param to The new last key.
 */
export function renameRoute(
  route: string,
  to: string,
  { id, ...options }: RenameRouteOptions = {},
): StepOf<"rename-route"> {
  return stepOf("rename-route", { route, to, ...options }, { id });
}

export interface DeleteRouteOptions extends RouteOptions {
  /** `delete`: the router's module goes too, if its router has no procedures. */
  readonly module?: "delete" | "keep" | undefined;
}

/** Unmounts a tRPC route that nothing calls: `deleteRoute("appRouter.drafts")`. */
export function deleteRoute(
  route: string,
  { id, ...options }: DeleteRouteOptions = {},
): StepOf<"delete-route"> {
  return stepOf("delete-route", { route, ...options }, { id });
}
