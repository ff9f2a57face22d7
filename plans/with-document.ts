import { literalPath } from "../audits/places.ts";
import { spellingsOf } from "../audits/spellings.ts";
import type { Criterion } from "../audits/criterion.ts";
import { bindDemand } from "../audits/markdown/bind.ts";
import { compileDocument } from "../audits/markdown/compile.ts";
import type { Box, DocumentCriterion, DocumentPhase } from "../audits/markdown/document.ts";
import { UserError } from "../workspace/errors.ts";
import { isRecord } from "./is-record.ts";
import type { Phase, Plan } from "./plan.ts";

/** A plan document as it was read. */
export interface DocumentText {
  /** From the root of the target, or as the user wrote it if it lies elsewhere. */
  readonly path: string;
  readonly inTarget: boolean;
  /** The file itself, absolute. */
  readonly file: string;
  /** Its byte order mark included. */
  readonly text: string;
}

/**
 * `plan` with the success criteria of its document: phases are matched by id, those that only the
 * document has are added without steps. A bullet that asks for what one of the plan's own criteria
 * asks for becomes one with it, with the exceptions of both; the others of either are kept. Throws
 * UserError `invalid-document`, or `no-criteria` if the document has none at all.
 */
export function withDocument(plan: Plan, document: DocumentText): Plan {
  const { path, inTarget, file, text } = document;
  const compiled = compileDocument(text, { name: path, known: namedBy(plan) });
  if (compiled.phases.every(({ criteria }) => criteria.length === 0)) {
    throw new UserError(
      "no-criteria",
      `${path} has no success criteria. They are bullets under a heading \`Automated Verification\` or \`Manual Verification\`, in a phase such as \`## Phase 1: Rename\`.`,
    );
  }
  const ids = new Set(plan.phases.flatMap((phase) => phase.criteria.map(({ id }) => id)));
  const boxes = new Map<string, Box>();
  const bind = (demand: DocumentCriterion, phase: string, own: Criterion | undefined) => {
    const id = own?.id ?? freeId(`${phase}/${demand.kind}/${slugOf(demand)}`, ids);
    const { afterCommands = false } = own ?? {};
    if (demand.box) boxes.set(id, demand.box);
    return bindDemand(demand, { id, phase, afterCommands }, inTarget ? path : undefined);
  };

  const said = new Map(compiled.phases.map((phase) => [phase.id.toLowerCase(), phase]));
  const known = plan.phases.map((phase): Phase => {
    const written = said.get(phase.id.toLowerCase());
    said.delete(phase.id.toLowerCase());
    if (!written) return phase;
    const criteria = merged(phase, written, bind);
    return { ...phase, criteria, ...(written.state && { stated: written.state }) };
  });
  const added = [...said.values()].map((phase) => phaseFrom(phase, bind));
  return {
    ...plan,
    title: plan.title === "" ? (compiled.title ?? plan.id) : plan.title,
    phases: [...known, ...added],
    document: { path, optional: false, read: { inTarget, file, text, boxes } },
  };
}

type Bind = (demand: DocumentCriterion, phase: string, own: Criterion | undefined) => Criterion;

/** A phase that only the document has. */
function phaseFrom({ id, title, line, state, reason, criteria }: DocumentPhase, bind: Bind): Phase {
  const why = reason ?? `the document says so (line ${line})`;
  return {
    id,
    title,
    skipped: state === "skipped" ? why : undefined,
    ...(state && { stated: state }),
    requires: [],
    steps: [],
    criteria: criteria.map((demand) => bind(demand, id, undefined)),
    commands: [],
  };
}

/** The criteria of `phase`: those of the document in its order, then what only the plan has. */
function merged(phase: Phase, written: DocumentPhase, bind: Bind): readonly Criterion[] {
  const taken = new Set<Criterion>();
  const fromDocument = written.criteria.map((demand) => {
    const own = phase.criteria.find((each) => asksForSame(each, demand));
    if (!own) return bind(demand, phase.id, undefined);
    const combined = { ...demand, params: withExceptionsOf(own, demand.params) };
    // Said twice, it is a criterion of its own the second time.
    const first = !taken.has(own);
    taken.add(own);
    return bind(combined, phase.id, first ? own : undefined);
  });
  return [...fromDocument, ...phase.criteria.filter((each) => !taken.has(each))];
}

function asksForSame(own: Criterion, { kind, params }: DocumentCriterion): boolean {
  return own.kind === kind && isRecord(own.params) && essence(own.params) === essence(params);
}

/** Parameters in a form in which those that mean the same are equal; without exceptions. */
function essence(params: Readonly<Record<string, unknown>>): string {
  const { except: _, paths, folder, ...rest } = params;
  const all = {
    ...rest,
    ...(Array.isArray(paths) && { paths: [...new Set(paths.map(normal))].sort() }),
    ...(folder !== undefined && { folder: normal(folder) }),
  };
  const defined = Object.entries(all).filter(([, value]) => value !== undefined);
  return JSON.stringify(defined.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function normal(path: unknown): string {
  return literalPath(String(path)) ?? String(path);
}

function withExceptionsOf(
  own: Criterion,
  params: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const lists = [isRecord(own.params) ? own.params["except"] : undefined, params["except"]];
  const except = lists.flatMap((list): readonly unknown[] => (Array.isArray(list) ? list : []));
  return except.length === 0 ? params : { ...params, except };
}

/** What the plan speaks of: its names in every spelling, and all texts in its parameters. */
function namedBy({ names, phases }: Plan): readonly string[] {
  const texts = (value: unknown): readonly string[] => {
    if (typeof value === "string") return [value];
    if (Array.isArray(value)) return value.flatMap(texts);
    return isRecord(value) ? Object.values(value).flatMap(texts) : [];
  };
  return [
    ...names.flatMap(({ name }) => spellingsOf(name)),
    ...phases.flatMap(({ criteria, steps }) => [
      ...criteria.flatMap(({ params }) => texts(params)),
      ...steps.map(({ title }) => title),
    ]),
  ];
}

/** How long the part of an id that says what it is about may be. */
const LONGEST_SLUG = 60;

/** What a criterion is about, as a part of its id: it must not change when lines are put in. */
function slugOf({ params }: DocumentCriterion): string {
  const { name, paths, command, text } = params;
  const about = name ?? (Array.isArray(paths) ? paths[0] : undefined) ?? command ?? text;
  const slug = String(about)
    .replace(/[^\p{L}\p{N}_./@]+/gu, "-")
    .replace(/^-+|[-/]+$/g, "")
    .slice(0, LONGEST_SLUG);
  return slug === "" ? "x" : slug;
}

function freeId(wanted: string, ids: Set<string>): string {
  let id = wanted;
  for (let number = 2; ids.has(id); number += 1) id = `${wanted}~${number}`;
  ids.add(id);
  return id;
}
