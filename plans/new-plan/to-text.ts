import type { PhaseBody, PlanPhase, PlanSource, PlanStep } from "../language/source.ts";

/** The plan as JSON; `schema` is how its file names the JSON Schema of plans. */
export async function planAsJson(plan: PlanSource, schema: string): Promise<string> {
  return await formatted(JSON.stringify({ $schema: schema, ...plan }), "json");
}

/** The functions of the plan language for the steps that `init` writes, and their first arguments. */
const FUNCTIONS: Readonly<Record<string, readonly [name: string, ...fields: string[]]>> = {
  "rename-route": ["renameRoute", "route", "to"],
  "move-route": ["moveRoute", "from", "to"],
  "delete-route": ["deleteRoute", "route"],
  "rename-export": ["renameExport", "module", "from", "to"],
  "rename-name": ["renameName", "from", "to"],
  "move-module": ["moveModule", "from", "to"],
  "drop-column": ["dropColumn", "column"],
  "drop-table": ["dropTable", "table"],
};

/** The plan as a TypeScript module with `definePlan`. */
export async function planAsTypeScript(plan: PlanSource): Promise<string> {
  const { phases, ...rest } = plan;
  const bodies: readonly PhaseBody[] = plan.phases ? plan.phases : [plan];
  const calls = bodies.flatMap(({ steps = [] }) => steps.map(callOf));
  const names = ["definePlan", ...calls.map(({ name }) => name)];
  const imports = [...new Set(names)].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  const text = [
    `import { ${imports.join(", ")} } from "conn-codemod";`,
    "",
    "export default definePlan({",
    ...fields(rest),
    ...(phases
      ? [`phases: [${phases.map((each) => `{ ${fields(each).join("\n")} }`).join(", ")}],`]
      : []),
    "});",
  ];
  return await formatted(text.join("\n"), "typescript");
}

/** `key: value,` for each; steps as calls of their functions. */
function fields(values: Readonly<Partial<PlanPhase>>): readonly string[] {
  return Object.entries(values).flatMap(([key, value]) => {
    if (value === undefined) return [];
    if (key !== "steps") return [`${key}: ${literal(value)},`];
    const calls = (values.steps ?? []).map((step) => callOf(step).text);
    return [`steps: [${calls.join(", ")}],`];
  });
}

function callOf({ kind, params }: PlanStep): { name: string; text: string } {
  const [name, ...first] = FUNCTIONS[kind] ?? [];
  if (name === undefined) throw new Error(`there is no function for the step ${kind}`);
  const given: Readonly<Record<string, unknown>> = { ...params };
  const others = Object.entries(given).filter(
    ([key, value]) => !first.includes(key) && value !== undefined,
  );
  const all = [
    ...first.map((field) => given[field]),
    ...(others.length === 0 ? [] : [Object.fromEntries(others)]),
  ];
  return { name, text: `${name}(${all.map(literal).join(", ")})` };
}

/** Plain data as code. */
function literal(value: unknown): string {
  return JSON.stringify(value);
}

/** As most people have their code. Loaded when it is needed, for it takes a while. */
async function formatted(text: string, parser: "json" | "typescript"): Promise<string> {
  const { format } = await import("prettier");
  return await format(text, { parser, printWidth: 100, quoteProps: "as-needed" });
}
