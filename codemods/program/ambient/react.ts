/** React, and what loads components for it, as far as values and props pass through them. */
export const REACT = /* ts */ `
declare module "react" {
  export = React;
}
declare module "react/jsx-runtime" {}
declare module "next/dynamic" {
  export default function dynamic<C>(load: () => Promise<{ default: C } | C>, options?: any): C;
}
declare namespace React {
  type ReactNode = any;
  type ReactElement = any;
  type Key = string | number;
  type Dispatch<A> = (value: A) => void;
  type SetStateAction<S> = S | ((previous: S) => S);
  type PropsWithChildren<P = {}> = P & { children?: ReactNode };
  type FunctionComponent<P = {}> = (props: P) => any;
  type FC<P = {}> = FunctionComponent<P>;
  type ComponentType<P = {}> = FunctionComponent<P>;
  type ComponentProps<T> = T extends (props: infer P) => any ? P : any;
  type ComponentPropsWithoutRef<T> = ComponentProps<T>;
  type ComponentPropsWithRef<T> = ComponentProps<T>;
  type RefObject<T> = { current: T };
  type MutableRefObject<T> = { current: T };
  interface Context<T> {
    (props: { value: T; children?: ReactNode }): any;
    Provider: (props: { value: T; children?: ReactNode }) => any;
    Consumer: (props: { children: (value: T) => any }) => any;
    displayName?: string;
  }
  class Component<P = {}, S = {}> {
    constructor(props: P);
    props: P & { children?: ReactNode };
    state: S;
    setState(state: any, done?: () => void): void;
  }
  class PureComponent<P = {}, S = {}> extends Component<P, S> {}
  const Fragment: (props: { children?: ReactNode }) => any;
  const Suspense: (props: { children?: ReactNode; fallback?: ReactNode }) => any;
  const StrictMode: (props: { children?: ReactNode }) => any;
  function createContext<T>(initial: T): Context<T>;
  function useContext<T>(context: Context<T>): T;
  function use<T>(source: Context<T> | PromiseLike<T>): T;
  function useState<S>(initial: S | (() => S)): [S, Dispatch<SetStateAction<S>>];
  function useState<S = undefined>(): [S | undefined, Dispatch<SetStateAction<S | undefined>>];
  function useReducer<S, A>(
    reducer: (state: S, action: A) => S, initial: any, init?: any,
  ): [S, Dispatch<A>];
  function useRef<T>(initial: T): { current: T };
  function useRef<T = undefined>(): { current: T | undefined };
  function useMemo<T>(make: () => T, deps?: any): T;
  function useCallback<T>(callback: T, deps?: any): T;
  function useEffect(effect: () => any, deps?: any): void;
  function useLayoutEffect(effect: () => any, deps?: any): void;
  function useInsertionEffect(effect: () => any, deps?: any): void;
  function useImperativeHandle(ref: any, make: () => any, deps?: any): void;
  function useTransition(): [boolean, (action: () => any) => void];
  function useDeferredValue<T>(value: T): T;
  function useOptimistic<S, A = S>(state: S, reduce?: (state: S, action: A) => S): [S, (a: A) => void];
  function useActionState<S>(action: (state: S, payload: any) => any, initial: S): [S, any, boolean];
  function useSyncExternalStore<T>(subscribe: any, get: () => T, getServer?: () => T): T;
  function useId(): string;
  function cache<F>(callback: F): F;
  function memo<C>(component: C, equal?: any): C;
  function lazy<C>(load: () => Promise<{ default: C }>): C;
  function forwardRef<T, P = {}>(render: (props: P, ref: any) => any): (props: P & { ref?: any }) => any;
  function createElement(type: any, props?: any, ...children: any[]): any;
  function cloneElement(element: any, props?: any, ...children: any[]): any;
  function startTransition(action: () => any): void;
  namespace JSX {
    type Element = any;
    interface ElementAttributesProperty { props: {} }
    interface ElementChildrenAttribute { children: {} }
    interface IntrinsicElements { [name: string]: any }
    interface IntrinsicAttributes { key?: any }
  }
}
declare namespace JSX {
  type Element = any;
  interface ElementAttributesProperty { props: {} }
  interface ElementChildrenAttribute { children: {} }
  interface IntrinsicElements { [name: string]: any }
  interface IntrinsicAttributes { key?: any }
}
`;
