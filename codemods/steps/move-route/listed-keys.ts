import { ts } from "ts-morph";
import type { Mount } from "../../routes/router-model.ts";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { Snapshot } from "../../../workspace/snapshot.ts";
import { positionAt } from "../../../workspace/text-edit.ts";
import type { Note } from "../../step.ts";

/** Fewer keys of one router may come together by chance. */
const ENOUGH = 3;

/**
 * A note for each list of `files`, of values or in a type, that has the route's key among others of
 * its router: code may choose an address, or a router, by its entries.
 */
export function listedKeys(
  snapshot: Snapshot,
  files: readonly RepoPath[],
  mount: Mount,
  to: string,
): readonly Note[] {
  const key = mount.path.at(-1) ?? "";
  const siblings = siblingsOf(mount);
  if (mount.procedures.every(({ path }) => path === "") || siblings.size < ENOUGH) return [];
  return files.flatMap((path) => {
    const text = snapshot.text(path) ?? "";
    if (!text.includes(`"${key}"`) && !text.includes(`'${key}'`)) return [];
    return [...text.matchAll(LIST)].flatMap((list): readonly Note[] => {
      const entries = [...list[0].matchAll(ENTRY)];
      const entry = entries.find(([, , name]) => name === key);
      const others = entries.filter(([, , name]) => name !== key);
      const known = others.filter(([, , name = ""]) => siblings.has(name)).length;
      if (!entry || known < ENOUGH || known * 4 < others.length * 3) return [];
      return [
        {
          code: "possible-mention",
          severity: "manual",
          path,
          ...positionAt(text, list.index + entry.index),
          message: `this is a list of keys of the router that has ${mount.path.join(".")}, which is ${to} now. If something is chosen by them, such as an address, change it by hand, and what is called after it.`,
        },
      ];
    });
  });
}

const ENTRY = /(["'])([\w$]+)\1/g;
/** Entries with a comma or a bar between them, and perhaps comments at the ends of lines. */
const LIST = /(["'])[\w$]+\1(?:\s*[,|](?:\s|\/\/[^\n]*\n)*(["'])[\w$]+\2)+/g;

/** The keys that stand in one record with the route's. */
function siblingsOf(mount: Mount): ReadonlySet<string> {
  const record = mount.property.parent;
  return new Set(
    record.properties
      .filter((property) => property !== mount.property)
      .flatMap(({ name }) =>
        name && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? [name.text] : [],
      ),
  );
}
