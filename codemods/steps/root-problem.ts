import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { closest } from "../program/closest.ts";
import type { TypeProgram } from "../program/program.ts";
import { rootRouters } from "../routes/router-model.ts";
import type { Note } from "../step.ts";

/** Why the root module does not show the routers of `routes`; undefined if it does. */
export function rootProblem(
  snapshot: Snapshot,
  program: TypeProgram,
  root: RepoPath,
  routes: readonly string[],
): Pick<Note, "code" | "message" | "line" | "column"> | undefined {
  const top = { line: 1, column: 1 };
  if (!snapshot.has(root)) {
    const message = `there is no ${root}, where the routers should be put together. Correct \`root\` in the plan.`;
    return { code: "root-not-found", ...top, message };
  }
  const file = snapshot.read(root);
  if (!file.ok) {
    const message = `${root} should put the routers together, and cannot be changed: ${file.message}. Mend it, then run again.`;
    return { code: file.code, ...top, message };
  }
  const syntax = program.syntaxError(root);
  if (syntax) {
    const { line, column } = syntax;
    const message = `${root} is not TypeScript here: ${syntax.message} Mend it, then run again.`;
    return { code: "syntax-error", line, column, message };
  }
  const names = rootRouters(program, root).map(({ name }) => name);
  const missing = routes
    .map((route) => route.split(".")[0] ?? route)
    .find((name) => !names.includes(name));
  if (missing === undefined) return undefined;
  const nearest = closest(names, missing);
  const meant = nearest === undefined ? "" : ` Did you mean \`${nearest}\`?`;
  const has = names.length === 0 ? "none" : names.join(", ");
  return {
    code: "router-not-found",
    ...top,
    message: `${root} has no router \`${missing}\` that is made from an object of routes; it has: ${has}.${meant} Correct the plan, or \`root\` in it.`,
  };
}
