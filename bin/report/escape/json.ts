/** Characters that a terminal may obey and that JSON need not escape. */
const LEFT_BY_JSON = /[\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g;

/**
 * `value` as JSON that ends with a line feed. A script reads the same strings, and neither a
 * terminal nor the log of a GitHub workflow finds an order in it.
 */
export function safeJson(value: unknown): string {
  const text = JSON.stringify(value, null, 2)
    .replace(
      LEFT_BY_JSON,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    )
    .replaceAll("##[", "#\\u0023[");
  return `${text}\n`;
}
