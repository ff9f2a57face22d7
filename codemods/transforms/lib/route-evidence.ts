import type { API, ASTNode, ASTPath } from "jscodeshift";
import type { Source } from "./source.ts";

/** How much a text says about whether it speaks of a route. */
export interface Evidence {
  /** `value`: the program may compare it. `prose`: only people read it, as they do a test's title. */
  readonly part: "prose" | "value";
  /** Whether it, or what it is given to, names tRPC, a procedure, a path or an address. */
  readonly told: boolean;
}

const SPEAKS = /trpc|procedure|\brouters?\b/i;
const HOLDS = /[tT][rR][pP][cC]|[pP]rocedure|[uU]rl|URL|(?<![a-z])paths?(?![a-z])|Paths?(?![a-z])/;

/** Whether a comment, or what a page shows, says that it speaks of tRPC. */
export function proseEvidence(text: string): Evidence {
  return { part: "prose", told: SPEAKS.test(text) };
}

/** What stands for a text literal or part of a template; `whole` is all of what is written there. */
export function textEvidence(path: ASTPath, whole: string, source: Source, api: API): Evidence {
  // A tag in brackets is how logs begin.
  const isProse = /\s|^\[[^\]]*\]/.test(whole.trim()) || isLabel(path, api);
  if (isProse) return proseEvidence(whole);
  return { part: "value", told: /trpc/i.test(whole) || holderTells(path, source, api) };
}

/** Whether the text is the first argument of `describe`, `it` or `test`, or is written to a log. */
function isLabel(path: ASTPath, api: API): boolean {
  const j = api.jscodeshift;
  const call: ASTNode | undefined = path.parent?.node;
  if (!j.CallExpression.check(call) || call.arguments[0] !== path.node) return false;
  let callee: ASTNode = call.callee;
  for (;;) {
    if (j.MemberExpression.check(callee)) callee = callee.object;
    else if (j.CallExpression.check(callee)) callee = callee.callee;
    else if (j.TaggedTemplateExpression.check(callee)) callee = callee.tag;
    else break;
  }
  return (
    j.Identifier.check(callee) &&
    /^(?:describe|suite|it|test|bench|console|log|logger)$/.test(callee.name)
  );
}

/** Whether what the text is given to, compared with, or kept in, is called after a path. */
function holderTells(path: ASTPath, source: Source, api: API): boolean {
  const j = api.jscodeshift;
  const tells = (node: ASTNode | null | undefined): boolean => {
    if (!node) return false;
    const { start, end } = source.span(node);
    return HOLDS.test(source.text.slice(start, end));
  };
  let inner: ASTNode = path.node;
  for (let at: ASTPath | undefined = path.parent; at; at = at.parent) {
    const node: ASTNode = at.node;
    if (j.CallExpression.check(node) || j.NewExpression.check(node)) {
      // What was climbed through is the text's own side: only the rest of the call tells.
      const others = [node.callee, ...node.arguments].filter((it) => it !== inner);
      const names = others.filter((it) => j.Identifier.check(it) || j.MemberExpression.check(it));
      if (names.some(tells)) return true;
    } else if (j.BinaryExpression.check(node)) {
      if (tells(node.left === inner ? node.right : node.left)) return true;
    } else if (j.VariableDeclarator.check(node)) {
      return tells(node.id);
    } else if (j.AssignmentExpression.check(node)) {
      return node.right === inner && tells(node.left);
    } else if (j.ObjectProperty.check(node) && node.key !== inner) {
      if (tells(node.key)) return true;
    } else if (j.JSXAttribute.check(node)) {
      return tells(node.name);
    } else if (j.SwitchCase.check(node)) {
      const choice: ASTNode | undefined = at.parent?.node;
      return j.SwitchStatement.check(choice) && tells(choice.discriminant);
    } else if (j.Statement.check(node) || j.Function.check(node) || j.JSXElement.check(node)) {
      return false;
    }
    inner = node;
  }
  return false;
}
