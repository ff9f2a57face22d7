import { describe, expect, test } from "vitest";
import { askParsable } from "../../codemods/parsable.ts";
import { surveyRoutes } from "../../codemods/routes/survey/survey.ts";
import type { RouteNode, RouteSurvey } from "../../codemods/routes/survey/model.ts";
import { snapshotOf } from "../../workspace/snapshot.ts";

const trpc = `
import { initTRPC } from "@trpc/server";
const t = initTRPC.create();
export const router = t.router;
export const mergeRouters = t.mergeRouters;
export const publicProcedure = t.procedure;
export const isIn = t.middleware(({ next }) => next());
export const memberProcedure = t.procedure.use(isIn);
`;
const posts = `
import { memberProcedure, publicProcedure, router, isIn } from "./trpc";
const drafts = router({ count: publicProcedure.query(() => 1) });
export const postsRouter = router({
  list: publicProcedure.query(() => []),
  write: memberProcedure.use(isIn).mutation(() => 1),
  drafts,
});
`;
const app = (routes: string, more = ""): string => `
import { router, mergeRouters, publicProcedure } from "./trpc";
import { postsRouter } from "./posts";
${more}
export const appRouter = router({ ${routes} });
export type AppRouter = typeof appRouter;
`;

const survey = (files: Readonly<Record<string, string>>, roots: readonly string[] = []) =>
  surveyRoutes(snapshotOf({ "trpc.ts": trpc, "posts.ts": posts, ...files }), { roots });

/** `posts.list query publicProcedure`, depth first. */
const outline = (nodes: readonly RouteNode[]): readonly string[] =>
  nodes.flatMap((node) => {
    if (node.kind === "router") return [node.path, ...outline(node.nodes)];
    if (node.kind === "unknown") return [`${node.path} ?`];
    return [`${node.path} ${node.type ?? "?"} ${node.builder ?? "?"}`];
  });
const trees = ({ roots }: RouteSurvey) => roots.map(({ name, nodes }) => [name, outline(nodes)]);
const codes = ({ remarks }: RouteSurvey) =>
  remarks.map(({ code, path, line }) => [code, path, line]);

const POSTS = [
  "posts",
  "posts.list query publicProcedure",
  "posts.write mutation memberProcedure.use(isIn)",
  "posts.drafts",
  "posts.drafts.count query publicProcedure",
];

describe("the tree", () => {
  test("of nested routers, with procedures, builders and modules", () => {
    const found = survey({ "root.ts": app("posts: postsRouter") });
    expect(trees(found)).toEqual([["appRouter", POSTS]]);
    expect(found.roots[0]).toMatchObject({ path: "root.ts", uses: [{ kind: "type" }] });
    expect(found.roots[0]?.nodes[0]).toMatchObject({
      mount: { path: "root.ts" },
      module: { path: "posts.ts", name: "postsRouter", line: 4 },
    });
    expect(found.builders).toEqual([
      {
        name: "publicProcedure",
        declared: { path: "trpc.ts", line: 6, column: 14 },
        procedures: 2,
      },
      {
        name: "memberProcedure",
        declared: { path: "trpc.ts", line: 8, column: 14 },
        procedures: 1,
      },
    ]);
    expect(found.remarks).toEqual([]);
  });

  test("of what is merged, spread, lazy, made by a helper, and of plain records", () => {
    const more = `
      import { lazy } from "@trpc/server";
      const made = (n: number) => publicProcedure.query(() => n);
      const record = { ping: publicProcedure.query(() => 1) };
      const more = router({ ...record, pong: made(2) });
      export const merged = mergeRouters(more, postsRouter);`;
    const found = survey({
      "root.ts": app('merged, "with-dash": record, late: lazy(() => import("./posts"))', more),
    });
    expect(trees(found)).toEqual([
      [
        "appRouter",
        [
          "merged",
          "merged.ping query publicProcedure",
          "merged.pong query publicProcedure",
          ...POSTS.slice(1).map((each) => each.replace("posts", "merged")),
          "with-dash",
          "with-dash.ping query publicProcedure",
          ...POSTS.map((each) => each.replace("posts", "late")),
        ],
      ],
    ]);
    expect(found.remarks).toEqual([]);
  });

  test("says what it does not understand, with its place, and leaves out nothing beside it", () => {
    const more = 'declare const key: string;\nimport { odd } from "elsewhere";';
    const found = survey({
      "root.ts": app(
        "posts: postsRouter,\n odd,\n [key]: postsRouter,\n get() { return odd; }",
        more,
      ),
    });
    expect(trees(found)).toEqual([["appRouter", [...POSTS, "odd ?"]]]);
    expect(codes(found)).toEqual([
      ["not-understood", "root.ts", 8],
      ["not-understood", "root.ts", 9],
      ["not-understood", "root.ts", 7],
    ]);
  });

  test("of a router that is mounted in itself ends", () => {
    const found = survey({
      "root.ts": `
        import { lazy } from "@trpc/server";
        import { router, publicProcedure } from "./trpc";
        export const a = router({ b: lazy(() => import("./b")), x: publicProcedure.query(() => 1) });
        export type A = typeof a;`,
      "b.ts": `
        import { lazy } from "@trpc/server";
        import { router } from "./trpc";
        export const b = router({ a: lazy(() => import("./root")) });`,
    });
    expect(trees(found)).toEqual([["a", ["b", "b.a ?", "x query publicProcedure"]]]);
    expect(codes(found)).toEqual([
      ["cyclic-router", "b.ts", 4],
      ["unused-router", "posts.ts", 4],
    ]);
  });
});

describe("roots", () => {
  test("are all that are typed, served or called, and mounted nowhere", () => {
    const found = survey({
      "root.ts": app("posts: postsRouter"),
      "admin.ts": `
        import { router } from "./trpc";
        import { postsRouter } from "./posts";
        export default router({ posts: postsRouter });`,
      "serve.ts": `
        import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
        import admin from "./admin";
        export const handle = (req: Request) => fetchRequestHandler({ req, router: admin, endpoint: "/" });`,
      "idle.ts": `
        import { router, publicProcedure } from "./trpc";
        export const idleRouter = router({ x: publicProcedure.query(() => 1) });`,
      "page.ts": `declare const useRouter: any; export const go = useRouter({ a: 1 });`,
    });
    expect(trees(found)).toEqual([
      [null, POSTS],
      ["appRouter", POSTS],
    ]);
    expect(found.roots[0]?.uses).toMatchObject([{ kind: "handler", path: "serve.ts", line: 4 }]);
    expect(codes(found)).toEqual([["unused-router", "idle.ts", 3]]);
  });

  test("may be named; one that is not there is told, with the nearest", () => {
    const files = { "root.ts": app("posts: postsRouter") };
    expect(trees(survey(files, ["posts.ts#postsRouter"]))).toEqual([
      ["postsRouter", POSTS.slice(1).map((each) => each.replace("posts.", ""))],
    ]);
    expect(() => survey(files, ["rot.ts"])).toThrow(
      "there is no file rot.ts. Did you mean root.ts?",
    );
    expect(() => survey(files, ["root.ts#apRouter"])).toThrow("Did you mean appRouter?");
  });

  test("that cannot be read are told", async () => {
    const nested = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
    const files = snapshotOf({
      "broken.ts": "export const appRouter = createTRPCRouter({ a: ",
      "deep.ts": `export const deep = t.router({ a: ${nested} });`,
      "large.ts": `export const other = t.router({}); // ${"x".repeat(1_100_000)}`,
    });
    const { answer, notes } = await askParsable((parsable) => surveyRoutes(parsable), files);
    expect(answer.roots).toEqual([]);
    expect(codes(answer)).toEqual([
      ["unreadable", "deep.ts", 1],
      ["unreadable", "large.ts", 1],
      ["syntax-error", "broken.ts", 1],
    ]);
    expect(notes.map(({ code, path }) => [code, path])).toEqual([["too-deep", "deep.ts"]]);
  });

  test("are none in an empty repository", () => {
    expect(surveyRoutes(snapshotOf({}))).toEqual({
      roots: [],
      builders: [],
      splitLinks: [],
      remarks: [],
    });
  });
});

describe("callers", () => {
  const client = `
    import { createTRPCReact } from "@trpc/react-query";
    import type { inferRouterOutputs } from "@trpc/server";
    import type { AppRouter } from "./root";
    export const api = createTRPCReact<AppRouter>();
    export type Outputs = inferRouterOutputs<AppRouter>;`;

  test("are found by where a name comes from, by file, with the way", () => {
    const found = survey({
      "root.ts": app("posts: postsRouter"),
      "client.ts": client,
      "page.ts": `
        import { api, type Outputs } from "./client";
        export const list = () => [api.posts.list.useQuery(), api.posts["list"].useQuery()];
        export type Post = Outputs["posts"]["list"];
        export const refresh = () => api.useUtils().posts.invalidate();
        export const other = { posts: { list: 1 } }.posts.list;`,
      "server.ts": `
        import { appRouter } from "./root";
        export const load = () => appRouter.createCaller({}).posts.drafts.count();`,
    });
    const [router] = found.roots[0]?.nodes ?? [];
    expect(router).toMatchObject({
      callers: [{ path: "page.ts", count: 1, lines: [5], as: ["invalidate"] }],
      nodes: [
        {
          key: "list",
          callers: [{ path: "page.ts", count: 3, lines: [3, 3, 4], as: ["type", "useQuery"] }],
        },
        { key: "write", callers: [] },
        { key: "drafts", nodes: [{ callers: [{ path: "server.ts", lines: [3], as: ["call"] }] }] },
      ],
    });
    expect(found.roots[0]?.uses.map(({ kind }) => kind)).toEqual(["type", "caller"]);
  });

  test("of one router that is mounted twice are told apart by what stands before, or are of both", () => {
    const found = survey({
      "root.ts": app("posts: postsRouter, articles: postsRouter"),
      "client.ts": client,
      "page.ts": `
        import { api } from "./client";
        export const two = () => [api.posts.list.useQuery(), api.articles.list.useQuery()];
        const { articles: many } = api;
        const few = api.posts;
        export const more = () => [many.list.useQuery(), few.write.useMutation()];`,
      "server.ts": `
        import { postsRouter } from "./posts";
        const calling = () => postsRouter.createCaller({});
        export const load = () => calling().drafts.count();`,
    });
    const counts = (nodes: readonly RouteNode[]): readonly (readonly [string, number])[] =>
      nodes.flatMap((node) => {
        if (node.kind === "router") return counts(node.nodes);
        if (node.kind === "unknown") return [];
        return [[node.path, node.callers.reduce((sum, { count }) => sum + count, 0)] as const];
      });
    expect(counts(found.roots[0]?.nodes ?? [])).toEqual([
      ["posts.list", 1],
      ["posts.write", 1],
      ["posts.drafts.count", 1],
      ["articles.list", 2],
      ["articles.write", 0],
      ["articles.drafts.count", 1],
    ]);
    expect(codes(found)).toEqual([]);
  });
});

test("a splitLink's table has the branch of each procedure of its client", () => {
  const found = survey({
    "root.ts": app("posts: postsRouter, ping: publicProcedure.query(() => 1)"),
    "other.ts": `
      import { router, publicProcedure } from "./trpc";
      export const otherRouter = router({ far: publicProcedure.query(() => 1) });
      export type Other = typeof otherRouter;`,
    "client.ts": `
      import { createTRPCClient, httpLink, splitLink } from "@trpc/client";
      import type { AppRouter } from "./root";
      export const client = createTRPCClient<AppRouter>({
        links: [
          splitLink({
            condition: (op) => op.path.startsWith("posts.") && !op.context.skip,
            true: httpLink({ url: "/a" }),
            false: httpLink({ url: \`/b\` }),
          }),
        ],
      });`,
  });
  expect(found.splitLinks).toMatchObject([
    {
      path: "client.ts",
      line: 7,
      branches: { true: 'httpLink "/a"', false: "httpLink `/b`" },
      roots: ["appRouter"],
    },
  ]);
  const rows = found.splitLinks[0]?.procedures.map(({ path, branch }) => [path, branch]);
  expect(rows).toEqual([
    ["posts.list", null],
    ["posts.write", null],
    ["posts.drafts.count", null],
    ["ping", false],
  ]);
  expect(found.splitLinks[0]?.procedures[0]?.why).toContain("context");
});
