/** The parameters of a `move-route` step. */
export interface MoveRouteParams {
  /** The module that puts the routers together; found by itself if left out. */
  readonly root?: string | undefined;
  /** Router variable, then keys: `userRouter.posts`, `appRouter.viewer.teams`. */
  readonly from: string;
  readonly to: string;
  /** The mounted router's module: where it is (found by itself if left out) and where it goes. */
  readonly module?: { readonly from?: string | undefined; readonly to: string } | undefined;
  /** The new name of the module's export; made from the route's key if left out. */
  readonly exportName?: string | undefined;
  /** The key of the new router to put it after; the last one if left out. */
  readonly after?: string | undefined;
  /** What the routers' doc comment says of the route; its present words if left out. */
  readonly description?: string | undefined;
  /**
   * With `tRPC`, log messages of its procedures that begin with `[tRPC]` come to begin with the
   * procedure's path, `[tRPC articles.list]`, as those that name the route do.
   */
  readonly logTag?: string | undefined;
}

/** A move whose root module is known. */
export interface RouteMove extends MoveRouteParams {
  readonly root: string;
  /**
   * Whether the module takes the new key into its file name where that speaks of the old one:
   * `post.ts` becomes `article.ts`. For moves without `module`.
   */
  readonly followModule?: boolean | undefined;
}
