import { Buffer } from "node:buffer";
import { join } from "node:path";
import { expect, test } from "vitest";
import { stepPages } from "../scripts/step-pages.ts";
import { readFiles } from "./helpers/disk-tree.ts";
import { projectRoot } from "./helpers/fixture-tree.ts";

test("docs/steps has a page of each step kind, as `npm run docs` writes it", async () => {
  const pages = await stepPages(join(projectRoot, "fixtures/pages"));
  const found = Object.entries(readFiles(join(projectRoot, "docs/steps")));
  const asText = found.map(([name, text]) => [name, Buffer.from(text, "latin1").toString("utf8")]);
  expect(Object.fromEntries(asText)).toEqual(Object.fromEntries(pages));
});
