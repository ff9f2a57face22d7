import type { z } from "zod";
import { bindCriterion } from "../audits/criterion.ts";
import type { Criterion } from "../audits/criterion.ts";
import { defaultTimeoutSeconds, folderOf } from "../audits/criteria/command.ts";
import { criterionKinds } from "../audits/criteria/index.ts";
import { bindStep } from "../codemods/step.ts";
import type { Step } from "../codemods/step.ts";
import { stepKinds } from "../codemods/steps/index.ts";
import { UserError } from "../workspace/errors.ts";
import { planSource } from "./plan-source.ts";
import type { Phase, PhaseCommand, Plan } from "./plan.ts";

type Field = readonly (string | number)[];

/**
 * The plan that `source` describes, with every step and criterion checked by its kind. `from` says
 * in messages where it was read. Throws UserError `invalid-plan` that lists all that is wrong, each
 * with the path to the field.
 */
export function compilePlan(source: unknown, from: string): Plan {
  const problems: string[] = [];
  const parsed = planSource.safeParse(source);
  if (!parsed.success) throw invalid(from, issuesOf(parsed.error, []));
  const plan = parsed.data;
  const ids = new Set<string>();
  const unique = (id: string, field: Field): string => {
    if (ids.has(id)) problems.push(`${show(field)}: the id ${JSON.stringify(id)} is used twice`);
    ids.add(id);
    return id;
  };

  const phases = plan.phases.map((phase, index): Phase => {
    const field: Field = ["phases", index];
    unique(`phase ${phase.id}`, [...field, "id"]);
    const steps = phase.steps.flatMap((step, number): Step[] => {
      const at = [...field, "steps", number];
      const id = unique(step.id ?? `${phase.id}.${number + 1}`, at);
      const kind = kindNamed(stepKinds, step.kind, at, problems);
      return kind
        ? bound(kind, step.params, at, problems, (it, params) => bindStep(it, params, id))
        : [];
    });
    const criteria = phase.criteria.flatMap((criterion, number): Criterion[] => {
      const at = [...field, "criteria", number];
      const id = unique(criterion.id ?? `${phase.id}/${criterion.kind}/${number + 1}`, at);
      const kind = kindNamed(criterionKinds, criterion.kind, at, problems);
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
    return { id: phase.id, title: phase.title, skipped: phase.skipped, steps, criteria, commands };
  });
  if (problems.length > 0) throw invalid(from, problems);
  return {
    id: plan.id,
    title: plan.title,
    names: plan.names.map((name) => ({ name })),
    allow: plan.allow.map(({ names, paths, reason }) => ({ names, paths, reason })),
    document: plan.document,
    phases,
  };
}

interface Kind {
  readonly kind: string;
  readonly schema: z.ZodType;
}

function kindNamed<K extends Kind>(
  kinds: readonly K[],
  name: string,
  field: Field,
  problems: string[],
): K | undefined {
  const kind = kinds.find((candidate) => candidate.kind === name);
  if (!kind) {
    const known = kinds.map((candidate) => candidate.kind).join(", ");
    problems.push(
      `${show([...field, "kind"])}: there is no kind ${JSON.stringify(name)}; there are: ${known}`,
    );
  }
  return kind;
}

function bound<K extends Kind, Bound>(
  kind: K,
  params: unknown,
  field: Field,
  problems: string[],
  bind: (kind: K, params: unknown) => Bound,
): Bound[] {
  const parsed = kind.schema.safeParse(params);
  if (parsed.success) return [bind(kind, parsed.data)];
  problems.push(...issuesOf(parsed.error, [...field, "params"]));
  return [];
}

function issuesOf(error: z.ZodError, field: Field): string[] {
  return error.issues.map((issue) => {
    const path = [
      ...field,
      ...issue.path.map((key) => (typeof key === "number" ? key : String(key))),
    ];
    return `${show(path)}: ${issue.message}`;
  });
}

/** `phases[0].steps[2].params.from` */
function show(field: Field): string {
  const text = field.map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`)).join("");
  return text.startsWith(".") ? text.slice(1) : text || "the plan";
}

function invalid(from: string, problems: readonly string[]): UserError {
  return new UserError(
    "invalid-plan",
    `the plan in ${from} is not valid:\n${problems.map((problem) => `  ${problem}`).join("\n")}`,
  );
}
