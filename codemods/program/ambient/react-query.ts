/** TanStack Query: what a query function returns is what its hook hands out. */
export const REACT_QUERY = /* ts */ `
declare module "@tanstack/react-query" {
  export interface QueryOptionsOf<O> {
    readonly "~output"?: O;
    queryKey: any;
    queryFn?: any;
  }
  export interface MutationOptionsOf<I, O> {
    readonly "~input"?: (input: I) => void;
    readonly "~output"?: O;
  }
  export interface MutationCallbacks<I, O> {
    onMutate?: (input: I, ...rest: any[]) => any;
    onSuccess?: (data: O, input: I, ...rest: any[]) => any;
    onError?: (error: any, input: I, ...rest: any[]) => any;
    onSettled?: (data: O | undefined, error: any, input: I, ...rest: any[]) => any;
    [key: string]: any;
  }
  type OptionsIn<O> = { readonly "~output"?: O; queryFn?: (context: any) => Promise<O> | O; [key: string]: any };
  export interface QueryResult<O> {
    data: O | undefined; error: any; refetch(options?: any): Promise<QueryResult<O>>;
    isLoading: boolean; isPending: boolean; isError: boolean; isSuccess: boolean; isFetching: boolean;
    status: string; [key: string]: any;
  }
  export interface SuspenseQueryResult<O> {
    data: O; error: any; refetch(options?: any): Promise<SuspenseQueryResult<O>>; [key: string]: any;
  }
  export interface MutationResult<I, O> {
    mutate(input: I, options?: MutationCallbacks<I, O>): void; mutateAsync(input: I, options?: MutationCallbacks<I, O>): Promise<O>;
    data: O | undefined; variables: I | undefined; error: any;
    isPending: boolean; isError: boolean; isSuccess: boolean; reset(): void; [key: string]: any;
  }
  export function useQuery<O = any>(options: OptionsIn<O>, client?: any): QueryResult<O>;
  export function useSuspenseQuery<O = any>(options: OptionsIn<O>, client?: any): SuspenseQueryResult<O>;
  export function useInfiniteQuery(options: any, client?: any): any;
  export function useSuspenseInfiniteQuery(options: any, client?: any): any;
  export function useQueries(options: any, client?: any): any;
  export function useSuspenseQueries(options: any, client?: any): any;
  export function usePrefetchQuery(options: any, client?: any): void;
  export function useMutation<I = any, O = any>(
    options: { readonly "~input"?: (input: I) => void; readonly "~output"?: O; mutationFn?: (input: I) => Promise<O>; [key: string]: any },
    client?: any,
  ): MutationResult<I, O>;
  export function queryOptions<T>(options: T): T;
  export function useQueryClient(): QueryClient;
  export class QueryClient {
    constructor(options?: any);
    fetchQuery<O = any>(options: OptionsIn<O>): Promise<O>;
    ensureQueryData<O = any>(options: OptionsIn<O>): Promise<O>;
    prefetchQuery(options: any): Promise<void>;
    [key: string]: any;
  }
}
`;
