import { grant } from "../../../plans/new-plan/steps.ts";
import type { Stock } from "../../../plans/new-plan/stock.ts";
import type { Wish, WishKind } from "../../../plans/new-plan/wish.ts";
import { UserError } from "../../../workspace/errors.ts";
import type { Snapshot } from "../../../workspace/snapshot.ts";
import { counted } from "../../report/words.ts";
import { escapeControl } from "../escape.ts";
import type { Dialogue } from "../review/dialogue.ts";
import type { Item } from "../review/pick.ts";
import type { Choice, Choices } from "../review/prompt.ts";
import { wrapTo } from "../width.ts";

/** What there is to speak of. */
export interface Subject {
  readonly stock: Stock;
  readonly snapshot: Snapshot;
}

/** Asks what should become what until the person says that this is all. Throws ReviewQuit. */
export async function askWishes(
  { stock, snapshot }: Subject,
  dialogue: Dialogue,
): Promise<readonly Wish[]> {
  const { paint, columns } = dialogue.view();
  const say = (text: string): void =>
    dialogue.print(wrapTo(escapeControl(text), Math.min(columns - 1, 100)));
  say(
    `There are ${counted(stock.routes.length, "route")}, ${counted(stock.tables.length, "Drizzle table")} and ${counted(stock.splitLinks, "splitLink")} here. What should become what?`,
  );
  const wishes: Wish[] = [];
  for (;;) {
    const text = wishes.length === 0 ? "What is to change?" : "What else?";
    const choices = choicesFor(stock, wishes.length > 0);
    const losing = wishes.length > 0 ? "your answers are lost" : undefined;
    const answer = await dialogue.ask({ text, choices }, losing);
    if (answer === "done") return wishes;
    const wish = await askFor(answer, { stock, snapshot }, dialogue);
    if (!wish) continue;
    try {
      grant(wish, stock, snapshot);
      wishes.push(wish);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      dialogue.print(
        wrapTo(escapeControl(error.message), columns - 1).map((line) => paint.yellow(line)),
      );
    }
  }
}

function choice(value: WishKind, key: string, label: string, help: string): Choice<WishKind> {
  return { value, keys: [key], label, help, answered: label };
}

const ROUTES: readonly Choice<WishKind>[] = [
  choice("rename-route", "r", "rename a route", "give a tRPC route another last key"),
  choice("move-route", "m", "move a route", "put a tRPC route into another router"),
  choice("delete-route", "x", "delete a route", "take out a tRPC route that nothing calls"),
];
const TABLES: readonly Choice<WishKind>[] = [
  choice("drop-table", "t", "drop a table", "drop a Drizzle table that nothing reads"),
  choice("drop-column", "c", "drop a column", "drop a column of a Drizzle table"),
];
const NAMES: readonly [Choice<WishKind>, ...Choice<WishKind>[]] = [
  choice(
    "rename-name",
    "n",
    "rename a name",
    "rename a variable, property or prop, wherever it is",
  ),
  choice("rename-export", "e", "rename an export", "rename what one module exports"),
  choice("move-module", "f", "move a file", "move a module, and all imports of it"),
];
const DONE: Choice<"done"> = {
  value: "done",
  keys: ["d"],
  label: "done",
  help: "that is all: make the plan",
  answered: "that is all",
};

function choicesFor({ routes, tables }: Stock, canEnd: boolean): Choices<WishKind | "done"> {
  const [first, ...others] = [
    ...(canEnd ? [DONE] : []),
    ...(routes.length > 0 ? ROUTES : []),
    ...(tables.length > 0 ? TABLES : []),
    ...NAMES,
  ];
  return first ? [first, ...others] : NAMES;
}

/** Undefined if the person wants something else after all. */
async function askFor(
  kind: WishKind,
  { stock, snapshot }: Subject,
  dialogue: Dialogue,
): Promise<Wish | undefined> {
  const from = await askFrom(kind, stock, dialogue);
  if (from === undefined) return undefined;
  if (kind === "delete-route" || kind === "drop-table" || kind === "drop-column") {
    return { kind, from, to: "" };
  }
  const problem = (to: string): string | undefined => {
    if (to === "") return "it needs a name";
    try {
      grant({ kind, from, to }, stock, snapshot);
      return undefined;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return error.message;
    }
  };
  const text = `${TO[kind]} ${escapeControl(from)}?`;
  const initial = kind === "move-route" || kind === "move-module" ? from : undefined;
  const to = await dialogue.askText({ text, problem, ...(initial !== undefined && { initial }) });
  return to === undefined ? undefined : { kind, from, to };
}

const TO = {
  "rename-route": "What is the new key of",
  "move-route": "Which router and key, with dots, is the new place of",
  "rename-export": "What is the new name of",
  "rename-name": "What is the new name of",
  "move-module": "What is the new path of",
} as const;

async function askFrom(
  kind: WishKind,
  { routes, tables }: Stock,
  dialogue: Dialogue,
): Promise<string | undefined> {
  switch (kind) {
    case "rename-route":
    case "move-route":
    case "delete-route": {
      const items = routes.map(({ name, kind: what, root }) => item(name, `${what}, ${root}`));
      return await dialogue.pick("Which route?", items);
    }
    case "drop-table":
      return await dialogue.pick(
        "Which table?",
        tables.map(({ name, path }) => item(name, path)),
      );
    case "drop-column": {
      const items = tables.flatMap(({ name, path, columns }) =>
        columns.map(({ key }) => item(`${name}.${key}`, path)),
      );
      return await dialogue.pick("Which column?", items);
    }
    case "rename-export":
      return await typed("Which export? Its module and name: src/db/posts.ts#posts", dialogue);
    case "rename-name":
      return await typed("Which name?", dialogue);
    case "move-module":
      return await typed("Which file? Its path from the root", dialogue);
  }
}

async function typed(text: string, dialogue: Dialogue): Promise<string | undefined> {
  return await dialogue.askText({
    text,
    problem: (said) => (said === "" ? "it needs a name" : undefined),
  });
}

function item(value: string, hint: string): Item {
  return { value, hint };
}
