import { UserError } from "../../workspace/errors.ts";
import type { RepoPath } from "../../workspace/repo-path.ts";

/** A folder of migrations, or a file in it, that cannot be understood. Lines count from 1. */
export class MigrationsError extends UserError {
  constructor(
    code: string,
    readonly path: RepoPath,
    readonly line: number,
    message: string,
  ) {
    super(code, message);
  }
}
