import { ts } from "ts-morph";
import { noteAt } from "../../../program/notes.ts";
import { textOf } from "../../../program/references.ts";
import { unwrap } from "../../../program/syntax.ts";
import type { Note } from "../../../step.ts";
import { walk } from "../../syntax.ts";
import type { Carrier } from "./carrier.ts";
import type { Flow } from "./flow.ts";
import type { Parts } from "./parts.ts";

/**
 * Notes about what procedures answer: that it has another shape now, for clients from elsewhere;
 * and where a client may still read what is gone from it, with a type written by hand.
 */
export function answerNotes(flow: Flow, parts: Parts): readonly Note[] {
  const answers = flow.carriers.filter(({ isAnswer }) => isAnswer);
  if (answers.length === 0) return [];
  const names = new Set(answers.map(({ name }) => name));
  return [
    ...answers.flatMap((each) => shapeNotes(each, parts)),
    ...flow.sources.flatMap((file) => handTyped(flow, parts, file, names)),
  ];
}

function shapeNotes(answer: Carrier, parts: Parts): readonly Note[] {
  const gone = [...parts.taken].map((member) => `\`${member}\``).join(" and ");
  const others = parts.keys.filter((key) => answer.wanted.has(key) && key !== parts.keys[0]);
  const beside =
    others.length === 0 ? "" : `; ${others.map((key) => `\`${key}\``).join(" and ")} is beside it`;
  const message = `\`${answer.name}\` is part of what a procedure answers, and is without ${gone} from now on${beside}. Clients that are not in this repository have to know.`;
  return [...answer.declarations].map((node) => noteAt(node, "answer-changed", "info", message));
}

/** `answer.member` where the answer's type is not the procedure's. */
function handTyped(
  flow: Flow,
  parts: Parts,
  file: ts.SourceFile,
  names: ReadonlySet<string>,
): readonly Note[] {
  const notes: Note[] = [];
  const isTaken = (name: string | undefined): name is string =>
    name !== undefined && parts.taken.has(name);
  const say = (node: ts.Node, name: string, member: string): void => {
    const message = `\`${member}\` of \`${name}\` may be of what a procedure answers, where it is no longer. Read it from ${nameOfHolder(parts, member)} if it is.`;
    notes.push(noteAt(node, "possible-read", "manual", message));
  };
  walk(file, (node) => {
    if (ts.isPropertyAccessExpression(node) && isTaken(node.name.text)) {
      const receiver = unwrap(node.expression);
      const named = ts.isPropertyAccessExpression(receiver) ? receiver.name : receiver;
      if (!ts.isIdentifier(named) || !names.has(named.text)) return;
      if (flow.byExpression.has(receiver)) return;
      say(node.name, named.text, node.name.text);
    }
    if (!ts.isPropertySignature(node) || !node.type) return;
    const name = textOf(node.name);
    if (name === undefined || !names.has(name) || flow.carrierOf(node)) return;
    walk(node.type, (inner) => {
      if (!ts.isPropertySignature(inner)) return;
      const member = textOf(inner.name);
      if (isTaken(member)) say(inner.name, name, member);
    });
  });
  return notes;
}

function nameOfHolder(parts: Parts, member: string): string {
  const key = parts.holding(member);
  return key === undefined ? "another place" : `\`${key}\``;
}
