import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { Snapshot } from "../../../workspace/snapshot.ts";
import { EditSet } from "../../program/edit-set.ts";
import { createTypeProgram } from "../../program/program.ts";
import type { TypeProgram } from "../../program/program.ts";
import { isSourcePath } from "../../program/source-path.ts";
import { moveModule } from "../../refactors/move-module/move-module.ts";
import { rewriteCallSites } from "../../refactors/move-route/call-sites.ts";
import { renameDeclaration } from "../../refactors/rename-declaration.ts";
import { locateRoute } from "../../routes/locate.ts";
import type { LocatedRoute } from "../../routes/locate.ts";
import type { Mount } from "../../routes/router-model.ts";
import type { Note, StepResult } from "../../step.ts";
import type { MoveRouteParams } from "../move-route.ts";
import { syntaxNotes, unreadableNotes } from "../readable.ts";
import { Sequence } from "../sequence.ts";
import { builderNotes } from "./builders.ts";
import { mentions } from "./mentions.ts";
import { remount } from "./remount.ts";
import { splitLinks } from "./split-links.ts";
import { lastKey, renamedAfter } from "./words.ts";

/** See `moveRoute`. */
export async function run(params: MoveRouteParams, snapshot: Snapshot): Promise<StepResult> {
  const key = lastKey(params.from.split("."));
  const files = sourcesWith(snapshot, [key, "splitLink"]);
  const program = createTypeProgram(snapshot, [...new Set([params.root, ...files])], "routes");
  const from = locateRoute(program, params.root, params.from);
  const to = locateRoute(program, params.root, params.to);
  const problem = whyNot(params, snapshot, program, from, to);
  if (problem) return { ops: [], notes: [problem] };
  if (!from?.mount || !to) return { ops: [], notes: [] };

  const work = new Sequence(snapshot);
  const candidates = sourcesWith(snapshot, namesOf(from.mount, key));
  work.add({ notes: unreadableNotes(snapshot, key) });
  const exported = rewriteUses(program, params, { from, to, mount: from.mount }, candidates, work);
  if (work.isBlocked()) return work.result();
  await remount(program, params, { to, mount: from.mount, exported }, work);
  if (params.module && !work.isBlocked()) {
    const path = params.module.from ?? from.mount.source?.path;
    if (path !== undefined)
      work.add(moveModule(work.snapshot, { from: path, to: params.module.to }));
  }
  if (!work.isBlocked()) await mentions(params, from.mount, to.path, exported, work);
  work.add({ notes: builderNotes(program, from.mount, to.router, params.root) });
  return work.result();
}

/** Call sites, the export's name and splitLinks: all that is read from one program. */
function rewriteUses(
  program: TypeProgram,
  params: MoveRouteParams,
  route: { readonly from: LocatedRoute; readonly to: LocatedRoute; readonly mount: Mount },
  files: readonly RepoPath[],
  work: Sequence,
): string | undefined {
  const { from, to, mount } = route;
  const edits = new EditSet();
  const notes: Note[] = [
    ...rewriteCallSites(
      program,
      files,
      { mount, from: from.router, to: to.router, path: to.path },
      edits,
    ),
  ];
  const name = mount.source?.name;
  const exported =
    params.exportName ?? (name && renamedAfter(name, lastKey(from.path), lastKey(to.path)));
  if (mount.source && exported !== undefined && exported !== name) {
    notes.push(...renameDeclaration(program, files, mount.source.declaration, exported, edits));
  }
  const linked = sourcesWith(work.snapshot, ["splitLink"]);
  const links = splitLinks(program, work.snapshot, linked, { root: params.root, from, to, mount });
  edits.include(links.ops);
  const ops = edits.ops();
  notes.push(...syntaxNotes(program, [...new Set([...files, ...linked])], ops));
  work.add({ ops, notes: [...notes, ...links.notes], branches: links.branches });
  return exported ?? name;
}

function whyNot(
  params: MoveRouteParams,
  snapshot: Snapshot,
  program: TypeProgram,
  from: LocatedRoute | undefined,
  to: LocatedRoute | undefined,
): Note | undefined {
  const blocking = (code: string, message: string, place = { line: 1, column: 1 }): Note => ({
    code,
    severity: "blocking",
    path: params.root,
    ...place,
    message,
  });
  if (!snapshot.has(params.root)) {
    return blocking(
      "root-not-found",
      `there is no ${params.root}, where the routers should be put together. Correct \`root\` in the plan.`,
    );
  }
  const syntax = program.syntaxError(params.root);
  if (syntax) {
    return blocking(
      "syntax-error",
      `${params.root} is not TypeScript here: ${syntax.message}`,
      syntax,
    );
  }
  if (!from || !to) {
    const [missing] = (from ? params.to : params.from).split(".");
    return blocking(
      "router-not-found",
      `${params.root} declares no router \`${missing}\`. Correct the plan, or \`root\` in it.`,
    );
  }
  if (from.mount && to.mount) {
    return blocking(
      "route-exists",
      `both ${params.from} and ${params.to} are there. Remove the one that is not to stay, then run again.`,
    );
  }
  if (!from.mount && !to.mount) {
    return blocking(
      "route-not-found",
      `neither ${params.from} nor ${params.to} is there. \`${from.router.name}\` has: ${keysOf(from)}.`,
    );
  }
  const source = from.mount?.source?.path;
  const expected = params.module?.from;
  if (from.mount && expected !== undefined && source !== expected) {
    return blocking(
      "module-mismatch",
      `${params.from} is declared in ${source ?? "no module of its own"}, not in ${expected}. Correct \`module.from\` in the plan.`,
    );
  }
  return undefined;
}

function keysOf({ router }: LocatedRoute): string {
  const keys = router.record.properties.flatMap((property) => property.name?.getText() ?? []);
  return keys.length > 0 ? keys.join(", ") : "no routes";
}

function namesOf(mount: Mount, key: string): readonly string[] {
  return mount.source ? [key, mount.source.name] : [key];
}

function sourcesWith(snapshot: Snapshot, needles: readonly string[]): readonly RepoPath[] {
  const found = [...snapshot.containing(needles).values()].flat();
  return [...new Set(found)].filter(isSourcePath).sort();
}
