import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { temporaryFolder } from "./fixture-tree.ts";

export interface OpenedPage {
  readonly page: Page;
  /** What the page has complained of: errors, warnings, and refusals of its policy. */
  readonly complaints: readonly string[];
  /** The addresses that it has asked for, its own among them. */
  readonly requests: readonly string[];
}

/** Opens `html` from a file, as a reviewer does who has loaded it down. */
export async function openFile(
  browser: Browser,
  html: string,
  options: BrowserContextOptions = {},
): Promise<OpenedPage> {
  const file = join(await temporaryFolder(), "report.html");
  writeFileSync(file, html);
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => {
    if (message.type() !== "log") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  return { page, complaints, requests };
}
