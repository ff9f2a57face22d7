import type { z } from "zod";
import { criterionKinds } from "../audits/criteria/index.ts";
import { requirementKinds } from "../audits/requirements/index.ts";
import { stepKinds } from "../codemods/steps/index.ts";
import { isRecord } from "./is-record.ts";
import { jsonSchemaOf } from "./json-schema.ts";
import type { JsonSchema } from "./json-schema.ts";
import { planSource } from "./plan-source.ts";

/**
 * The JSON Schema of a plan in JSON, made from what checks plans: editors complete it and mark what
 * is wrong. Kinds whose parameters hold code are not in it.
 */
export function planJsonSchema(): JsonSchema & { readonly $schema: string } {
  const plan = jsonSchemaOf(planSource, false);
  const phases = plan.properties?.["phases"];
  const phase = phases?.items;
  if (!plan.properties || !phase?.properties) throw new Error("the schema of plans has no phases");
  const [ofSteps, ofCriteria] = [kindsOf(stepKinds), kindsOf(criterionKinds)];
  const ofRequirements = kindsOf(requirementKinds);
  const inside = [...ofSteps, ...ofCriteria, ...ofRequirements].map(([, { $defs = {} }]) => $defs);
  const lists = {
    requires: listOf(phase.properties["requires"], ofRequirements),
    steps: listOf(phase.properties["steps"], ofSteps),
    criteria: listOf(phase.properties["criteria"], ofCriteria),
    commands: phase.properties["commands"] ?? {},
  };
  const requires = { $ref: "#/$defs/requires" };
  const steps = { $ref: "#/$defs/steps" };
  const criteria = { $ref: "#/$defs/criteria" };
  const commands = { $ref: "#/$defs/commands" };
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    ...plan,
    properties: {
      ...plan.properties,
      phases: {
        ...phases,
        items: {
          ...phase,
          properties: { ...phase.properties, requires, steps, criteria, commands },
        },
      },
      requires: {
        ...requires,
        description: "Of a plan of one phase: what must be so before anything is written.",
      },
      steps: { ...steps, description: "Of a plan of one phase: its steps, in order." },
      criteria: {
        ...criteria,
        description: "Of a plan of one phase: what has to hold afterwards.",
      },
      commands: { ...commands, description: "Of a plan of one phase: what is to be run then." },
    },
    required: ["id", "title"],
    anyOf: ["phases", "steps", "criteria", "commands", "document"].map((key) => ({
      required: [key],
    })),
    $defs: Object.fromEntries([lists, ...inside].flatMap((defs) => Object.entries(defs))),
  };
}

interface Kind {
  readonly kind: string;
  readonly schema: z.ZodType;
}

/** Of each kind that plain data can give parameters, what it is called and what it takes. */
function kindsOf(kinds: readonly Kind[]): readonly (readonly [string, JsonSchema])[] {
  return kinds.flatMap(({ kind, schema }) => {
    const params = jsonSchemaOf(schema, true);
    return holdsCode(params) ? [] : [[kind, renamedRefs(params, kind)] as const];
  });
}

/** With what it refers to under the kind's own name, since all of it comes into one schema. */
function renamedRefs(schema: JsonSchema, kind: string): JsonSchema {
  const text = JSON.stringify(schema).replaceAll(/(?<="|\/)__schema(?=\d)/g, `${kind}-`);
  return JSON.parse(text) as JsonSchema;
}

/** Whether a required field takes what JSON cannot say; zod writes a schema for it that takes all. */
function holdsCode({ properties = {}, required = [] }: JsonSchema): boolean {
  return required.some((key) => {
    const field = properties[key];
    return isRecord(field) && Object.keys(field).every((name) => name === "description");
  });
}

function listOf(
  list: JsonSchema | undefined,
  kinds: readonly (readonly [string, JsonSchema])[],
): JsonSchema {
  const item = list?.items ?? {};
  return {
    ...list,
    items: {
      anyOf: kinds.map(([kind, params]) => ({
        ...item,
        properties: { ...item.properties, kind: { const: kind }, params: withoutDefs(params) },
        required: ["kind", "params"],
      })),
    },
  };
}

function withoutDefs(schema: JsonSchema): JsonSchema {
  const own = Object.entries(schema).filter(([key]) => key !== "$defs");
  return Object.fromEntries(own);
}
