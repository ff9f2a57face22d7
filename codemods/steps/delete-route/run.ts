import { ts } from "ts-morph";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { Snapshot } from "../../../workspace/snapshot.ts";
import { noteAt } from "../../program/notes.ts";
import { createTypeProgram } from "../../program/program.ts";
import type { TypeProgram } from "../../program/program.ts";
import { isSourcePath } from "../../program/source-path.ts";
import { placeOf } from "../../program/syntax.ts";
import { importersOf } from "../../refactors/importers.ts";
import { routeReferences } from "../../refactors/move-route/route-references.ts";
import { locateRoute, placeOfRecord } from "../../routes/locate.ts";
import { mountedValue } from "../../routes/router-model.ts";
import type { Mount } from "../../routes/router-model.ts";
import type { RouterSource } from "../../routes/router-source.ts";
import { runTransform } from "../../run-transform.ts";
import type { Note, StepResult } from "../../step.ts";
import * as removeListItem from "../../transforms/remove-list-item-comment.ts";
import * as removeProperty from "../../transforms/remove-property.ts";
import * as removeUnusedImports from "../../transforms/remove-unused-imports.ts";
import type { DeleteRouteParams } from "../delete-route.ts";
import { syntaxNotes, unreadableNotes } from "../readable.ts";
import { rootProblem } from "../root-problem.ts";
import { Sequence } from "../sequence.ts";

/** See `deleteRoute`. */
export async function run(params: DeleteRouteParams, snapshot: Snapshot): Promise<StepResult> {
  const key = params.route.split(".").at(-1) ?? "";
  const files = (snapshot.containing([key]).get(key) ?? []).filter(isSourcePath);
  const program = createTypeProgram(snapshot, [...new Set([params.root, ...files])], "routes");
  const route = locateRoute(program, params.root, params.route);
  const problem = rootProblem(snapshot, program, params.root, [params.route]);
  if (problem) {
    return { ops: [], notes: [{ severity: "blocking", path: params.root, ...problem }] };
  }
  if (!route?.mount) return { ops: [], notes: [] };

  const work = new Sequence(snapshot);
  work.add({ notes: unreadableNotes(snapshot, key).filter(({ path }) => path === params.root) });
  work.add({ notes: callerNotes(program, files, route.mount, params.route) });
  const source = params.module === "delete" ? route.mount.source : undefined;
  if (source) work.add({ notes: moduleNotes(snapshot, params, route.mount, source) });
  if (work.isBlocked()) return work.result();
  await unmount(route.mount, work);
  if (source && !work.isBlocked()) {
    work.add({ ops: [{ kind: "delete", path: source.path }] });
    work.add({ notes: deadNotes(source, params.root) });
  }
  work.add({ notes: syntaxNotes(program, [params.root], work.result().ops) });
  return work.result();
}

function callerNotes(
  program: TypeProgram,
  files: readonly RepoPath[],
  mount: Mount,
  route: string,
): readonly Note[] {
  return routeReferences(program, files, mount).map(({ node }) =>
    noteAt(
      node,
      "caller-left",
      "blocking",
      `the route ${route} is called here. Remove the call, then run again.`,
    ),
  );
}

/** Why the module of a router that is not mounted any more may not be deleted. */
function moduleNotes(
  snapshot: Snapshot,
  params: DeleteRouteParams,
  mount: Mount,
  source: RouterSource,
): readonly Note[] {
  if (mount.procedures.length > 0) {
    const names = mount.procedures.map(({ path }) => path).join(", ");
    const message = `the router \`${source.name}\` still has procedures (${names}), so its module cannot be deleted. Remove them first, or set \`module: "keep"\`.`;
    return [noteAt(source.declaration, "procedures-left", "blocking", message)];
  }
  const unmounting = importSpecifierOf(mount);
  return importersOf(snapshot, source.path)
    .filter(
      ({ path, line }) =>
        !(path === params.root && unmounting && line === placeOf(unmounting).line),
    )
    .map((importer) => ({
      code: "module-imported",
      severity: "blocking",
      ...importer,
      message: `${source.path} is to be deleted with the route ${params.route}, and is imported here. Remove the import, then run again.`,
    }));
}

/** The specifier with which the root module imports the mounted router, if that is all it imports. */
function importSpecifierOf(mount: Mount): ts.Expression | undefined {
  const value = mountedValue(mount.property);
  if (!ts.isIdentifier(value)) return undefined;
  for (const statement of value.getSourceFile().statements) {
    if (!ts.isImportDeclaration(statement)) continue;
    const bindings = statement.importClause?.namedBindings;
    const only = bindings && ts.isNamedImports(bindings) && bindings.elements.length === 1;
    const name = only ? bindings.elements[0]?.name.text : statement.importClause?.name?.text;
    if (name === value.text) return statement.moduleSpecifier;
  }
  return undefined;
}

async function unmount(mount: Mount, work: Sequence): Promise<void> {
  const record = placeOfRecord(mount.property.parent);
  const key = mount.path.at(-1) ?? "";
  if (!record) {
    const message =
      "the routes are not in an object that a variable is initialised with. Remove the mount by hand.";
    work.add({ notes: [noteAt(mount.property, "unknown-record", "blocking", message)] });
    return;
  }
  const { path, variable, keys } = record;
  const names = [mountedValue(mount.property).getText()];
  const unmounted = { object: variable, path: [...keys, key] };
  work.add(await runTransform(removeProperty, unmounted, work.snapshot, [path]));
  work.add(await runTransform(removeUnusedImports, { names }, work.snapshot, [path]));
  const item = { declaration: variable, item: key };
  work.add(await runTransform(removeListItem, item, work.snapshot, [path]));
}

/** Names what else was in the deleted module, so that nobody misses it later. */
function deadNotes(source: RouterSource, root: RepoPath): readonly Note[] {
  const names = source.declaration
    .getSourceFile()
    .statements.flatMap((statement) => {
      if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
        return statement.name?.text ?? [];
      }
      if (!ts.isVariableStatement(statement)) return [];
      return statement.declarationList.declarations.map((declaration) =>
        declaration.name.getText(),
      );
    })
    .filter((name) => name !== source.name);
  if (names.length === 0) return [];
  const message = `${source.path} is deleted, and with it ${names.join(", ")}, which nothing imports.`;
  return [
    { code: "deleted-with-module", severity: "info", path: root, line: 1, column: 1, message },
  ];
}
