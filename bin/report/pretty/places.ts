import { escapeControl } from "../../terminal/escape.ts";
import { cutTo, widthOf } from "../../terminal/width.ts";
import type { View } from "./view.ts";

/** `path:line:column  text`; what does not fit of the text is cut, the place never is. */
export function placeLine(
  place: {
    readonly path: string;
    readonly line: number;
    readonly column: number;
    readonly text: string;
  },
  indent: number,
  view: View,
): string {
  const at = placeText(place);
  const text = escapeControl(place.text);
  const begin = `${" ".repeat(indent)}${at}`;
  const room = view.columns - widthOf(begin) - 2;
  if (room >= Math.min(20, widthOf(text))) return `${begin}  ${view.paint.dim(cutTo(text, room))}`;
  const below = " ".repeat(indent + 2);
  return `${begin}\n${below}${view.paint.dim(cutTo(text, Math.max(10, view.columns - below.length)))}`;
}

/** `path:line:column`; a note that is about the plan has no path. */
export function placeText(place: {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}): string {
  if (place.path === "") return "the plan";
  return `${escapeControl(place.path)}:${place.line}:${place.column}`;
}
