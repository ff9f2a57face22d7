import { posix } from "node:path";
import { isInMigrations } from "../../codemods/drizzle/history.ts";
import { exportersOf } from "../../codemods/program/exporters.ts";
import { fileAfter } from "../../codemods/steps/move-route/follow-module.ts";
import { isSourcePath } from "../../codemods/program/source-path.ts";
import { nearWords } from "../../audits/near-words.ts";
import { findTokens } from "../../audits/spellings.ts";
import { UserError } from "../../workspace/errors.ts";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import type { PlanStep } from "../language/source.ts";
import { nearestOf } from "./nearest.ts";
import type { Stock, StockRoute } from "./stock.ts";
import type { Wish, WishKind } from "./wish.ts";

/** What grants a wish: a step, and the name that it retires, if it does. */
export interface Granted {
  /** With full names. */
  readonly wish: Wish;
  readonly step: PlanStep;
  readonly retires: string | undefined;
}

/** Within a phase, each makes way for those after it; see groupsOf for the phases. */
const ORDER: readonly WishKind[] = [
  "delete-route",
  "move-route",
  "rename-route",
  "drop-column",
  "drop-table",
  "rename-export",
  "rename-name",
  "move-module",
];

/**
 * The steps for `wishes`, in an order that works. Throws UserError `unknown-name` for what is not
 * there, with the nearest names, `ambiguous-name`, and `name-taken`.
 */
export function stepsFor(
  wishes: readonly Wish[],
  stock: Stock,
  snapshot: Snapshot,
): readonly Granted[] {
  const unique = new Map(wishes.map((wish) => [`${wish.kind} ${wish.from} ${wish.to}`, wish]));
  return [...unique.values()]
    .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
    .map((wish) => grant(wish, stock, snapshot));
}

/** The step for one wish; throws as stepsFor does. */
export function grant(wish: Wish, stock: Stock, snapshot: Snapshot): Granted {
  switch (wish.kind) {
    case "rename-route":
    case "move-route":
    case "delete-route":
      return routeStep(wish, stock, snapshot);
    case "drop-table":
    case "drop-column":
      return dropStep(wish, stock);
    case "rename-export":
      return exportStep(wish, snapshot);
    case "rename-name":
      return nameStep(wish, snapshot);
    case "move-module":
      return moduleStep(wish, snapshot);
  }
}

function routeStep(wish: Wish, stock: Stock, snapshot: Snapshot): Granted {
  const route = routeNamed(wish.from, stock);
  const root = rootFor(route, stock);
  const key = lastKey(route.name);
  if (wish.kind === "delete-route") {
    const params = { ...root, route: route.name };
    return {
      wish: { ...wish, from: route.name },
      step: { kind: "delete-route", params },
      retires: key,
    };
  }
  const above = route.name.slice(0, -key.length - 1);
  if (wish.kind === "rename-route") {
    const before = [`${route.root}#${above}`, above, route.alias.slice(0, -key.length - 1)].map(
      (each) => `${each}.`,
    );
    const prefix = before.find((each) => wish.to.startsWith(each)) ?? "";
    const written = wish.to.slice(prefix.length);
    if (written.includes(".")) {
      throw new UserError(
        "usage",
        `--rename-route gives ${route.name} another last key, and ${wish.to} is elsewhere. To move it, pass --move-route ${route.name}=${wish.to}.`,
      );
    }
    const to = `${above}.${identifier(written)}`;
    mustBeFree(to, stock);
    const params = { ...root, route: route.name, to: written };
    const full = { ...wish, from: route.name, to };
    return { wish: full, step: { kind: "rename-route", params }, retires: key };
  }
  const to = lastKey(identifier(wish.to.slice(wish.to.lastIndexOf(".") + 1)));
  const parent = wish.to.slice(0, Math.max(0, wish.to.length - to.length - 1));
  const holders = stock.routers.map(({ name }) => name);
  if (!holders.includes(parent)) {
    const what = parent === "" ? `${wish.to} names no router` : `there is no router ${parent}`;
    throw unknown(`${what} to put ${route.name} into`, parent === "" ? wish.to : parent, holders);
  }
  mustBeFree(wish.to, stock);
  const moved = route.module === undefined ? undefined : fileAfter(route.module, key, to);
  const module = moved !== undefined && !snapshot.has(moved) ? { module: { to: moved } } : {};
  const params = { ...root, from: route.name, to: wish.to, ...module };
  const full = { ...wish, from: route.name };
  return {
    wish: full,
    step: { kind: "move-route", params },
    retires: to === key ? undefined : key,
  };
}

/** The route that is meant: `appRouter.posts`, an end of that, or with its root before a `#`. */
function routeNamed(asked: string, stock: Stock): StockRoute {
  const [, file, written = asked] = /^(?:([^#]*)#)?(.*)$/s.exec(asked) ?? [];
  const routes = stock.routes.filter(({ root }) => (file ?? root) === root);
  const exact = routes.filter(({ name, alias }) => name === written || alias === written);
  const ending = routes.filter(({ name }) => name.endsWith(`.${written}`));
  const meant = exact.length > 0 ? exact : ending;
  const [found, other] = meant;
  if (!found) {
    const names = stock.routes.map(({ name }) => name);
    const odd = /[^\w$.]/.test(written)
      ? ", or no plan can name it, since a key is no identifier"
      : "";
    throw unknown(`there is no route ${asked}${odd}`, written, names);
  }
  if (other) {
    const all = new Set(meant.map(({ name, root }) => `${root}#${name}`));
    throw new UserError(
      "ambiguous-name",
      `${asked} may be ${[...all].join(" or ")}. Say which, as written here.`,
    );
  }
  return found;
}

/** The module of the root, where its name alone does not say which is meant. */
function rootFor({ name, root }: StockRoute, { routers }: Stock): { root?: RepoPath } {
  const own = name.split(".")[0];
  const alike = routers.filter((each) => each.kind === "root" && each.name === own);
  return alike.length > 1 ? { root } : {};
}

function mustBeFree(name: string, { routes }: Stock): void {
  if (routes.some((each) => each.name === name)) {
    throw new UserError("name-taken", `there is a route ${name} already. Choose another name.`);
  }
}

function dropStep(wish: Wish, { tables }: Stock): Granted {
  const { kind, from } = wish;
  const [, file, rest = from] = /^(?:([^#]*)#)?(.*)$/s.exec(from) ?? [];
  const [name = "", key, ...more] = rest.split(".");
  const own = tables.filter((each) => each.name === name && (file ?? each.path) === each.path);
  const [table, second] = own;
  if (!table || more.length > 0) {
    const names = tables.map((each) => each.name);
    throw unknown(
      `there is no Drizzle table ${name}${file === undefined ? "" : ` in ${file}`}`,
      name,
      names,
    );
  }
  if (second) {
    const all = own.map(({ path }) => `${path}#${name}`).join(" or ");
    throw new UserError("ambiguous-name", `the table ${name} may be ${all}. Say which.`);
  }
  const written = file === undefined ? name : `${file}#${name}`;
  if (kind === "drop-table") {
    if (key !== undefined) throw unknown(`a table has no dot in its name: ${rest}`, name, [name]);
    const params = { table: written, ...database(table.databaseName) };
    return { wish, step: { kind: "drop-table", params }, retires: name };
  }
  const columns = table.columns.map((each) => each.key);
  const column = table.columns.find((each) => each.key === key);
  if (!column) {
    const which =
      key === undefined
        ? `${from} names no column of the table`
        : `the table ${name} has no column ${key}`;
    throw unknown(which, key ?? "", columns);
  }
  const params = { column: `${written}.${column.key}`, ...database(column.databaseName) };
  return { wish, step: { kind: "drop-column", params }, retires: column.key };
}

function database(name: string | null): { database?: string } {
  return name === null ? {} : { database: name };
}

function exportStep(wish: Wish, snapshot: Snapshot): Granted {
  const at = wish.from.lastIndexOf("#");
  const name = wish.from.slice(at + 1);
  const exporters = exportersOf(snapshot, name);
  const module = at === -1 ? exporters[0] : wish.from.slice(0, at);
  if (at === -1 && exporters.length > 1) {
    const all = exporters.map((path) => `${path}#${name}`).join(", ");
    throw new UserError(
      "ambiguous-name",
      `several modules declare an export ${name}: ${all}. Say which.`,
    );
  }
  if (module === undefined || !exporters.includes(module)) {
    const where = module === undefined ? "no module declares" : `${module} does not declare`;
    const paths = exporters.map((path) => `${path}#${name}`);
    throw unknown(`${where} an export ${name}`, wish.from, paths);
  }
  const params = { module, from: name, to: identifier(wish.to) };
  return { wish, step: { kind: "rename-export", params }, retires: name };
}

function nameStep(wish: Wish, snapshot: Snapshot): Granted {
  const { from, to } = wish;
  identifier(from);
  const holding = (snapshot.containing([from]).get(from) ?? []).filter(
    (path) =>
      isSourcePath(path) &&
      !isInMigrations(snapshot, path) &&
      findTokens(snapshot.text(path) ?? "", [from]).length > 0,
  );
  if (holding.length === 0) {
    const near = nearWords(from, snapshot);
    throw unknown(`no code of this repository has the name ${from}`, from, near);
  }
  const params = { from, to: identifier(to), in: globsAround(holding) };
  return { wish, step: { kind: "rename-name", params }, retires: from };
}

/** Globs of the first folders that the files are in; of a file at the root, itself. */
function globsAround(paths: readonly RepoPath[]): string[] {
  const globs = paths.map((path) => {
    const [first = path, ...rest] = path.split("/");
    return rest.length === 0 ? path : `${first}/**`;
  });
  return [...new Set(globs)].sort();
}

function moduleStep(wish: Wish, snapshot: Snapshot): Granted {
  const { from, to } = wish;
  if (!snapshot.has(from)) throw unknown(`there is no file ${from}`, from, snapshot.paths());
  if (snapshot.has(to)) throw new UserError("name-taken", `there is a file ${to} already.`);
  if (
    posix.normalize(to) !== to ||
    to.startsWith("..") ||
    posix.isAbsolute(to) ||
    to.endsWith("/")
  ) {
    throw new UserError("usage", `${to} is not the path of a file, from the root: src/lib/a.ts.`);
  }
  return { wish, step: { kind: "move-module", params: { from, to } }, retires: undefined };
}

function lastKey(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

/** Throws UserError `usage` for what could not be the name of anything. */
function identifier(name: string): string {
  if (/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)) return name;
  throw new UserError("usage", `${JSON.stringify(name)} cannot be a name in code.`);
}

function unknown(what: string, wanted: string, known: readonly string[]): UserError {
  return new UserError("unknown-name", `${what}.${nearestOf(wanted, known)}`);
}
