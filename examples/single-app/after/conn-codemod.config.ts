import { command, definePlan, pathAbsent, renameRoute, zeroReferences } from "conn-codemod";

export default definePlan({
  id: "articles",
  title: "Posts become articles",
  names: ["post"],
  steps: [renameRoute("appRouter.post", "article")],
  criteria: [
    zeroReferences("post", ["src/app", "src/server"]),
    pathAbsent("src/server/api/routers/post.ts"),
    command("npx tsc --noEmit"),
  ],
});
