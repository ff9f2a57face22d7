import type { API, FileInfo, Options } from "jscodeshift";
import { addNames, canTake } from "./lib/add-names.ts";
import { importsOf } from "./lib/imports.ts";
import type { Import } from "./lib/imports.ts";
import { newImport } from "./lib/new-import.ts";
import type { WantedName } from "./lib/new-import.ts";
import { flagOption, objectsOption, optionalText, textOption } from "./lib/options.ts";
import { reportAt } from "./lib/report.ts";
import { parseSource } from "./lib/source.ts";
import { splice } from "./lib/splice.ts";

export interface AddImportOptions {
  readonly names: readonly {
    readonly name: string;
    /** Only the type is needed. */
    readonly type?: boolean;
    /** The imported name to stand in front of, if the import has it; otherwise sorted or last. */
    readonly beside?: string;
  }[];
  /** The module, as the file is to write it. */
  readonly from: string;
  /** The module whose import a new line is to stand behind, or in front of. */
  readonly after?: string;
  readonly before?: string;
  /** Only the types of all names are needed. */
  readonly type?: boolean;
}

export const parser = "tsx";

export const meta = {
  name: "add-import",
  description: "Import names from a module, in the import that the file has or in a new one",
};

/**
 * The text with the names imported; undefined if they all are. A name that the file imports as a
 * type and that is now needed as a value becomes one. Reports a name that another import binds.
 */
export default function addImport(file: FileInfo, api: API, options: Options): string | undefined {
  const from = textOption(options, "from");
  const allTypes = flagOption(options, "type");
  const names: WantedName[] = objectsOption(options, "names").map((entry) => ({
    name: textOption(entry, "name"),
    isType: allTypes || flagOption(entry, "type"),
    beside: optionalText(entry, "beside"),
  }));
  const source = parseSource(file, api);
  const imports = importsOf(source, api);
  const taken = names.find(({ name }) => isTaken(imports, from, name));
  if (taken) {
    const message = `${taken.name} cannot be imported from ${from}: another import binds that name`;
    reportAt(api, source, imports[0]?.start ?? 0, message);
    return undefined;
  }
  const same = imports.filter((declaration) => declaration.specifier === from);
  const missing = names.filter(({ name, isType }) => !same.some((one) => has(one, name, isType)));
  if (missing.length === 0) return undefined;
  const upgraded = missing.filter(({ name }) => same.some((one) => has(one, name, true)));
  const added = missing.filter((name) => !upgraded.includes(name));
  const values = added.filter(({ isType }) => !isType);
  const home =
    same.find((one) => canTake(one) && !one.isType && (values.length > 0 || !hasTypeHome(same))) ??
    same.find((one) => canTake(one) && one.isType && values.length === 0) ??
    same.find((one) => canTake(one) && !one.isType);
  const widened = same.filter((one) => upgraded.some(({ name }) => has(one, name, true)));
  const homes = [...new Set([...(home && added.length > 0 ? [home] : []), ...widened])];
  const splices = homes.flatMap((one) =>
    addNames(
      source,
      one,
      one === home ? added : [],
      upgraded.map(({ name }) => name),
    ),
  );
  if (!home && added.length > 0) {
    const place = {
      after: optionalText(options, "after"),
      before: optionalText(options, "before"),
    };
    splices.push(newImport(source, api, imports, { names: added, from, ...place }));
  }
  return splice(source.text, splices);
}

function hasTypeHome(same: readonly Import[]): boolean {
  return same.some((one) => canTake(one) && one.isType);
}

function has(declaration: Import, name: string, isType: boolean): boolean {
  return (
    declaration.named?.items.some(
      (item) =>
        item.imported === name &&
        item.local === name &&
        (isType || !(item.isType || declaration.isType)),
    ) ?? false
  );
}

function isTaken(imports: readonly Import[], from: string, name: string): boolean {
  return imports.some(({ specifier, others, named }) => {
    const bound = [
      ...others,
      ...(named?.items ?? []).filter((item) => specifier !== from || item.imported !== name),
    ];
    return bound.some(({ local }) => local === name);
  });
}
