import { ts } from "ts-morph";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { Snapshot } from "../../../workspace/snapshot.ts";
import { slipOf } from "../../program/closest.ts";
import { noteAt } from "../../program/notes.ts";
import { createTypeProgram } from "../../program/program.ts";
import type { TypeProgram } from "../../program/program.ts";
import { isSourcePath } from "../../program/source-path.ts";
import { keysBeside, locateRoute, placeOfRecord } from "../../routes/locate.ts";
import type { LocatedRoute } from "../../routes/locate.ts";
import { mountedValue } from "../../routes/router-model.ts";
import type { Mount } from "../../routes/router-model.ts";
import { runTransform } from "../../run-transform.ts";
import type { Note, StepResult } from "../../step.ts";
import * as removeListItem from "../../transforms/remove-list-item-comment.ts";
import * as removeProperty from "../../transforms/remove-property.ts";
import * as removeUnusedImports from "../../transforms/remove-unused-imports.ts";
import type { RouteDeletion } from "./params.ts";
import { syntaxNotes, unreadableNotes } from "../readable.ts";
import { rootProblem } from "../root-problem.ts";
import { Sequence } from "../sequence.ts";
import { callerNotes } from "./callers.ts";
import { deadNotes, moduleNotes } from "./module.ts";

/** See `deleteRoute`. */
export async function run(params: RouteDeletion, snapshot: Snapshot): Promise<StepResult> {
  const key = params.route.split(".").at(-1) ?? "";
  const files = sourcesNaming(key, snapshot);
  const program = createTypeProgram(snapshot, [params.root, ...files], "routes");
  const problem = rootProblem(snapshot, program, params.root, [params.route]);
  if (problem) {
    return { ops: [], notes: [{ severity: "blocking", path: params.root, ...problem }] };
  }
  const located = locateRoute(program, params.root, params.route);
  const mount = located?.mount;
  if (!mount) return { ops: [], notes: located ? slipNotes(params, program, located) : [] };

  const work = new Sequence(snapshot);
  work.note(unreadableNotes(snapshot, key, "manual"));
  work.note(callerNotes(program, snapshot, files, mount, params));
  const isDeleted = params.module === "delete";
  if (isDeleted) work.note(moduleNotes(program, snapshot, params, mount));
  if (work.isBlocked()) return work.result();
  await unmount(mount, work);
  if (isDeleted && mount.source && !work.isBlocked()) {
    work.add({ ops: [{ kind: "delete", path: mount.source.path }] });
    work.note(deadNotes(mount, mount.source));
  }
  work.note(syntaxNotes(program, files, work.result().ops));
  return work.result();
}

/** The route has been deleted, unless it is a slip for one that is there. */
function slipNotes(
  params: RouteDeletion,
  program: TypeProgram,
  located: LocatedRoute,
): readonly Note[] {
  const { parent, keys } = keysBeside(program, located);
  const meant = slipOf(keys, located.path.at(-1) ?? "");
  if (meant === undefined) return [];
  const message = `there is no ${params.route}: it is taken to be deleted. \`${parent}\` has ${meant}, if that is meant.`;
  const at = { path: params.root, line: 1, column: 1 };
  return [{ code: "nothing-to-delete", severity: "info", ...at, message }];
}

/** The code in which `name` stands as a word: `sources` is not in that of `resources`. */
function sourcesNaming(name: string, snapshot: Snapshot): readonly RepoPath[] {
  const escaped = name.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  const word = new RegExp(`(?<![\\p{ID_Continue}$])${escaped}(?![\\p{ID_Continue}$])`, "u");
  const holding = snapshot.containing([name]).get(name) ?? [];
  return holding.filter((path) => isSourcePath(path) && word.test(snapshot.text(path) ?? ""));
}

async function unmount(mount: Mount, work: Sequence): Promise<void> {
  const record = placeOfRecord(mount.property.parent);
  const key = mount.path.at(-1) ?? "";
  if (!record) {
    const message =
      "the routes are not in an object that a variable is initialised with. Remove the mount by hand.";
    work.note([noteAt(mount.property, "unknown-record", "blocking", message)]);
    return;
  }
  const { path, variable, keys } = record;
  const names = namesIn(mountedValue(mount.property));
  const unmounted = { object: variable, path: [...keys, key] };
  work.add(await runTransform(removeProperty, unmounted, work.snapshot, [path]));
  work.add(await runTransform(removeUnusedImports, { names }, work.snapshot, [path]));
  const item = { declaration: variable, item: key };
  work.add(await runTransform(removeListItem, item, work.snapshot, [path]));
}

/** The names that a router uses where it is mounted: what it imported may not be needed any more. */
function namesIn(value: ts.Expression): readonly string[] {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(value);
  return [...names];
}
