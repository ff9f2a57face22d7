/** The parameters of a `delete-route` step. */
export interface DeleteRouteParams {
  /** The module that puts the routers together; found by itself if left out. */
  readonly root?: string | undefined;
  /** Router variable, then keys: `appRouter.posts`. */
  readonly route: string;
  /** Whether the mounted router's module goes too. It goes only if its router has no procedures. */
  readonly module?: "delete" | "keep" | undefined;
}

/** A deletion whose root module is known. */
export interface RouteDeletion extends DeleteRouteParams {
  readonly root: string;
}
