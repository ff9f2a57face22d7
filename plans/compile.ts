import type { z } from "zod";
import { bindCriterion } from "../audits/criterion.ts";
import type { Criterion } from "../audits/criterion.ts";
import { defaultTimeoutSeconds, folderOf } from "../audits/criteria/command.ts";
import { criterionKinds } from "../audits/criteria/index.ts";
import { bindRequirement } from "../audits/requirement.ts";
import type { Requirement } from "../audits/requirement.ts";
import { requirementKinds } from "../audits/requirements/index.ts";
import { bindStep } from "../codemods/bind-step.ts";
import type { Step } from "../codemods/step.ts";
import { stepKinds } from "../codemods/steps/index.ts";
import { UserError } from "../workspace/errors.ts";
import { withModules } from "./named-modules.ts";
import { normalForm } from "./normal-form.ts";
import { planSource } from "./plan-source.ts";
import type { Phase, PhaseCommand, Plan } from "./plan.ts";
import { didYouMean, problemsOf } from "./problems.ts";
import type { Field, Problem } from "./problems.ts";

/**
 * The plan that `source` describes, with every step and criterion checked by its kind. `from` says
 * in messages where it was read. `importModule` imports the modules that a plan that is code names;
 * without it, none can be named. Throws UserError `invalid-plan` that lists all that is wrong, each
 * with the path to the field, what is there and what is expected.
 */
export function compilePlan(
  source: unknown,
  from: string,
  importModule?: (specifier: string) => Promise<unknown>,
): Plan {
  const problems: Problem[] = [];
  const { plan: normal, written } = looked(
    () => normalForm(importModule ? withModules(source, importModule) : source),
    from,
  );
  const failed = (): UserError => {
    const lines = problems.map(({ field, what }) => `${show(written(field))}: ${what}`);
    return invalid(from, lines);
  };
  const parsed = looked(() => planSource.safeParse(normal, CHECKED_ONCE), from);
  if (!parsed.success) {
    problems.push(...looked(() => problemsOf(parsed.error, planSource, normal, []), from));
    throw failed();
  }
  const plan = parsed.data;
  const ids = new Set<string>();
  const unique = (id: string, field: Field): string => {
    if (ids.has(id)) problems.push({ field, what: `the id ${JSON.stringify(id)} is used twice` });
    ids.add(id);
    return id;
  };

  const phases = plan.phases.map((phase, index): Phase => {
    const field: Field = ["phases", index];
    unique(`phase ${phase.id}`, [...field, "id"]);
    const requires = phase.requires.flatMap((requirement, number): Requirement[] => {
      const at = [...field, "requires", number];
      const id = unique(`${phase.id}.requires.${number + 1}`, at);
      const kind = kindNamed(REQUIREMENTS, requirement.kind, at, problems);
      const place = { id, phase: phase.id };
      return kind
        ? bound(kind, requirement.params, at, problems, (it, params) =>
            bindRequirement(it, params, place),
          )
        : [];
    });
    const steps = phase.steps.flatMap((step, number): Step[] => {
      const at = [...field, "steps", number];
      const id = unique(step.id ?? `${phase.id}.${number + 1}`, at);
      const kind = kindNamed(STEPS, step.kind, at, problems);
      return kind
        ? bound(kind, step.params, at, problems, (it, params) => bindStep(it, params, id))
        : [];
    });
    const criteria = phase.criteria.flatMap((criterion, number): Criterion[] => {
      const at = [...field, "criteria", number];
      const id = unique(criterion.id ?? `${phase.id}/${criterion.kind}/${number + 1}`, at);
      const kind = kindNamed(CRITERIA, criterion.kind, at, problems);
      const { afterCommands = false } = criterion;
      const place = { id, phase: phase.id, afterCommands };
      return kind
        ? bound(kind, criterion.params, at, problems, (it, params) =>
            bindCriterion(it, params, place),
          )
        : [];
    });
    const commands = phase.commands.map(
      ({ command, folder, title, timeoutSeconds = defaultTimeoutSeconds }): PhaseCommand => {
        return { command, folder: folderOf({ folder }), title, timeoutSeconds };
      },
    );
    const { id, title, skipped } = phase;
    return { id, title, skipped, requires, steps, criteria, commands };
  });
  if (problems.length > 0) throw failed();
  return {
    id: plan.id,
    title: plan.title,
    names: plan.names.map((name) => ({ name })),
    allow: plan.allow.map(({ names, paths, reason }) => ({ names, paths, reason })),
    document: plan.document,
    phases,
  };
}

/** A plan that is code can hold an object that throws when it is looked at. */
function looked<T>(look: () => T, from: string): T {
  try {
    return look();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw invalid(from, [`the plan: it cannot be looked at: ${why}`]);
  }
}

interface Kind {
  readonly kind: string;
  readonly schema: z.ZodType;
}

/** Kinds that may stand in one place, and what they and those of the other place are called. */
interface Kinds<K extends Kind> {
  readonly own: readonly K[];
  readonly others: readonly Kind[];
  readonly elsewhere: string;
}

const REQUIREMENTS = {
  own: requirementKinds,
  others: stepKinds,
  elsewhere: "is a kind of step and nothing that a phase requires: it belongs into `steps`",
};
const STEPS = {
  own: stepKinds,
  others: criterionKinds,
  elsewhere: "is a kind of criterion and no step: it belongs into `criteria`",
};
const CRITERIA = {
  own: criterionKinds,
  others: stepKinds,
  elsewhere: "is a kind of step and no criterion: it belongs into `steps`",
};

function kindNamed<K extends Kind>(
  { own, others, elsewhere }: Kinds<K>,
  name: string,
  at: Field,
  problems: Problem[],
): K | undefined {
  const kind = own.find((candidate) => candidate.kind === name);
  if (kind) return kind;
  const field = [...at, "kind"];
  if (others.some((other) => other.kind === name)) {
    problems.push({ field, what: `${JSON.stringify(name)} ${elsewhere}` });
    return undefined;
  }
  const known = own.map((candidate) => candidate.kind);
  const near = didYouMean(name, known);
  const what = `there is no kind ${JSON.stringify(name)}.${near} There are: ${known.join(", ")}`;
  problems.push({ field, what });
  return undefined;
}

function bound<K extends Kind, Bound>(
  kind: K,
  params: unknown,
  field: Field,
  problems: Problem[],
  bind: (kind: K, params: unknown) => Bound,
): Bound[] {
  const at = [...field, "params"];
  const long = longTextIn(params, at);
  if (long) {
    problems.push({ field: long, what: `is longer than ${LONGEST} characters` });
    return [];
  }
  const parsed = kind.schema.safeParse(params, CHECKED_ONCE);
  if (parsed.success) return [bind(kind, parsed.data)];
  problems.push(...problemsOf(parsed.error, kind.schema, params, at));
  return [];
}

/** Code made for a schema is quicker than the schema, but not the first time. */
const CHECKED_ONCE = { jitless: true };

/** What nobody writes, and what some that read it, such as the matcher of globs, would not take. */
const LONGEST = 50_000;

/** Where a text of `value` is too long, as far as parameters are nested. */
function longTextIn(value: unknown, field: Field): Field | undefined {
  if (typeof value === "string") return value.length > LONGEST ? field : undefined;
  if (typeof value !== "object" || value === null || field.length > 20) return undefined;
  const isList = Array.isArray(value);
  for (const [key, inner] of Object.entries(value)) {
    const found = longTextIn(inner, [...field, isList ? Number(key) : key]);
    if (found) return found;
  }
  return undefined;
}

/** `phases[0].steps[2].params.from` */
function show(field: Field): string {
  const text = field.map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`)).join("");
  return text.startsWith(".") ? text.slice(1) : text || "the plan";
}

/** How many problems a message names, and how much is said of each, in UTF-16 units. */
const NAMED = 50;
const SHOWN = 1000;

function invalid(from: string, problems: readonly string[]): UserError {
  const lines = problems
    .slice(0, NAMED)
    .map((problem) => (problem.length > SHOWN ? `${problem.slice(0, SHOWN)}…` : problem));
  const more = problems.length - lines.length;
  const all = more > 0 ? [...lines, `… and ${more} more`] : lines;
  return new UserError(
    "invalid-plan",
    `the plan in ${from} is not valid:\n${all.map((problem) => `  ${problem}`).join("\n")}`,
  );
}
