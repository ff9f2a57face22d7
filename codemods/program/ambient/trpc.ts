const FLAVOURS = ["@trpc/react-query", "@trpc/next", "@trpc/react"];

/**
 * tRPC 10 and 11. A router is its record seen through, a client is a mapped type over its router,
 * and a mapped type keeps the link from each of its members to the key in the router's record.
 */
const declarations = (resolvers: string, contextOf = "any"): string => /* ts */ `
declare module "@trpc/server" {
  /** What a procedure returns where that is not looked at: anything, but no client. */
  interface Unseen {
    readonly "~unseen": true;
    [key: string]: Unseen;
    (...given: any[]): Unseen;
    [Symbol.iterator](): Iterator<Unseen>;
  }
  export interface Procedure<I, O> { readonly "~input": I; readonly "~output": O }
  interface ProcedureBuilder<I, C> {
    input<S>(schema: S): ProcedureBuilder<I & InputOf<S>, C>;
    output(schema: any): ProcedureBuilder<I, C>;
    use(middleware: MiddlewareOf<I> | ((options: GivenTo<I, C>) => any)): ProcedureBuilder<I, C>;
    unstable_concat(other: any): ProcedureBuilder<I, C>;
    concat(other: any): ProcedureBuilder<I, C>;
    meta(meta: any): ProcedureBuilder<I, C>;
    ${resolvers}
  }
  /** A middleware that is made apart from any procedure, with what it reads of the input. */
  interface MiddlewareOf<I> { readonly "~reads": (input: I) => void; [key: string]: any }
  interface GivenTo<I, C> { ctx: C; input: I; next: any; path: string; type: any; getRawInput: any; meta: any; signal: any }
  type InputIn<T> = T extends { input: infer I } ? I : unknown;
  type ContextIn<T> = T extends { ctx: infer C } ? C : any;
  interface MiddlewareMaker<T> { create(run: (options: GivenTo<InputIn<T>, ContextIn<T>>) => any): MiddlewareOf<InputIn<T>> }
  export function experimental_standaloneMiddleware<T = any>(): MiddlewareMaker<T>;
  export function experimental_trpcMiddleware<T = any>(): MiddlewareMaker<T>;
  type InputOf<S> = S extends { readonly "~type": infer T } ? T : any;
  type Caller<R> = { [K in keyof R]: R[K] extends Procedure<infer I, infer O> ? (input: I) => Promise<O> : Caller<R[K]> };
  export type CallerOf<R> = Caller<R>;
  export type RouterOf<R> = R & {
    readonly _def: any;
    createCaller(context?: any, options?: any): Caller<R>;
  };
  type ContextOf<T> = ${contextOf};
  interface Tools<C> {
    router<R>(record: R): RouterOf<R>;
    mergeRouters<A, B = {}, C = {}, D = {}, E = {}, F = {}>(a: A, b?: B, c?: C, d?: D, e?: E, f?: F): RouterOf<A & B & C & D & E & F>;
    procedure: ProcedureBuilder<unknown, C>;
    middleware: any;
    createCallerFactory<R>(router: R): (context?: any, options?: any) => Caller<R>;
    _config: any;
  }
  interface Init<C> {
    context<T = any>(): Init<ContextOf<T>>;
    meta<M = any>(): Init<C>;
    create(options?: any): Tools<C>;
  }
  export const initTRPC: Init<any>;
  export type inferRouterInputs<R> = { [K in keyof R]: R[K] extends Procedure<infer I, any> ? I : inferRouterInputs<R[K]> };
  export type inferRouterOutputs<R> = { [K in keyof R]: R[K] extends Procedure<any, infer O> ? O : inferRouterOutputs<R[K]> };
  export type inferProcedureInput<P> = P extends Procedure<infer I, any> ? I : any;
  export type inferProcedureOutput<P> = P extends Procedure<any, infer O> ? O : any;
  export type TRPCRouterRecord = any;
  export type RouterRecord = any;
  export type AnyRouter = any;
  export type AnyTRPCRouter = any;
  export function lazy<R>(load: () => Promise<R>): Unlazied<R>;
  export function experimental_lazy<R>(load: () => Promise<R>): Unlazied<R>;
  /** A router that was picked out of its module, or the module. */
  type Unlazied<R> = R extends { readonly _def: any } ? R : R extends { default: infer D } ? D : R[keyof R];
  export class TRPCError extends Error { constructor(options: any); code: any }
  export function callTRPCProcedure(options: any): Promise<any>;
}
declare module "@trpc/client" {
  import type { Procedure } from "@trpc/server";
  export interface ProcedureClient<I, O> {
    (input: I, options?: any): Promise<O>;
    query(input: I, options?: any): Promise<O>;
    mutate(input: I, options?: any): Promise<O>;
    subscribe(input: I, options?: any): any;
    useQuery(input: I, options?: any): import("@tanstack/react-query").QueryResult<O>;
    useSuspenseQuery(input: I, options?: any): [O, any];
    usePrefetchQuery(input: I, options?: any): void;
    useInfiniteQuery(input: I, options?: any): any;
    useSuspenseInfiniteQuery(input: I, options?: any): any;
    useMutation(options?: import("@tanstack/react-query").MutationCallbacks<I, O>): import("@tanstack/react-query").MutationResult<I, O>;
    useSubscription(input: I, options?: any): any;
    queryOptions(input: I, options?: any): import("@tanstack/react-query").QueryOptionsOf<O>;
    infiniteQueryOptions(input: I, options?: any): any;
    subscriptionOptions(input: I, options?: any): any;
    mutationOptions(options?: import("@tanstack/react-query").MutationCallbacks<I, O>): import("@tanstack/react-query").MutationOptionsOf<I, O>;
    queryKey(input?: I): any; infiniteQueryKey(input?: Partial<I>): any; mutationKey(): any;
    queryFilter(input?: Partial<I>, filters?: any): any; infiniteQueryFilter(input?: Partial<I>, filters?: any): any;
    fetch(input: I, options?: any): Promise<O>; prefetch(input: I, options?: any): Promise<void>;
    fetchInfinite(input: Partial<I>, options?: any): any; prefetchInfinite(input: Partial<I>, options?: any): any;
    ensureData(input: I, options?: any): Promise<O>;
    invalidate(input?: Partial<I>, ...rest: any[]): Promise<void>; refetch(input?: Partial<I>, ...rest: any[]): Promise<void>;
    cancel(input?: Partial<I>, ...rest: any[]): Promise<void>; reset(input?: Partial<I>, ...rest: any[]): Promise<void>;
    getData(input?: I): O | undefined; setData(input: I | undefined, updater: any, options?: any): any;
    getInfiniteData(input?: Partial<I>): any; setInfiniteData(input: Partial<I> | undefined, updater: any): any;
    setMutationDefaults(options: any): void; isMutating(): number;
    readonly "~types": { input: I; output: O };
  }
  export type ClientOf<R> = {
    [K in keyof R]: R[K] extends Procedure<infer I, infer O> ? ProcedureClient<I, O> : ClientOf<R[K]> & RouterMethods;
  };
  interface RouterMethods { pathKey(): any; pathFilter(filters?: any): any; invalidate(...a: any[]): Promise<void> }
  export function createTRPCClient<R>(options?: any): ClientOf<R>;
  export function createTRPCProxyClient<R>(options?: any): ClientOf<R>;
  export type TRPCClient<R> = ClientOf<R>;
  export type CreateTRPCClient<R> = ClientOf<R>;
  export type CreateTRPCProxyClient<R> = ClientOf<R>;
  export type inferRouterClient<R> = ClientOf<R>;
  export type inferRouterProxyClient<R> = ClientOf<R>;
  export const splitLink: any; export const httpLink: any; export const httpBatchLink: any; export const loggerLink: any;
  export const httpBatchStreamLink: any; export const httpSubscriptionLink: any; export const wsLink: any; export const createWSClient: any;
  export class TRPCClientError<R> extends Error { data: any; shape: any }
  export type TRPCLink<R> = any; export type TRPCClientErrorLike<R> = any; export type Operation = any;
  export type inferRouterOutputs<R> = import("@trpc/server").inferRouterOutputs<R>;
}
declare module "@trpc/tanstack-react-query" {
  import type { ClientOf } from "@trpc/client";
  import type { CallerOf } from "@trpc/server";
  export type TRPCOptionsProxy<R> = ClientOf<R>;
  export type TRPCQueryOptions<T> = any;
  export type inferInput<P> = P extends { "~types": { input: infer I } } ? I : any;
  export type inferOutput<P> = P extends { "~types": { output: infer O } } ? O : any;
  export function createTRPCOptionsProxy<R>(options: { router: R; ctx?: any; queryClient?: any; overrides?: any }): ClientOf<R>;
  export function createTRPCOptionsProxy<R>(options: any): ClientOf<R>;
  export function createTRPCContext<R>(): {
    useTRPC(): ClientOf<R>;
    useTRPCClient(): ClientOf<R>;
    TRPCProvider: (props: { children?: any; queryClient: any; trpcClient: any }) => any;
  };
}
${FLAVOURS.map(
  (name) => `declare module "${name}" {
  export * from "@trpc/client";
  import type { ClientOf } from "@trpc/client";
  export type ReactClient<R> = ClientOf<R> & {
    useUtils(): ClientOf<R> & { client: ClientOf<R> };
    useContext(): ClientOf<R> & { client: ClientOf<R> };
    useQueries(make: (t: ClientOf<R>) => any): any;
    useSuspenseQueries(make: (t: ClientOf<R>) => any): any;
    createClient(options: any): any;
    Provider: (props: any) => any;
    withTRPC(component: any): any;
  };
  export function createTRPCReact<R, C = any, F = any>(options?: any): ReactClient<R>;
  export function createTRPCNext<R, C = any, F = any>(options?: any): ReactClient<R>;
  export function createReactQueryHooks<R, C = any, F = any>(options?: any): ReactClient<R>;
  export function createTRPCQueryUtils<R>(options: any): ClientOf<R>;
  export function createQueryUtils<R>(options: any): ClientOf<R>;
  export function getQueryKey(...a: any[]): any;
  export type CreateTRPCReact<R, C = any, F = any> = ReactClient<R>;
  export type CreateTRPCNext<R, C = any, F = any> = ReactClient<R>;
  export type CreateReactQueryHooks<R, C = any, F = any> = ReactClient<R>;
  export type inferReactQueryProcedureOptions<R, C = any> = ClientOf<R>;
}`,
).join("\n")}
declare module "@trpc/react-query/shared" {
  import type { ClientOf } from "@trpc/client";
  import type { ReactClient } from "@trpc/react-query";
  export type CreateReactUtils<R, C = any> = ReturnType<ReactClient<R>["useUtils"]>;
  export type CreateQueryUtils<R> = ClientOf<R>;
  export type RouterLike<R> = ClientOf<R>;
  export type UtilsLike<R> = ClientOf<R>;
  export function createReactQueryUtils<R, C = any>(context: any): ReturnType<ReactClient<R>["useUtils"]>;
  export function createQueryUtilsProxy<R>(context: any): ClientOf<R>;
  export function getQueryKey(...a: any[]): any;
}
declare module "@trpc/next/app-dir/client" {
  import type { ClientOf } from "@trpc/client";
  export function experimental_createTRPCNextAppDirClient<R>(options: any): ClientOf<R>;
}
declare module "@trpc/next/app-dir/server" {
  import type { ClientOf } from "@trpc/client";
  export function experimental_createTRPCNextAppDirServer<R>(options: any): ClientOf<R>;
}
declare module "@trpc/react-query/server" {
  import type { ClientOf } from "@trpc/client";
  export function createServerSideHelpers<R>(options: { router: R; ctx?: any; [key: string]: any }): ClientOf<R>;
}
declare module "@trpc/react-query/rsc" {
  import type { ClientOf } from "@trpc/client";
  export function createHydrationHelpers<R>(caller: any, getQueryClient: any): { trpc: ClientOf<R>; HydrateClient: any };
}
`;

/**
 * What procedures return is not looked at: that would mean checking all their bodies, which takes
 * most of the time, and says nothing of which route a name belongs to.
 */
export const TRPC_ROUTES = declarations(`
    subscription(resolver: any): Procedure<I, Unseen>;
    query(resolver: any): Procedure<I, Unseen>;
    mutation(resolver: any): Procedure<I, Unseen>;`);

const GIVEN = "{ ctx: C; input: I; signal?: any; path: string; type: any }";
const SEEN_THROUGH = ["query", "mutation"]
  .map(
    (name) => `
    ${name}<F extends (options: ${GIVEN}) => any>(resolver: F): Procedure<I, Awaited<ReturnType<F>>>;`,
  )
  // What it yields comes to callbacks that are not followed.
  .concat(`subscription(resolver: (options: ${GIVEN}) => any): Procedure<I, any>;`)
  .join("");

/** What procedures return is known to their callers. */
export const TRPC_VALUES = declarations(SEEN_THROUGH);

/** Besides, what a procedure's context holds: the database, for one. */
export const TRPC_CONTEXT = declarations(
  SEEN_THROUGH,
  "T extends (...a: any[]) => infer R ? Awaited<R> : T",
);
