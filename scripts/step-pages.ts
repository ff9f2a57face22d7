import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { format } from "prettier";
import { stepKinds } from "../codemods/steps/index.ts";
import type { Note, StepKind } from "../codemods/step.ts";
import { executePhases } from "../plans/execute.ts";
import { jsonSchemaOf } from "../plans/json-schema.ts";
import type { JsonSchema } from "../plans/json-schema.ts";
import { loadPlan } from "../plans/load.ts";
import { changeSet } from "../workspace/change-set.ts";
import { unifiedPatch } from "../workspace/diff.ts";
import { snapshotOf } from "../workspace/snapshot.ts";

/**
 * The pages of `docs/steps`, by file name: of each step kind what it does, a plan with what it makes
 * of the files of `examples` (`<kind>/about.md`, `plan.ts`, `before/`), and its parameters. Throws if
 * a kind has no example, or an example changes nothing.
 */
export async function stepPages(examples: string): Promise<ReadonlyMap<string, string>> {
  const known = new Set(readdirSync(examples));
  const pages = new Map<string, string>();
  for (const kind of stepKinds) {
    if (!known.has(kind.kind)) throw new Error(`there is no example of ${kind.kind}`);
    pages.set(`${kind.kind}.md`, await pageOf(kind, join(examples, kind.kind)));
  }
  return pages;
}

async function pageOf(kind: StepKind<unknown>, folder: string): Promise<string> {
  const read = (name: string): string => readFileSync(join(folder, name), "utf8").trim();
  const plan = await loadPlan("plan.ts", folder);
  const before = snapshotOf(textsOf(join(folder, "before")));
  const [run] = await executePhases(plan.phases, before);
  const changes = run ? changeSet(before, run.after) : [];
  if (!run || changes.length === 0) throw new Error(`the example of ${kind.kind} changes nothing`);
  const notes = run.steps.flatMap((step) => step.notes);
  const patch = unifiedPatch(changes).replace(/^index .*\n/gm, "");
  const text = [
    `# ${kind.kind}`,
    read("about.md"),
    fenced("ts", read("plan.ts")),
    "makes this change:",
    fenced("diff", patch.trimEnd()),
    ...(notes.length === 0 ? [] : ["and leaves this to a person, or tells it:", listOf(notes)]),
    "## Parameters",
    parametersOf(jsonSchemaOf(kind.schema, true)),
    "The functions of the package take the same, the first ones in order. Every step may have an `id`.",
    `<!-- \`npm run docs\` writes this page, from fixtures/pages/${kind.kind}. -->`,
  ].join("\n\n");
  return await format(text, { parser: "markdown", embeddedLanguageFormatting: "off" });
}

/** The files below a folder, by path. */
function textsOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = names
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
  return Object.fromEntries(
    paths.sort().map((path) => [path, readFileSync(join(folder, path), "utf8")]),
  );
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

function listOf(notes: readonly Note[]): string {
  return notes
    .map((note) => `- ${note.path}:${note.line}, _${note.severity}_: ${note.message}`)
    .join("\n");
}

function parametersOf({ properties = {}, required = [] }: JsonSchema): string {
  const rows = Object.entries(properties).map(([name, schema]) => {
    const isNeeded = required.includes(name) ? "yes" : "";
    const said = (schema.description ?? "").replaceAll("|", "\\|");
    return `| \`${name}\` | ${typeOf(schema)} | ${isNeeded} | ${said} |`;
  });
  return ["| parameter | is | required | |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

function typeOf(schema: JsonSchema): string {
  if (schema.enum) return schema.enum.map((each) => `\`${String(each)}\``).join(" or ");
  if (schema.type === "array") return `a list of ${manyOf(schema.items)}`;
  if (schema.type === "string") return "a text";
  if (schema.type === "boolean") return "`true` or `false`";
  if (schema.type === undefined) return "a function, or the path of a module";
  const keys = Object.keys(schema.properties ?? {});
  return keys.length === 0
    ? "an object"
    : `an object of ${keys.map((key) => `\`${key}\``).join(", ")}`;
}

function manyOf(schema: JsonSchema | undefined): string {
  return schema?.type === "string" ? "texts" : schema ? typeOf(schema) : "anything";
}
