import { describe, expect, test } from "vitest";
import { deleteRoute } from "../../codemods/steps/delete-route.ts";
import { moveRoute } from "../../codemods/steps/move-route.ts";
import type { MoveRouteParams } from "../../codemods/steps/move-route/params.ts";
import type { StepResult } from "../../codemods/step.ts";
import { snapshotOf } from "../../workspace/snapshot.ts";

const ROUTERS = `import { initTRPC } from "@trpc/server";

const t = initTRPC.create();
export const userRouter = t.router({ posts: t.router({ list: t.procedure.query(() => 1) }) });
export const orgRouter = t.router({ teams: t.router({ list: t.procedure.query(() => 1) }) });
`;

const move = (
  params: Partial<MoveRouteParams>,
  files: Readonly<Record<string, string>> = { "api/root.ts": ROUTERS },
): Promise<StepResult> =>
  moveRoute.run(
    { root: "api/root.ts", from: "userRouter.posts", to: "orgRouter.posts", ...params },
    snapshotOf(files),
  );

describe("a route that cannot be moved", () => {
  test("is said to be missing, with what there is and what may be meant", async () => {
    const { notes } = await move({ from: "userRouter.post", to: "orgRouter.articles" });
    expect(notes[0]?.message).toContain("`userRouter` has: posts. Did you mean `posts`?");
  });

  test("is said to have no router, with the routers that there are", async () => {
    const { notes } = await move({ to: "orgRoute.posts" });
    expect(notes[0]?.message).toContain("it has: userRouter, orgRouter. Did you mean `orgRouter`?");
  });

  test("is refused where the router to put it into is not mounted", async () => {
    const { notes } = await move({ to: "orgRouter.team.posts" });
    expect(notes[0]).toMatchObject({ code: "router-not-found", severity: "blocking" });
    expect(notes[0]?.message).toContain("there is no router orgRouter.team");
  });

  test("names the place of a syntax error in the root module", async () => {
    const { notes } = await move({}, { "api/root.ts": `${ROUTERS}const x = (;\n` });
    expect(notes[0]).toMatchObject({ code: "syntax-error", line: 6, column: 12 });
  });

  test("names the procedures that came to be built on something else", async () => {
    const root = ROUTERS.replace("t.procedure", "t.procedure.input(f).use(isAdmin)");
    const { notes } = await move({}, { "api/root.ts": root });
    expect(notes.map(({ code }) => code)).toEqual(["other-builder"]);
    expect(notes[0]?.message).toContain("list (t.procedure.use(isAdmin))");
  });
});

describe("a route that cannot be deleted", () => {
  test("names each procedure that is left", async () => {
    const { ops, notes } = await deleteRoute.run(
      { root: "api/root.ts", route: "userRouter.posts", module: "delete" },
      snapshotOf({
        "api/root.ts": `import { postsRouter } from "./posts";\nexport const userRouter = { posts: postsRouter };\n`,
        "api/posts.ts": `import { p } from "./p";\nexport const postsRouter = { list: p.query(f), tags: { add: p.mutation(f) } };\n`,
      }),
    );
    expect(ops).toEqual([]);
    expect(notes[0]?.message).toContain("still has procedures (list, tags.add)");
  });

  test.each([
    ["userRouter.pots", "`userRouter` has posts, if that is meant."],
    ["userRouter.posts.lst", "`userRouter.posts` has list, if that is meant."],
  ])(
    "is taken to be gone if it is not there, and told where it may be a slip: %s",
    async (route, message) => {
      const { ops, notes } = await deleteRoute.run(
        { root: "api/root.ts", route },
        snapshotOf({ "api/root.ts": ROUTERS }),
      );
      expect(ops).toEqual([]);
      expect(notes).toMatchObject([{ code: "nothing-to-delete", severity: "info" }]);
      expect(notes[0]?.message).toContain(message);
    },
  );

  test("is gone without a word if nothing that is there is called alike", async () => {
    const result = await deleteRoute.run(
      { root: "api/root.ts", route: "userRouter.subscriptions" },
      snapshotOf({ "api/root.ts": ROUTERS }),
    );
    expect(result).toEqual({ ops: [], notes: [] });
  });
});
