import type { API } from "jscodeshift";
import { importsOf } from "../../../../codemods/transforms/lib/imports.ts";
import type { Source } from "../../../../codemods/transforms/lib/source.ts";
import { Refused } from "./refused.ts";

/** What the script calls the things that it imports. */
export interface Names {
  readonly userSources: string;
  readonly integrations: string;
  /** As the script will call them; `added` are those that it does not import yet. */
  readonly installations: string;
  readonly workspaces: string;
  readonly added: readonly string[];
  /** The module that the tables come from. */
  readonly schema: string;
  readonly eq: string;
  readonly and: string;
}

/**
 * The names of a script that imports the table of user sources; undefined if it does not. Throws
 * Refused where it gets at the tables in another way, or where a new name would meet an old one.
 */
export function namesOf(source: Source, api: API): Names | undefined {
  const imports = importsOf(source, api);
  const items = imports.flatMap(({ specifier, isType, named }) =>
    (named?.items ?? []).map((item) => ({ ...item, specifier, isType: isType || item.isType })),
  );
  const called = (name: string, from?: string) =>
    items.find(
      (item) =>
        item.imported === name && !item.isType && item.specifier === (from ?? item.specifier),
    );
  const table = called("userSources");
  if (!table) {
    const mention = source.tokens.find(({ text }) => text === "userSources");
    if (mention) {
      throw new Refused(mention.start, "`userSources` is used here and not imported by its name");
    }
    return undefined;
  }
  const required = (name: string, from?: string): string => {
    const found = called(name, from);
    if (!found) throw new Refused(table.start, `\`${name}\` is not imported by its name`);
    return found.local;
  };
  const added: string[] = [];
  const wanted = (name: string): string => {
    const found = called(name);
    if (found) return found.local;
    added.push(name);
    return name;
  };
  const names = {
    userSources: table.local,
    integrations: required("workspaceIntegrations"),
    installations: wanted("gwInstallations"),
    workspaces: wanted("orgWorkspaces"),
    added,
    schema: table.specifier,
    eq: required("eq", "drizzle-orm"),
    and: required("and", "drizzle-orm"),
  };
  for (const [index, { text, start }] of source.tokens.entries()) {
    const isMember = [".", "?."].includes(source.tokens[index - 1]?.text ?? "");
    if (isMember || !["installation", ...added].includes(text)) continue;
    throw new Refused(start, `\`${text}\` is taken here, and the script is to have it`);
  }
  return names;
}
