import { UserError } from "../../../workspace/errors.ts";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { Snapshot } from "../../../workspace/snapshot.ts";
import { closest } from "../../program/closest.ts";
import { filesImporting } from "../../program/import-graph.ts";
import { createTypeProgram, pathOf } from "../../program/program.ts";
import type { TypeProgram } from "../../program/program.ts";
import { isSourcePath } from "../../program/source-path.ts";
import { leavesOf, surveySplitLinks } from "./branches.ts";
import {
  filesWithRouters,
  isSameDeclaration,
  routersIn,
  topRouters,
  unreadFilesWithRouters,
} from "./candidates.ts";
import type { Candidate } from "./candidates.ts";
import { findCallers } from "./callers.ts";
import type { Callers } from "./callers.ts";
import type {
  BuilderSurvey,
  PlanName,
  Remark,
  RootSurvey,
  RouteNode,
  RouteSurvey,
} from "./model.ts";
import { recordBehind } from "../router-model.ts";
import { valueBehind } from "../router-source.ts";
import { rootUses } from "./root-uses.ts";
import { placeIn, readTree } from "./tree.ts";
import type { Tree, TreeNode } from "./tree.ts";

export interface SurveyOptions {
  /** `FILE` or `FILE#export` of the routers to look at; those that are found if empty. */
  readonly roots?: readonly string[];
  /** Whether to leave out who calls them, which takes most of the time. */
  readonly withoutCallers?: boolean;
  readonly onProgress?: (what: string) => void;
}

/**
 * All that `snapshot` says of its tRPC routers: their trees, who calls what, the builders, and the
 * branches of splitLinks. Throws UserError `root-not-found` for a root that is not there.
 */
export function surveyRoutes(snapshot: Snapshot, options: SurveyOptions = {}): RouteSurvey {
  const { roots: asked = [], withoutCallers = false, onProgress } = options;
  onProgress?.("looking for routers");
  const files = filesWithRouters(snapshot);
  const given = asked.map((written) => written.split("#")[0] ?? written);
  const small = createTypeProgram(snapshot, asked.length > 0 ? given : files, "routes");
  const wanted =
    asked.length > 0 ? askedFor(small, snapshot, asked, files) : topRouters(small, files);
  const unread = [
    ...unreadableRemarks(snapshot),
    ...files.flatMap((path) => unparsedRemark(small, path, "routers")),
  ];
  if (wanted.length === 0) return { roots: [], builders: [], splitLinks: [], remarks: unread };

  const nodes = wanted.flatMap(({ value }) => readTree(small, value).nodes);
  const users = filesUsing(snapshot, wanted, withoutCallers ? [] : nodes);
  const links = holding(snapshot, ["splitLink"]);
  onProgress?.("looking who calls them");
  const all = [...new Set([...pathsOf(wanted), ...users, ...links])].sort();
  const program = createTypeProgram(snapshot, all, "routes");
  const names = wanted.map(({ name }) => name);
  const naming = new Set(
    holding(
      snapshot,
      names.filter((name) => name !== null),
    ),
  );
  const namingRoots = names.includes(null) ? all : all.filter((path) => naming.has(path));
  const isAsked = asked.length > 0;
  const survey = surveyIn(program, {
    wanted,
    users: all,
    namingRoots,
    links,
    isAsked,
    withoutCallers,
  });
  return { ...survey, remarks: unique([...survey.remarks, ...unread]) };
}

interface Work {
  readonly wanted: readonly Candidate[];
  readonly users: readonly RepoPath[];
  /** Those of them that spell a root's name. */
  readonly namingRoots: readonly RepoPath[];
  readonly links: readonly RepoPath[];
  readonly isAsked: boolean;
  readonly withoutCallers: boolean;
}

function surveyIn(
  program: TypeProgram,
  { wanted, users, namingRoots, links, isAsked, withoutCallers }: Work,
): RouteSurvey {
  // Nodes belong to a program; these are the same routers as this one has them.
  const found = pathsOf(wanted)
    .flatMap((path) => routersIn(program, path))
    .filter((each) => wanted.some((it) => isSameDeclaration(it.declaration, each.declaration)));
  const uses = rootUses(
    program,
    namingRoots,
    found.map(({ declaration }) => declaration),
  );
  const usesOf = ({ declaration }: Candidate) => uses.get(declaration) ?? [];
  const isRoot = (each: Candidate): boolean => isAsked || usesOf(each).length > 0;
  const roots = found.filter(isRoot).map((root) => {
    const named = planNameOf(program, root);
    return { root, named, tree: readTree(program, root.value, named) };
  });
  const trees = roots.map(({ tree }) => tree.nodes);
  const callers = findCallers(program, withoutCallers ? [] : users, trees);
  const named = roots.map(({ root, tree }) => ({ name: nameOf(root), nodes: tree.nodes }));
  const mounted = new Set(roots.flatMap(({ tree }) => [...tree.mounted]));
  const unused = found
    .filter((each) => !isRoot(each) && !mounted.has(valueBehind(program, each.value)))
    .map(unusedRemark);
  const unparsed = users.flatMap((path) => unparsedRemark(program, path, "calls"));
  return {
    roots: roots.map(({ root, named: own, tree }): RootSurvey => ({
      ...placeIn(root.declaration),
      name: root.name,
      named: own,
      uses: usesOf(root),
      nodes: tree.nodes.map((node) => nodeFrom(node, callers)),
    })),
    builders: buildersIn(trees),
    splitLinks: surveySplitLinks(program, links, named),
    remarks: unique([...roots.flatMap(({ tree }) => tree.remarks), ...unused, ...unparsed]),
  };
}

/** What plans call a root: nothing, if it only merges others. */
function planNameOf(program: TypeProgram, { name, path, value }: Candidate): PlanName | null {
  return name !== null && recordBehind(program, value) ? { root: path, route: name } : null;
}

/** What a root goes by where it is named: its variable, or its file. */
function nameOf({ name, path }: Candidate): string {
  return name ?? path;
}

function nodeFrom(node: TreeNode, callers: Callers): RouteNode {
  const { key, path } = node;
  const named = node.kind === "unknown" ? null : node.named;
  switch (node.kind) {
    case "router":
      return {
        kind: "router",
        key,
        path,
        named,
        mount: node.mount,
        module: node.module,
        callers: callers.of(node),
        nodes: node.nodes.map((each) => nodeFrom(each, callers)),
      };
    case "procedure": {
      const { type, builder, declared } = node;
      const called = callers.of(node);
      return { kind: "procedure", key, path, named, type, builder, declared, callers: called };
    }
    case "unknown":
      return { kind: "unknown", key, path, mount: node.mount, why: node.why };
  }
}

function buildersIn(trees: readonly (readonly TreeNode[])[]): readonly BuilderSurvey[] {
  const known = new Map<string, BuilderSurvey>();
  for (const { head } of trees.flatMap(leavesOf)) {
    if (!head) continue;
    const { name, declared } = head;
    const key = declared ? `${declared.path}:${declared.line}:${declared.column}` : name;
    const procedures = (known.get(key)?.procedures ?? 0) + 1;
    known.set(key, { name: known.get(key)?.name ?? name, declared, procedures });
  }
  return [...known.values()].sort(
    (a, b) => b.procedures - a.procedures || (a.name < b.name ? -1 : 1),
  );
}

function unusedRemark({ declaration, name }: Candidate): Remark {
  const message = `the router ${name ?? "that is exported here"} is mounted in no other one, and nobody types, serves or calls it. \`--root\` shows it.`;
  return { code: "unused-router", ...placeIn(declaration), message };
}

function unparsedRemark(
  program: TypeProgram,
  path: RepoPath,
  what: "calls" | "routers",
): readonly Remark[] {
  const problem = program.syntaxError(path);
  if (!problem) return [];
  const { line, column, message } = problem;
  const text = `${what} in this file may be missing, since it is not TypeScript here: ${message}`;
  return [{ code: "syntax-error", path, line, column, message: text }];
}

/** Of files that may declare routers and cannot be read. */
function unreadableRemarks(snapshot: Snapshot): readonly Remark[] {
  return unreadFilesWithRouters(snapshot).map((path) => {
    const message = "routers in this file may be missing, since it cannot be read as code";
    return { code: "unreadable", path, line: 1, column: 1, message };
  });
}

function unique(remarks: readonly Remark[]): readonly Remark[] {
  const byPlace = new Map(
    remarks.map((remark) => [
      `${remark.path}:${remark.line}:${remark.column} ${remark.message}`,
      remark,
    ]),
  );
  return [...byPlace.values()];
}

/** All keys of a tree that somebody outside may spell. */
function withThoseBelow(nodes: Tree["nodes"]): Tree["nodes"] {
  return nodes.flatMap((node) => [
    node,
    ...(node.kind === "router" ? withThoseBelow(node.nodes) : []),
  ]);
}

/**
 * The files that import one of `wanted`, or a router in it, of which there may be a caller of its
 * own, and spell a key or the root itself.
 */
function filesUsing(
  snapshot: Snapshot,
  wanted: readonly Candidate[],
  nodes: Tree["nodes"],
): readonly RepoPath[] {
  const all = withThoseBelow(nodes);
  const keys = all.map(({ key }) => key);
  const modules = all.flatMap(({ property }) => pathOf(property.getSourceFile()) ?? []);
  const names = wanted.flatMap(({ name }) => (name === null ? [] : [name]));
  const spelling = holding(snapshot, [...new Set([...keys, ...names, "createCaller"])]);
  return filesImporting(snapshot, spelling, ...new Set([...pathsOf(wanted), ...modules]));
}

function holding(snapshot: Snapshot, needles: readonly string[]): readonly RepoPath[] {
  const found = [...snapshot.containing(needles).values()].flat();
  return [...new Set(found)].filter(isSourcePath).sort();
}

function pathsOf(candidates: readonly Candidate[]): readonly RepoPath[] {
  return [...new Set(candidates.map(({ path }) => path))];
}

function askedFor(
  program: TypeProgram,
  snapshot: Snapshot,
  asked: readonly string[],
  files: readonly RepoPath[],
): readonly Candidate[] {
  return asked.flatMap((written) => {
    const [path = "", name] = written.split("#");
    if (!snapshot.has(path)) {
      const nearest = closest(files, path);
      throw notFound(`there is no file ${path}`, nearest);
    }
    const all = routersIn(program, path);
    const own = name === undefined ? all : all.filter((each) => (each.name ?? "default") === name);
    if (own.length > 0) return own;
    const names = all.map((each) => each.name ?? "default");
    const nearest = name === undefined ? undefined : closest(names, name);
    const which = name === undefined ? "a router" : `a router ${name}`;
    const has = names.length === 0 ? "none" : names.join(", ");
    throw notFound(`${path} does not declare ${which}; it has: ${has}`, nearest);
  });
}

function notFound(what: string, nearest: string | undefined): UserError {
  const meant = nearest === undefined ? "" : ` Did you mean ${nearest}?`;
  return new UserError("root-not-found", `${what}.${meant} Correct --root.`);
}
