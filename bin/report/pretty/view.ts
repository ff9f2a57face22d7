import picocolors from "picocolors";
import { wrapWords } from "../../terminal/width.ts";
import type { RenderOptions } from "../renderer.ts";

/** What each section of the terminal view is given besides the report. */
export interface View extends RenderOptions {
  readonly paint: ReturnType<typeof picocolors.createColors>;
}

/** How wide prose may be: longer lines are hard to read. */
const WIDEST_PROSE = 100;

export function viewOf(options: RenderOptions): View {
  return { ...options, paint: picocolors.createColors(options.color) };
}

/** A paragraph below `first`, which is `indent` columns wide; its other lines begin with spaces. */
export function hanging(
  first: string,
  indent: number,
  text: string,
  view: View,
  paint: (line: string) => string = (line) => line,
): string[] {
  const room = Math.max(20, Math.min(view.columns, WIDEST_PROSE) - indent);
  return wrapWords(text, room).map(
    (line, index) => (index === 0 ? first : " ".repeat(indent)) + paint(line),
  );
}

export function heading(text: string, view: View): string {
  return view.paint.bold(text);
}
