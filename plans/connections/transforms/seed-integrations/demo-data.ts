import type { API } from "jscodeshift";
import { takeOut } from "../../../../codemods/transforms/lib/lines.ts";
import { itemSpans } from "../../../../codemods/transforms/lib/list.ts";
import { propertiesOf } from "../../../../codemods/transforms/lib/object.ts";
import type { Source } from "../../../../codemods/transforms/lib/source.ts";
import type { Span, Splice } from "../../../../codemods/transforms/lib/splice.ts";
import type { Shape } from "./shape.ts";
import { within } from "./shape.ts";

/** What of the demo data nothing reads once the user sources are gone. */
export interface LeftoverData {
  readonly splices: readonly Splice[];
  /** Where it is, if it has to be left to a person, and why. */
  readonly left: { readonly at: number; readonly message: string } | undefined;
}

/**
 * The splices that take the properties out of each entry that only the statements in `block` read.
 * They stay where the entries may be read in another way.
 */
export function leftoverData(source: Source, api: API, shape: Shape): LeftoverData {
  const j = api.jscodeshift;
  const inside = new Set<string>();
  const outside = new Set<string>();
  let whole = false;
  for (const [index, { text, start, end }] of source.tokens.entries()) {
    const at = { start, end };
    const previous = source.tokens[index - 1]?.text ?? "";
    if (text !== shape.entry || previous === "." || !within(at, shape.body)) continue;
    const member = source.tokens[index + 2]?.text ?? "";
    const isMember = [".", "?."].includes(source.tokens[index + 1]?.text ?? "");
    if (!isMember) whole = true;
    else if (within(at, shape.block)) inside.add(member);
    else outside.add(member);
  }
  // What the new lookup and the new row read.
  outside.add(shape.provider.split(".").at(-1) ?? "");
  const unread = [...inside].filter((name) => !outside.has(name));
  if (unread.length === 0) return { splices: [], left: undefined };

  const declarations = source.root.find(j.VariableDeclarator, { id: { name: shape.list } }).paths();
  const [declaration] = declarations;
  const id = declaration?.node.id;
  const array = arrayIn(declaration?.node.init);
  const uses = source.tokens.filter(({ text }) => text === shape.list).length;
  const isTyped = j.Identifier.check(id) && id.typeAnnotation;
  if (!array || declarations.length > 1 || uses !== 2 || isTyped || whole) {
    const names = unread.map((name) => `\`${name}\``).join(", ");
    const message = `nothing reads ${names} of these entries any more; see whether they can go`;
    return {
      splices: [],
      left: { at: declaration ? source.span(declaration.node).start : shape.body.start, message },
    };
  }
  const spans = array.elements.flatMap((element): Span[] => {
    if (!j.ObjectExpression.check(element)) return [];
    const list = propertiesOf(source, element, api);
    const gone = list.items.flatMap(({ names }, index) =>
      names.some((name) => unread.includes(name)) ? [index] : [],
    );
    return itemSpans(source, list, new Set(gone));
  });
  return { splices: takeOut(source.text, spans), left: undefined };

  function arrayIn(value: unknown) {
    if (j.TSAsExpression.check(value) || j.TSSatisfiesExpression.check(value)) {
      return arrayIn(value.expression);
    }
    return j.ArrayExpression.check(value) ? value : undefined;
  }
}
