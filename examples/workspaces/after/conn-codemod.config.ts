import { definePlan, moveRoute, renameName, zeroReferences } from "conn-codemod";

export default definePlan({
  id: "staff",
  title: "Members of teams become the staff",
  names: ["teamMembers"],
  steps: [
    moveRoute("teamRouter.teamMembers", "staffRouter.people", {
      module: "packages/api/src/router/people.ts",
    }),
    renameName("memberId", "personId", { in: ["apps/**", "packages/**"] }),
  ],
  criteria: [zeroReferences("teamMembers", ["apps", "packages"], { spellings: "all" })],
});
