import type { API, FileInfo } from "jscodeshift";
import {
  endsLine,
  indentAt,
  indentUnit,
  lineBreakOf,
  startsLine,
} from "../../../codemods/transforms/lib/lines.ts";
import { reportAt } from "../../../codemods/transforms/lib/report.ts";
import { parseSource } from "../../../codemods/transforms/lib/source.ts";
import type { Source } from "../../../codemods/transforms/lib/source.ts";
import { splice } from "../../../codemods/transforms/lib/splice.ts";
import type { Span } from "../../../codemods/transforms/lib/splice.ts";
import addImport from "../../../codemods/transforms/add-import.ts";
import removeUnusedImports from "../../../codemods/transforms/remove-unused-imports.ts";
import { leftoverData } from "./seed-integrations/demo-data.ts";
import { namesOf } from "./seed-integrations/names.ts";
import type { Names } from "./seed-integrations/names.ts";
import { Refused } from "./seed-integrations/refused.ts";
import { shapeOf, within } from "./seed-integrations/shape.ts";
import type { Shape } from "./seed-integrations/shape.ts";
import { wordingOf } from "./seed-integrations/wording.ts";

export const parser = "tsx";

export const meta = {
  name: "seed-integrations",
  description: "Seed integrations with installations in place of user sources",
};

/**
 * The seed script without user sources: each integration refers to the active installation that its
 * workspace's organization has for the provider (to none if there is none, as the column allows),
 * and one that exists is found by workspace and provider resource. Undefined if the script does not
 * use user sources. A script of another shape stays as it is, and the place is reported; beside a
 * change, so are texts and data that may need a person's eye.
 */
export default function seedIntegrations(file: FileInfo, api: API): string | undefined {
  if (!file.source.includes("userSources")) return undefined;
  const source = parseSource(file, api);
  try {
    const names = namesOf(source, api);
    return names && rewritten(file, api, source, names);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const advice =
      "Rewrite the script by hand so that it does not use `userSources`, then run again.";
    reportAt(api, source, error.at, `${error.message}. ${advice}`);
    return undefined;
  }
}

function rewritten(file: FileInfo, api: API, source: Source, names: Names): string | undefined {
  const shape = shapeOf(source, api, names);
  const heading = headingOf(source, shape.block.start);
  const start = heading?.start ?? shape.block.start;
  const block = { start, end: shape.block.end };
  const remark = remarkOn(source, shape.reference);
  const data = leftoverData(source, api, shape);
  const wording = wordingOf(source, api, [block, ...remark, ...data.splices]);
  if (data.left) reportAt(api, source, data.left.at, data.left.message);
  for (const at of wording.left) reportAt(api, source, at, "this still speaks of user sources");

  const { eq } = names;
  const text = splice(source.text, [
    { ...block, text: lookup(source, names, shape, heading?.number ?? "") },
    {
      ...shape.filter,
      text: `${eq}(${names.integrations}.providerResourceId, ${shape.providerResourceId})`,
    },
    { ...shape.reference, text: columns(source, shape) },
    ...remark.map((span) => ({ ...span, text: "" })),
    ...data.splices,
    ...wording.splices,
  ]);
  return text === undefined ? undefined : withImports(file, api, source, names, shape, text);
}

/** What the script prints with; here nothing does. */
const LOG = ["console", "log"].join(".");

/** The statement that finds the installation. */
function lookup(source: Source, names: Names, shape: Shape, number: string): string {
  const { installations, workspaces, eq, and } = names;
  const { text } = source;
  const unit = indentUnit(text);
  const indent = indentAt(text, shape.block.start);
  const { database, provider, workspaceId } = shape;
  return [
    `// ${number}Find the installation that the organization has for the provider`,
    `const [installation] = await ${database}`,
    `${unit}.select({ id: ${installations}.id })`,
    `${unit}.from(${installations})`,
    `${unit}.innerJoin(${workspaces}, ${eq}(${workspaces}.clerkOrgId, ${installations}.orgId))`,
    `${unit}.where(`,
    `${unit.repeat(2)}${and}(`,
    `${unit.repeat(3)}${eq}(${workspaces}.id, ${workspaceId}),`,
    `${unit.repeat(3)}${eq}(${installations}.provider, ${provider}),`,
    `${unit.repeat(3)}${eq}(${installations}.status, "active"),`,
    `${unit.repeat(2)}),`,
    `${unit})`,
    `${unit}.orderBy(${installations}.createdAt)`,
    `${unit}.limit(1);`,
    "",
    "if (!installation) {",
    `${unit}${LOG}(\`  [none] the organization has no active \${${provider}} installation\`);`,
    "}",
  ]
    .map((line, index) => (index === 0 || line === "" ? line : `${indent}${line}`))
    .join(lineBreakOf(text));
}

/** What the new row has for the reference to its user source. */
function columns(source: Source, { reference, ownLines, hasProvider, provider }: Shape): string {
  const { text } = source;
  const between = ownLines ? `,${lineBreakOf(text)}${indentAt(text, reference.start)}` : ", ";
  const all = [
    "installationId: installation?.id",
    ...(hasProvider ? [] : [`provider: ${provider}`]),
  ];
  return all.join(between);
}

/** The comment directly above `offset` that is about user sources, and its number, as in `1. `. */
function headingOf(
  source: Source,
  offset: number,
): { readonly start: number; readonly number: string } | undefined {
  const comment = source.comments.find(
    ({ start, end }) =>
      /^\r?\n[^\S\r\n]*$/.test(source.text.slice(end, offset)) && startsLine(source.text, start),
  );
  if (!comment || comment.block || !/user[ -_]?source/i.test(comment.text)) return undefined;
  return { start: comment.start, number: /^\s*(\d+[.)] )/.exec(comment.text)?.[1] ?? "" };
}

/** The comment that ends the line of a property, with the space in front of it. */
function remarkOn(source: Source, { end }: Span): readonly Span[] {
  const comment = source.comments.find((each) => each.start >= end);
  const between = comment && source.text.slice(end, comment.start);
  if (!comment || between === undefined || !/^,?[^\S\r\n]*$/.test(between)) return [];
  if (!endsLine(source.text, comment.end)) return [];
  return [{ start: end + (between.startsWith(",") ? 1 : 0), end: comment.end }];
}

/** `text` with the imports that it now needs, and none that only the old statements needed. */
function withImports(
  { path }: FileInfo,
  api: API,
  source: Source,
  names: Names,
  { block }: Shape,
  text: string,
): string {
  const added = names.added.map((name) => ({ name }));
  const more = addImport({ path, source: text }, api, { names: added, from: names.schema }) ?? text;
  const mentioned = source.tokens
    .filter((token: Span & { readonly text: string }) => within(token, block))
    .map((token) => token.text)
    .filter((word) => /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(word));
  const unused = [...new Set([names.userSources, ...mentioned])];
  return removeUnusedImports({ path, source: more }, api, { names: unused }) ?? more;
}
