import type { ReferenceException } from "../criteria/zero-references.ts";
import { kindNamed } from "./compiled-kinds.ts";
import { deceptiveCharacter } from "./characters.ts";
import { directiveIn } from "./directive.ts";
import type { Box, DocumentCriterion } from "./document.ts";
import { understand } from "./forms.ts";
import type { Demand } from "./forms/form.ts";
import type { Mentions, Range } from "./mentions.ts";
import { needsNoPerson } from "./misplaced.ts";
import { textOf } from "./parse.ts";
import type { ListItem, Node, NodeOf, Parsed } from "./parse.ts";
import { CODE, isComment, phraseOf, spelledOut } from "./phrase.ts";
import type { Phrase } from "./phrase.ts";

/** What the compiling of bullets needs to know of the document around them. */
export interface Around {
  readonly parsed: Parsed;
  readonly mentions: Mentions;
  /** Told of each comment that has been taken into account. */
  readonly onComment: (comment: NodeOf<"html">) => void;
}

/**
 * What the items of `list` demand, those of lists inside of them too, in order. An item that is
 * understood is one criterion or more; one that is not is `unparsed`, but for a label such as
 * "All of these pass:" above a list.
 */
export function criteriaOfList(list: NodeOf<"list">, around: Around): DocumentCriterion[] {
  return list.children.flatMap((item) => criteriaOfItem(item, around));
}

/** One item for a person for each item of `list`, those of lists inside of them too. */
export function manualItemsOfList(list: NodeOf<"list">, around: Around): DocumentCriterion[] {
  return list.children.flatMap((item) => {
    // What a comment says cannot be taken into account here.
    const phrase = readItem(item, { ...around, onComment: () => {} });
    const inner = item.children.filter((child) => child.type === "list");
    const text = spelledOut(phrase.words, phrase.codes);
    return [
      ...(text === ""
        ? []
        : [{ ...placeOf(item, around), kind: "manual", params: { text }, ...remarkOn(item) }]),
      ...inner.flatMap((each) => manualItemsOfList(each, around)),
    ];
  });
}

function remarkOn(item: ListItem): Pick<DocumentCriterion, "remark"> {
  if (!needsNoPerson(item)) return {};
  const remark =
    "this program can look at it, and does not, for it stands among the bullets for a person; move it to Automated Verification";
  return { remark };
}

/** The criterion that stands for something that cannot be read as one. */
export function unparsedAt(
  node: Node,
  text: string,
  why: string,
  parsed: Parsed,
): DocumentCriterion {
  const params = { text: text === "" ? `(${node.type})` : text, why };
  return { kind: "unparsed", params, line: parsed.at(node).line, box: undefined };
}

function criteriaOfItem(item: ListItem, around: Around): DocumentCriterion[] {
  const place = placeOf(item, around);
  const phrase = readItem(item, around);
  const inner = item.children.filter((child) => child.type === "list");
  const strange = item.children.filter(isStrange);
  const text = spelledOut(phrase.words, phrase.codes) || textOf(item) || "(an item without text)";
  const refused = (why: string): DocumentCriterion => {
    const params = { text, why };
    return { ...place, kind: "unparsed", params };
  };

  const below = inner.flatMap((each) => criteriaOfList(each, around));
  if (inner.length > 0 && isLabel(phrase)) return below;
  const understood = understand(phrase);
  if ("why" in understood) {
    const orphans = below.map((each): DocumentCriterion => {
      if (each.kind === "unparsed") return each;
      const why = `it stands below "${text}", which is not understood and could change what it means`;
      const said = each.params["text"] ?? JSON.stringify(each.params);
      return {
        kind: "unparsed",
        params: { text: String(said), why },
        line: each.line,
        box: each.box,
      };
    });
    return [refused(understood.why), ...orphans];
  }
  if (strange.length > 0) {
    return [
      refused(`it holds more than text (${strange.map(({ type }) => type).join(", ")})`),
      ...below,
    ];
  }
  const directives = phrase.comments.flatMap((comment) => directiveIn(comment.value) ?? []);
  const malformed = directives.find((each) => each.kind === "malformed");
  if (malformed) return [refused(malformed.why), ...below];
  const exceptions = directives.flatMap((each) => (each.kind === "except" ? [each.exception] : []));
  if (exceptions.length > 0 && understood.demands.some(({ kind }) => kind !== "zero-references")) {
    return [refused("only a search for references can have exceptions"), ...below];
  }

  const { start, end } = around.parsed.at(item);
  const [firstInner] = inner;
  const range = { start, end: firstInner ? around.parsed.at(firstInner).start : end };
  const criteria = understood.demands.map((demand) =>
    criterionOf(demand, exceptions, place, range, around),
  );
  const invalid = criteria.find((each) => typeof each === "string");
  if (invalid !== undefined) return [refused(invalid), ...below];
  return [...criteria.filter((each) => typeof each !== "string"), ...below];
}

/** What `demand` comes to, or why its kind of criterion does not take it. */
function criterionOf(
  { kind, params, remark, exception }: Demand,
  exceptions: readonly ReferenceException[],
  place: Pick<DocumentCriterion, "line" | "box">,
  range: Range,
  { mentions }: Around,
): DocumentCriterion | string {
  const checked = kindNamed(kind).schema.safeParse({
    ...params,
    ...(exceptions.length > 0 && { except: exceptions }),
  });
  if (!checked.success) {
    return checked.error.issues
      .map((issue) => `${issue.path.join(".")}: ${issue.message}`)
      .join("; ");
  }
  const problem = problemOf(kind, params, range, mentions);
  return {
    ...place,
    kind,
    params: { ...params, ...(exceptions.length > 0 && { except: exceptions }) },
    ...(problem !== undefined && { problem }),
    ...(remark !== undefined && { remark }),
    ...(exception !== undefined && exceptions.length === 0 && { exception }),
  };
}

function problemOf(
  kind: Demand["kind"],
  params: Demand["params"],
  range: Range,
  mentions: Mentions,
): string | undefined {
  const texts = Object.values(params)
    .flat()
    .filter((each) => typeof each === "string");
  const deceptive = texts.map(deceptiveCharacter).find((each) => each !== undefined);
  if (deceptive !== undefined) return deceptive;
  const { name, paths } = params;
  if (kind === "zero-references" && typeof name === "string") {
    return slip(name, mentions.slipOfName(name, range));
  }
  if (kind !== "path-absent" || !Array.isArray(paths)) return undefined;
  return paths
    .map((path: unknown) => slip(String(path), mentions.slipOfPath(String(path), range)))
    .find((each) => each !== undefined);
}

function slip(written: string, meant: string | undefined): string | undefined {
  if (meant === undefined) return undefined;
  return `\`${written}\` is named nowhere else in the plan, and \`${meant}\` is: did you mean that? If not, name \`${written}\` somewhere else in the document`;
}

/** The first paragraph of an item, with the comments and the command that stand below it. */
function readItem(item: ListItem, around: Around): Phrase {
  const [first] = item.children;
  const empty: Phrase = { words: "", codes: [], comments: [], problem: undefined };
  const own = first?.type === "paragraph" ? phraseOf(first) : empty;
  const comments = item.children.flatMap((child) =>
    child.type === "html" && isComment(child.value) ? [child] : [],
  );
  // A comment at the end of a paragraph further down belongs to the item as well.
  const further = item.children
    .slice(1)
    .flatMap((child) => (child.type === "paragraph" ? phraseOf(child).comments : []));
  const all = [...own.comments, ...comments, ...further];
  for (const comment of all) around.onComment(comment);
  const command = item.children.find((child) => child.type === "code" && isOneLine(child));
  const asked =
    command?.type === "code" && own.words.endsWith(":") ? command.value.trim() : undefined;
  return {
    words: asked === undefined ? own.words : `${own.words} ${CODE}`,
    codes: asked === undefined ? own.codes : [...own.codes, asked],
    comments: all,
    problem: own.problem ?? (own.words === "" ? "it does not begin with text" : undefined),
  };
}

function isOneLine({ value }: NodeOf<"code">): boolean {
  return value.trim() !== "" && !/[\r\n]/.test(value.trim());
}

/** Whether a part of an item is neither its text, nor an explanation, nor a list of its own. */
function isStrange(child: Node, _index: number, all: readonly Node[]): boolean {
  if (child.type === "html") return !isComment(child.value);
  if (child.type === "code") {
    const [first] = all;
    const taken = first && textOf(first).endsWith(":") && isOneLine(child);
    return !taken || all.filter(({ type }) => type === "code").length > 1;
  }
  return !["paragraph", "list", "blockquote", "thematicBreak"].includes(child.type);
}

const CHECK_WORDS =
  /\b(?:exists?|deleted?|removed?|grep|refer\w*|gone|absent|longer|without|zero|none?|not?|except\w*|exclud\w*|any of|one of|either|fail\w*)\b/i;

/** Whether an item only says what the list below it is about, such as "All of these pass:". */
function isLabel({ words, codes, problem, comments }: Phrase): boolean {
  const plain = codes.length === 0 && problem === undefined && comments.length === 0;
  return plain && words.endsWith(":") && !CHECK_WORDS.test(words);
}

function placeOf(
  item: ListItem,
  { parsed }: Pick<Around, "parsed">,
): Pick<DocumentCriterion, "line" | "box"> {
  const { start, line } = parsed.at(item);
  return { line, box: boxOf(item, start, parsed) };
}

function boxOf(item: ListItem, start: number, parsed: Parsed): Box | undefined {
  if (typeof item.checked !== "boolean") return undefined;
  // The text after the box has a place of its own or not, depending on what it begins with.
  const mark = /^(?:[-*+]|\d+[.)])\s+\[/.exec(parsed.text.slice(start))?.[0] ?? "";
  const offset = start + mark.length;
  if (mark === "" || parsed.text[offset + 1] !== "]") {
    throw new Error(`no box where the parser has seen one, at ${offset}`);
  }
  return { offset, ticked: item.checked };
}
