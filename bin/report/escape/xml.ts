import { escapedLines } from "../../terminal/escape.ts";

/** What XML 1.0 forbids beyond what a terminal would obey. */
const FORBIDDEN = /[\uFFFE\uFFFF]/g;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** `text` as character data. What XML does not allow is spelled out; line feeds stay. */
export function xmlText(text: string): string {
  return escapedLines(text)
    .map((line) =>
      line
        .replace(FORBIDDEN, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`)
        .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character)
        // The log of a GitHub workflow obeys these.
        .replaceAll("##[", "##&#91;")
        .replace(/^(\s*)::/, "$1&#58;:"),
    )
    .join("\n");
}

/**
 * An element, indented to be put into another. `attributes` that are undefined are left out;
 * `content` is a text, or the elements in it.
 */
export function xmlElement(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  content: string | readonly string[] = [],
): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${xmlText(String(value)).replaceAll("\n", "&#10;")}"`)
    .join("");
  const begin = `<${name}${written}`;
  if (typeof content === "string") {
    return content === "" ? `${begin}/>` : `${begin}>${xmlText(content)}</${name}>`;
  }
  if (content.length === 0) return `${begin}/>`;
  return [`${begin}>`, ...content, `</${name}>`].join("\n");
}
