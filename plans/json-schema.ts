import { z } from "zod";

/** The part of JSON Schema that zod writes and that is read here. */
export interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly additionalProperties?: JsonSchema | boolean;
}

/**
 * What `schema` takes, as JSON Schema. Without `loose`, throws for what JSON cannot say, such as a
 * function; with it, that is a schema that takes anything.
 */
export function jsonSchemaOf(schema: z.ZodType, loose: boolean): JsonSchema {
  const made: unknown = z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: loose ? "any" : "throw",
  });
  // zod's own type says more than is needed, and less exactly.
  const { $schema: _, ...rest } = made as JsonSchema & { readonly $schema?: unknown };
  return rest;
}

/** The schemas of what may stand at `path` in a value of `schema`. */
export function schemasAt(
  schema: JsonSchema,
  path: readonly (string | number)[],
): readonly JsonSchema[] {
  const branches = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  const inBranches = branches.flatMap((branch) => schemasAt(branch, path));
  const [key, ...rest] = path;
  if (key === undefined) return [schema, ...inBranches];
  const own = typeof key === "number" ? schema.items : memberOf(schema, key);
  return [...(own ? schemasAt(own, rest) : []), ...inBranches];
}

function memberOf({ properties, additionalProperties }: JsonSchema, key: string) {
  if (properties && Object.hasOwn(properties, key)) return properties[key];
  return typeof additionalProperties === "object" ? additionalProperties : undefined;
}
