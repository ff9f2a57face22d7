import { escapeControl } from "../../terminal/escape.ts";

/**
 * Markup that is safe to put into a page. Only `html` and `trusted` make it, so a plain text can
 * not pass for markup.
 */
export class Markup {
  readonly text: string;

  private constructor(text: string) {
    this.text = text;
  }

  /**
   * `text` as it is. For what this project writes itself, and for the output of a library that has
   * escaped what it was given; never for anything from a repository or a plan.
   */
  static trusted(text: string): Markup {
    return new Markup(text);
  }
}

export type Piece = Markup | string | number | null | false | readonly Piece[];

/**
 * A template for markup: every value is escaped unless it is markup already. Lists are joined,
 * `null` and `false` are nothing. Attribute values have to stand in double quotes.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Piece[]): Markup {
  let text = strings[0] ?? "";
  for (const [index, value] of values.entries()) {
    text += textOf(value) + (strings[index + 1] ?? "");
  }
  return Markup.trusted(text);
}

/** Each line escaped on its own, so that line feeds stay; for elements that keep white space. */
export function lines(text: string): Markup {
  return Markup.trusted(
    text
      .split(/\r\n|\n/)
      .map(escapeText)
      .join("\n"),
  );
}

/** Prose of the tool or the plan, in which `…` between backticks is code. Line feeds stay. */
export function prose(text: string): Markup {
  const pieces = text.split(/`([^`\n]+)`/);
  return Markup.trusted(
    pieces
      .map((piece, index) => {
        const safe = lines(piece).text;
        return index % 2 === 1 ? `<code>${safe}</code>` : safe;
      })
      .join(""),
  );
}

function textOf(value: Piece): string {
  if (value === null || value === false) return "";
  if (value instanceof Markup) return value.text;
  if (typeof value === "object") return value.map(textOf).join("");
  return typeof value === "number" ? String(value) : escapeText(value);
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * `text` for an element or a quoted attribute, on one line. What would turn the direction of a line
 * around, or cannot be seen, is spelled out, for a reviewer must see what is there.
 */
function escapeText(text: string): string {
  return escapeControl(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
