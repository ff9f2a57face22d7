import { definePlan } from "../define-plan.ts";
import { phase1 } from "./phase-1.ts";
import { phase2 } from "./phase-2.ts";
import { phase3a } from "./phase-3a.ts";
import { phase3b } from "./phase-3b.ts";

/** Moves the route `userRouter.userSources` to `orgRouter.connections`, and what hangs on it. */
export const connections = definePlan({
  id: "connections",
  title: "User sources become connections",
  document: {
    path: "thoughts/shared/plans/2026-02-25-user-sources-deletion-connections-migration.md",
    optional: true,
  },
  names: ["userSources", "userSourceId"],
  allow: [
    {
      paths: ["**/migrations/**"],
      reason: "SQL migrations that have been applied are history",
    },
    {
      paths: ["thoughts/**", "docs/**", "**/CHANGELOG.md", ".changeset/**"],
      reason: "documents that tell what was",
    },
  ],
  phases: [phase1, phase2, phase3a, phase3b],
});
