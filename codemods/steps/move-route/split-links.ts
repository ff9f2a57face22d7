import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { TypeProgram } from "../../program/program.ts";
import type { LocatedRoute } from "../../routes/locate.ts";
import { rootRouters } from "../../routes/router-model.ts";
import type { Mount } from "../../routes/router-model.ts";
import type { StepResult } from "../../step.ts";

export function splitLinks(
  _program: TypeProgram,
  _root: RepoPath,
  _route: { readonly from: LocatedRoute; readonly to: LocatedRoute; readonly mount: Mount },
): StepResult {
  void rootRouters;
  return { ops: [], notes: [] };
}
