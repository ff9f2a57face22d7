import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { Snapshot } from "../../../workspace/snapshot.ts";
import { EditSet } from "../../program/edit-set.ts";
import { createTypeProgram, pathOf } from "../../program/program.ts";
import type { TypeProgram } from "../../program/program.ts";
import { isSourcePath } from "../../program/source-path.ts";
import { moveModule } from "../../refactors/move-module/move-module.ts";
import { rewriteCallSites } from "../../refactors/move-route/call-sites.ts";
import { mockedExports } from "../../refactors/move-route/mocked-exports.ts";
import { renameDeclaration } from "../../refactors/rename-declaration.ts";
import { locateRoute } from "../../routes/locate.ts";
import type { LocatedRoute } from "../../routes/locate.ts";
import { mountAt, rootRouters } from "../../routes/router-model.ts";
import type { Mount } from "../../routes/router-model.ts";
import type { Note, StepResult } from "../../step.ts";
import type { RouteMove } from "./params.ts";
import { usesInOtherLanguages } from "../other-languages.ts";
import { syntaxNotes, unreadableNotes } from "../readable.ts";
import { Sequence } from "../sequence.ts";
import { builderNotes } from "./builders.ts";
import { moduleAfter } from "./follow-module.ts";
import { mentions } from "./mentions.ts";
import { targetOf, whyNot } from "./preconditions.ts";
import { localName, remount } from "./remount.ts";
import { renameInPlace } from "./rename-in-place.ts";
import { splitLinks } from "./split-links.ts";
import { lastKey, renamedAfter } from "./words.ts";

/** See `moveRoute`. */
export async function run(asked: RouteMove, snapshot: Snapshot): Promise<StepResult> {
  const key = lastKey(asked.from.split("."));
  const files = sourcesWith(snapshot, [key, "splitLink"]);
  const program = createTypeProgram(snapshot, [...new Set([asked.root, ...files])], "routes");
  const from = locateRoute(program, asked.root, asked.from);
  const to = locateRoute(program, asked.root, asked.to);
  const problem = whyNot(asked, snapshot, program, from, to);
  if (problem) return { ops: [], notes: [problem] };
  const target = from?.mount && to && targetOf(program, from.mount, to, asked.after);
  if (!from?.mount || !to || !target) return { ops: [], notes: [] };
  const { mount } = from;
  const followed = asked.followModule ? moduleAfter(mount, lastKey(to.path)) : undefined;
  const params = followed === undefined ? asked : { ...asked, module: { to: followed } };

  const work = new Sequence(snapshot);
  work.note(unreadable(snapshot, mount));
  const exported = exportAfter(params, mount, from, to);
  const staysInPlace = target === mount.property.parent && params.after === undefined;
  const uses = rewriteUses(program, params, { from, to, mount, exported, staysInPlace }, work);
  if (work.isBlocked()) return work.result();
  if (!staysInPlace) {
    await remount(params, { mount, target, path: to.path, exported }, work);
  }
  if (params.module && mount.source && !work.isBlocked()) {
    const module = { from: mount.source.path, to: params.module.to };
    work.add(moveModule(work.snapshot, module));
  }
  if (!work.isBlocked()) {
    const unparsed = files.filter((path) => program.syntaxError(path) !== undefined);
    const left = [...unparsed, ...uses.undecided];
    const alike = rootRouters(program, params.root)
      .filter((router) => router.name !== from.router.name)
      .flatMap((router) => mountAt(program, router, mount.path) ?? [])
      // A router that is merged of others has their routes: these are no other ones.
      .filter(({ property }) => property !== mount.property);
    const homes = [pathOf(mount.property.getSourceFile()), mount.source?.path];
    const reaching = new Set(
      homes.flatMap((home) => (home === undefined ? [] : [...program.filesReaching(home)])),
    );
    await mentions(
      params,
      mount,
      { to: to.path, exported, clients: uses.clients, left, alike, reaching },
      work,
    );
  }
  const advice = `If it is, change it to ${to.path.join(".")} by hand.`;
  work.note(usesInOtherLanguages(snapshot, mount, advice));
  if (target !== mount.property.parent) {
    work.note(builderNotes(program, mount, to.router, params.root));
  }
  return work.result();
}

/** Files that cannot be read: blocking where they hold the route's export or one of its paths. */
function unreadable(snapshot: Snapshot, { path, source, procedures }: Mount): readonly Note[] {
  const key = lastKey(path);
  const uses = procedures.map((procedure) => `${key}.${procedure.path.split(".")[0] ?? ""}`);
  const needles = [...new Set(uses), ...(source ? [source.name] : [])];
  const used = new Set([...snapshot.containing(needles).values()].flat());
  const blocking = unreadableNotes(snapshot, key, "blocking", "manual");
  const manual = unreadableNotes(snapshot, key, "manual");
  return blocking.map((note, index) => (used.has(note.path) ? note : (manual[index] ?? note)));
}

interface Route {
  readonly from: LocatedRoute;
  readonly to: LocatedRoute;
  readonly mount: Mount;
  readonly exported: string | undefined;
  readonly staysInPlace: boolean;
}

interface Uses {
  /** The names of the clients that the route is called through. */
  readonly clients: readonly string[];
  /** Files with a splitLink that is left to a person: texts in its condition decide, too. */
  readonly undecided: readonly RepoPath[];
}

/**
 * Call sites, the export's name, splitLinks, and the key where it stays: all that is read from one
 * program.
 */
function rewriteUses(
  program: TypeProgram,
  params: RouteMove,
  { from, to, mount, exported, staysInPlace }: Route,
  work: Sequence,
): Uses {
  const key = lastKey(mount.path);
  const files = sourcesWith(work.snapshot, mount.source ? [key, mount.source.name] : [key]);
  const edits = new EditSet();
  const move = { mount, from: from.router, to: to.router, path: to.path };
  const calls = rewriteCallSites(program, files, move, edits);
  const notes: Note[] = [...calls.notes];
  if (mount.source && exported !== undefined && exported !== mount.source.name) {
    const { declaration, name } = mount.source;
    const renaming = { declaration, from: name, to: exported, except: mount.property.name };
    notes.push(...renameDeclaration(program, files, renaming, edits));
    notes.push(...mockedExports(program, files, mount.source, exported));
  }
  if (staysInPlace) {
    const value = localName(mount, exported);
    renameInPlace(mount, lastKey(to.path), value, params.description, edits);
  }
  // A link of another API neither knows the routers nor speaks of the route.
  const reaching = program.filesReaching(params.root);
  const named = new Set(sourcesWith(work.snapshot, [key, to.path[0] ?? key]));
  const linked = sourcesWith(work.snapshot, ["splitLink"]).filter(
    (path) => reaching.has(path) || named.has(path),
  );
  const links = splitLinks(program, work.snapshot, linked, { root: params.root, from, to, mount });
  edits.include(links.ops);
  const ops = edits.ops();
  notes.push(...syntaxNotes(program, [...new Set([...files, ...linked])], ops));
  work.add({ ops, notes: onePerPlace([...notes, ...links.notes]), branches: links.branches });
  const undecided = links.notes.filter(({ code }) => code === "split-link");
  return { clients: calls.clients, undecided: undecided.map(({ path }) => path) };
}

/** The key of a test's stand-in can look like a use of the route as well: it is noted once. */
function onePerPlace(notes: readonly Note[]): readonly Note[] {
  const known = new Set(notes.filter(({ code }) => code === "mocked-export").map(spelledOut));
  return notes.filter(
    (note) => note.code !== "unresolved-call-site" || !known.has(spelledOut(note)),
  );
}

function spelledOut({ path, line, column }: Note): string {
  return `${path}:${line}:${column}`;
}

/** What the mounted router's variable is called after the move; undefined if it has none. */
function exportAfter(
  params: RouteMove,
  { source }: Mount,
  from: LocatedRoute,
  to: LocatedRoute,
): string | undefined {
  if (!source) return undefined;
  return (
    params.exportName ??
    renamedAfter(source.name, lastKey(from.path), lastKey(to.path)) ??
    source.name
  );
}

function sourcesWith(snapshot: Snapshot, needles: readonly string[]): readonly RepoPath[] {
  const found = [...snapshot.containing(needles).values()].flat();
  return [...new Set(found)].filter(isSourcePath).sort();
}
