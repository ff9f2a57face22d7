/** `npm run docs`: writes the pages of docs/steps anew. */
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { stepPages } from "./step-pages.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, "docs/steps");
mkdirSync(folder, { recursive: true });
for (const [name, text] of await stepPages(join(root, "fixtures/pages"))) {
  writeFileSync(join(folder, name), text);
}
