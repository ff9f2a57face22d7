import type { RepoPath } from "../../../workspace/repo-path.ts";

/** Lines and columns count from 1. */
export interface Place {
  readonly path: RepoPath;
  readonly line: number;
  readonly column: number;
}

/** All that a repository says of its routers, as plain data. */
export interface RouteSurvey {
  /** The routers that clients and servers are made of, by path and place. */
  readonly roots: readonly RootSurvey[];
  readonly builders: readonly BuilderSurvey[];
  readonly splitLinks: readonly SplitLinkSurvey[];
  /** What could not be understood, so that nobody takes silence for absence. */
  readonly remarks: readonly Remark[];
}

/** A router that is mounted nowhere, and that somebody types, serves or calls. */
export interface RootSurvey extends Place {
  /** Its variable, as plans name it; null for a default export that is not a variable. */
  readonly name: string | null;
  /** Null if it has no record of its own: plans name the routers that it merges. */
  readonly named: PlanName | null;
  /** How it is handed out; empty only if it was asked for by name. */
  readonly uses: readonly RootUse[];
  readonly nodes: readonly RouteNode[];
}

/** A place that hands a whole router out. */
export interface RootUse extends Place {
  /** `type`: `typeof appRouter`. `handler`: a server is given it. `caller`: `createCaller`. */
  readonly kind: "type" | "handler" | "caller";
}

/** What a plan calls a router or route: `route` of the module `root`. */
export interface PlanName {
  readonly root: RepoPath;
  /** `teamRouter.members`: the variable that holds the record, then keys. */
  readonly route: string;
}

export type RouteNode = RouterNode | ProcedureNode | UnknownNode;

/** What is mounted under a key, and is neither a router nor a procedure as far as can be told. */
export interface UnknownNode {
  readonly kind: "unknown";
  readonly key: string;
  readonly path: string;
  readonly mount: Place;
  readonly why: string;
}

export interface RouterNode {
  readonly kind: "router";
  readonly key: string;
  /** Keys below the root, with dots. */
  readonly path: string;
  /** Null if no plan can name it, since it is put together in place. */
  readonly named: PlanName | null;
  /** Where it is mounted. */
  readonly mount: Place;
  /** Where the mounted router is declared, if it is a variable or a default export of a module. */
  readonly module: (Place & { readonly name: string | null }) | null;
  readonly nodes: readonly RouteNode[];
  /** Who names it without one of its procedures: to invalidate all of it, or for its types. */
  readonly callers: readonly CallerFile[];
}

export interface ProcedureNode {
  readonly kind: "procedure";
  readonly key: string;
  readonly path: string;
  readonly named: PlanName | null;
  /** Null if the code does not say it in a way that is understood. */
  readonly type: "query" | "mutation" | "subscription" | null;
  /** What its chain begins with, and its middleware; null if that is not written out. */
  readonly builder: string | null;
  readonly declared: Place;
  readonly callers: readonly CallerFile[];
}

/** A file that names a procedure or router, and how. */
export interface CallerFile {
  readonly path: RepoPath;
  readonly count: number;
  readonly lines: readonly number[];
  /**
   * In which ways, sorted: the method that is taken of it (`useQuery`, `queryOptions`), `call` where
   * it is called as it is, as a server's caller does, `type`, or `other`.
   */
  readonly as: readonly string[];
}

/** What procedures are built with, and how many are. */
export interface BuilderSurvey {
  /** `protectedProcedure`, or `t.procedure`. */
  readonly name: string;
  /** Where it is declared; null if that is not in the repository. */
  readonly declared: Place | null;
  readonly procedures: number;
}

/** A splitLink, and the branch that each procedure of its client takes. */
export interface SplitLinkSurvey extends Place {
  /** The condition as it is written; null if it is not written where it can be read. */
  readonly condition: string | null;
  /** What the branches are, in short: the link's name and its `url`; null if not written out. */
  readonly branches: { readonly true: string | null; readonly false: string | null };
  /** The names of the roots that its client is of; all of them where that is not known. */
  readonly roots: readonly string[];
  readonly procedures: readonly BranchSurvey[];
}

export interface BranchSurvey {
  readonly root: string;
  readonly path: string;
  /** Null where it cannot be told; `why` says why then. */
  readonly branch: boolean | null;
  readonly why: string | null;
}

export interface Remark extends Place {
  /** Kebab-case and stable. */
  readonly code: string;
  readonly message: string;
}
