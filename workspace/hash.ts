import { createHash } from "node:crypto";

/** SHA-256 in hex. A text counts as its UTF-8 bytes, or as one byte for each character. */
export function hashOf(content: string | Uint8Array, encoding: "utf8" | "latin1" = "utf8"): string {
  const hash = createHash("sha256");
  return (
    typeof content === "string" ? hash.update(content, encoding) : hash.update(content)
  ).digest("hex");
}
