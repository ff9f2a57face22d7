import { ts } from "ts-morph";

/** The text of `node`, with what `instead` has for nodes in it. */
export function textWith(node: ts.Node, instead: ReadonlyMap<ts.Node, string>): string {
  const file = node.getSourceFile();
  const found: { start: number; end: number; text: string }[] = [];
  const visit = (each: ts.Node): void => {
    const text = instead.get(each);
    if (text === undefined) ts.forEachChild(each, visit);
    else found.push({ start: each.getStart(file), end: each.getEnd(), text });
  };
  visit(node);
  let at = node.getStart(file);
  let text = "";
  for (const each of found) {
    text += file.text.slice(at, each.start) + each.text;
    at = each.end;
  }
  return text + file.text.slice(at, node.getEnd());
}

/** What the line that `node` starts on is indented by. */
export function indentOf(node: ts.Node): string {
  const { text } = node.getSourceFile();
  const start = text.lastIndexOf("\n", node.getStart() - 1) + 1;
  return /^[^\S\r\n]*/.exec(text.slice(start))?.[0] ?? "";
}

/** `text`, whose lines but the first are indented from `from` on, indented from `to` on. */
export function reindented(text: string, from: string, to: string): string {
  if (from === to) return text;
  return text
    .split("\n")
    .map((line, index) =>
      index > 0 && line.startsWith(from) ? to + line.slice(from.length) : line,
    )
    .join("\n");
}

/** Whether a text of `node` goes over more than one line, so that its lines cannot be indented. */
export function hasLongText(node: ts.Node): boolean {
  let found = false;
  const visit = (each: ts.Node): void => {
    const isText = ts.isTemplateExpression(each) || ts.isNoSubstitutionTemplateLiteral(each);
    if (isText && each.getText().includes("\n")) found = true;
    ts.forEachChild(each, visit);
  };
  visit(node);
  return found;
}

export function lineBreakOf(file: ts.SourceFile): string {
  return file.text.includes("\r\n") ? "\r\n" : "\n";
}

/** A member with the comments on the lines above it and behind it on its own line. */
export function withComments(member: ts.Node, text: string, comma: string): string {
  const file = member.getSourceFile();
  const above = (ts.getLeadingCommentRanges(file.text, member.getFullStart()) ?? []).filter(
    ({ pos }) => /\n[^\S\r\n]*$/.test(file.text.slice(0, pos)),
  );
  const first = above[0];
  const leading = first ? file.text.slice(first.pos, member.getStart(file)) : "";
  const rest = /^[^\S\r\n]*,?[^\S\r\n]*(\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/(?=[^\S\r\n]*\r?\n))/.exec(
    file.text.slice(member.getEnd()),
  )?.[1];
  return `${leading}${text}${comma}${rest === undefined ? "" : ` ${rest}`}`;
}

/** What one level of indentation is in a file. */
export function indentUnit({ text }: ts.SourceFile): string {
  return /^(\t| {2,8})\S/m.exec(text)?.[1] ?? "  ";
}
