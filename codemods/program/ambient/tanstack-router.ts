/**
 * TanStack Router: what the root route is given as context reaches the loaders of its routes. Which
 * route is below which one is written in the generated `routeTree.gen.ts`, which adds it to
 * `FileRoutesByPath`.
 */
export const TANSTACK_ROUTER = /* ts */ `
declare module "@tanstack/react-router" {
  export interface FileRoutesByPath {}
  export interface Register {}
  interface Given<C> { context: C; params: any; search: any; deps: any; location: any; navigate: any; [key: string]: any }
  interface Options<C, L> {
    beforeLoad?: (given: Given<C>) => any;
    loader?: (given: Given<C>) => L;
    [key: string]: any;
  }
  interface RouteOf<C, L> {
    readonly "~context": C;
    useRouteContext(): C;
    useRouteContext<T>(options: { select: (context: C) => T; [key: string]: any }): T;
    useLoaderData(): Awaited<L>;
    useLoaderData<T>(options: { select: (data: Awaited<L>) => T; [key: string]: any }): T;
    update(options: any): this;
    [key: string]: any;
  }
  type ContextBelow<R> = R extends { readonly "~context": infer C } ? C : any;
  type ContextAt<P> = P extends keyof FileRoutesByPath
    ? FileRoutesByPath[P] extends { parentRoute: infer R } ? ContextBelow<R> : any
    : any;
  export function createRootRouteWithContext<C>(): <L>(options?: Options<C, L>) => RouteOf<C, L>;
  export function rootRouteWithContext<C>(): <L>(options?: Options<C, L>) => RouteOf<C, L>;
  export function createRootRoute<L>(options?: Options<any, L>): RouteOf<any, L>;
  export function createFileRoute<const P>(path: P): <L>(options?: Options<ContextAt<P>, L>) => RouteOf<ContextAt<P>, L>;
  export function createRoute<R, L>(options: { getParentRoute: () => R } & Options<ContextBelow<R>, L>): RouteOf<ContextBelow<R>, L>;
}
`;
