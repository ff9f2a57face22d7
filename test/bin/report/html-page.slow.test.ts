import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { chromiumPath, launchChromium } from "../../helpers/chromium.ts";
import { HOSTILE, hostileReport } from "../../helpers/hostile-report.ts";
import { openFile } from "../../helpers/open-page.ts";
import { changeOf, htmlOf, MARKUP, replacedIn, reportOn } from "../../helpers/html-report.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
});

const changes = [
  changeOf("apps/web/src/page.tsx", { steps: ["1.1"] }),
  changeOf("apps/web/src/list.tsx", { steps: ["1.1", "1.2"] }),
  changeOf("packages/api/new.ts", { from: "packages/api/old.ts", change: "moved", steps: ["1.2"] }),
  changeOf("packages/api/gone.ts", { change: "deleted", after: undefined, steps: ["1.2"] }),
];
const review = htmlOf(reportOn(changes), changes);
const gate = htmlOf({ ...hostileReport, command: "audit", dryRun: false, files: [] });

const shown = (page: Page): Promise<(string | null)[]> =>
  page.locator("details.file:not([hidden])").evaluateAll((files) => files.map((file) => file.id));

describe("in a browser", () => {
  test("opens from a file, asks for nothing else, and complains of nothing", async () => {
    for (const html of [review, gate]) {
      const { page, complaints, requests } = await openFile(browser, html);
      await page.locator("#theme").click();
      expect(requests).toEqual([page.url()]);
      expect(complaints).toEqual([]);
      expect(await page.locator("h1").innerText()).toMatch(/4 files would change|1 of 2 criteria/);
    }
  });

  test("filters by path, step and kind, in the tree and below", async () => {
    const { page } = await openFile(browser, review);
    const count = page.locator("#shown");
    await expect.poll(() => count.innerText()).toBe("4 of 4 files");
    expect(await count.getAttribute("aria-live")).toBe("polite");

    await page.fill("#filter", "SRC list");
    expect(await count.innerText()).toBe("1 of 4 files");
    expect(await shown(page)).toEqual(["file-2"]);
    expect(await page.locator(".tree .leaf:visible").count()).toBe(1);
    expect(await page.locator(".tree").innerText()).not.toContain("packages/api");

    await page.fill("#filter", "old.ts");
    expect(await shown(page)).toEqual(["file-3"]);
    await page.fill("#filter", "");
    await page.selectOption("#filter-step", { index: 2 });
    expect(await shown(page)).toEqual(["file-2", "file-3", "file-4"]);
    await page.selectOption("#filter-kind", "deleted");
    expect(await shown(page)).toEqual(["file-4"]);
    await page.fill("#filter", "nothing like it");
    expect(await page.locator("#no-files").isVisible()).toBe(true);
    await page.press("#filter", "Escape");
    expect(await count.innerText()).toBe("4 of 4 files");
  });

  test("shows old and new lines side by side, and takes it back", async () => {
    const { page } = await openFile(browser, review);
    const first = page.locator("#file-1 table:not([hidden]) tr");
    const cells = (): Promise<string[][]> =>
      first.evaluateAll((rows) =>
        rows.map((row) => [...row.children].map((cell) => cell.textContent?.trim() ?? "")),
      );
    const single = [
      ["@@ -1,3 +1,3 @@"],
      ["1", "1", "", "one"],
      ["2", "", "-", "two"],
      ["", "2", "+", "zwei"],
      ["3", "3", "", "three"],
    ];
    expect(await cells()).toEqual(single);
    await page.click("#split");
    expect(await page.getAttribute("#split", "aria-pressed")).toBe("true");
    await expect
      .poll(cells)
      .toEqual([
        ["@@ -1,3 +1,3 @@"],
        ["1", "", "one", "1", "", "one"],
        ["2", "-", "two", "2", "+", "zwei"],
        ["3", "", "three", "3", "", "three"],
      ]);
    // A file that is opened later is split, too.
    await page.click("#file-4 > summary");
    await expect.poll(() => page.locator("#file-4 table.split").count()).toBe(1);
    await page.click("#split");
    await expect.poll(cells).toEqual(single);
  });

  test("can be worked by keys, and lets one turn them off", async () => {
    const { page } = await openFile(browser, review);
    const active = (): Promise<string | undefined> =>
      page.evaluate(() => document.activeElement?.closest("[id]")?.id);
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(
      "Skip to the report",
    );
    await page.keyboard.press("j");
    expect(await active()).toBe("file-1");
    await page.keyboard.press("n");
    expect(await active()).toBe("file-2");
    await page.keyboard.press("k");
    expect(await active()).toBe("file-1");
    const outline = "getComputedStyle(document.activeElement).outlineStyle";
    expect(await page.evaluate(outline)).toBe("solid");
    await page.keyboard.press("Enter");
    expect(await page.locator("#file-1").getAttribute("open")).toBeNull();

    await page.keyboard.press("/");
    expect(await active()).toBe("filter");
    await page.keyboard.type("jkst/");
    expect(await page.inputValue("#filter")).toBe("jkst/");
    await page.keyboard.press("Escape");
    expect(await page.inputValue("#filter")).toBe("");

    await page.click(".keys > summary");
    await page.uncheck("#keys");
    await page.keyboard.press("/");
    expect(await active()).toBe("keys");
  });

  test("keeps the theme that was chosen, and follows the system until then", async () => {
    const { page } = await openFile(browser, review, { colorScheme: "dark" });
    const background = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await background();
    await page.emulateMedia({ colorScheme: "light" });
    const light = await background();
    expect(light).not.toBe(dark);
    expect(await page.innerText("#theme")).toBe("Dark");
    await page.click("#theme");
    expect(await background()).toBe(dark);
    await page.reload();
    expect(await background()).toBe(dark);
    expect(await page.innerText("#theme")).toBe("Light");
  });

  test("opens the file that a link leads to", async () => {
    const { page } = await openFile(browser, review);
    const table = page.locator("#file-4 table");
    await page.click('.tree a[href="#file-4"]');
    // The browser tells of a new address a moment after the click.
    await table.waitFor({ state: "visible" });
    await page.click("#file-4 > summary");
    expect(await table.isVisible()).toBe(false);
    await page.click('.tree a[href="#file-4"]');
    expect(await table.isVisible()).toBe(true);
  });

  test("is wholly there without scripts", async () => {
    const { page } = await openFile(browser, review, { javaScriptEnabled: false });
    expect(await page.locator("#file-1 table").isVisible()).toBe(true);
    expect(await page.locator("#filter").isVisible()).toBe(false);
    await page.locator("#file-4 > summary").click();
    expect(await page.locator("#file-4 table").isVisible()).toBe(true);
  });

  test("is unfolded on paper, without the side", async () => {
    const { page } = await openFile(browser, review, { colorScheme: "dark" });
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    expect(await page.locator(".side").isVisible()).toBe(false);
    expect(await page.locator("#file-4 table").isVisible()).toBe(true);
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
      "rgb(255, 255, 255)",
    );
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    expect(await page.locator("details:not([open])").count()).toBeLessThanOrEqual(1);
  });

  test("fits a narrow screen", async () => {
    const { page } = await openFile(browser, review, { viewport: { width: 400, height: 800 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(400);
  });
});

describe("for everyone", () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

  test.each([
    ["review", "light"],
    ["review", "dark"],
    ["gate", "light"],
    ["gate", "dark"],
  ] as const)("the page of the %s passes axe in %s", async (which, colorScheme) => {
    const html = which === "review" ? review : gate;
    const { page } = await openFile(browser, html, { colorScheme });
    await page.evaluate(() => {
      for (const part of document.querySelectorAll("details")) part.open = true;
    });
    await page.evaluate(axe);
    const found: unknown = await page.evaluate(
      `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html).join("\\n")))`,
    );
    expect(found).toEqual([]);
  });
});

describe("what a repository contains", () => {
  test("shows as text, wherever it stands", async () => {
    const change = changeOf(`src/${MARKUP}.ts`, {
      from: `old/${MARKUP}.ts`,
      change: "moved",
      before: `one\n${MARKUP}\n${MARKUP} a\n`,
      after: `one\n${MARKUP}\n${MARKUP} b\n`,
      steps: [MARKUP],
    });
    const report = reportOn([change], replacedIn(hostileReport, HOSTILE, MARKUP));
    const files = [
      {
        ...report.files[0],
        path: change.path,
        from: change.from ?? null,
        change: "moved" as const,
        additions: 1,
        deletions: 1,
        steps: [MARKUP],
      },
    ];
    const text =
      "<img src=x onerror=alert(1)>\"'</script><script>alert(2)</script>{{{x}}}&amp;\\u{202e}";
    for (const command of ["run", "audit", "status", "plan"]) {
      const html = htmlOf({ ...report, files, command }, [change]);
      const { page, complaints, requests } = await openFile(browser, html);
      let dialogs = 0;
      page.on("dialog", (dialog) => {
        dialogs += 1;
        void dialog.dismiss();
      });
      expect(await page.locator("img, script:not(head > script), iframe").count()).toBe(0);
      await page.evaluate(() => {
        for (const part of document.querySelectorAll("details")) part.open = true;
      });
      const all = await page.evaluate(() => document.body.textContent ?? "");
      expect(all).not.toContain("\u202E");
      expect(all.split(text).length).toBeGreaterThan(10);
      const lines = await page.locator("#file-1 table td:last-child").allTextContents();
      expect(lines).toEqual(["@@ -1,3 +1,3 @@", "one", text, `${text} a`, `${text} b`]);
      await page.fill("#filter", "onerror=");
      expect(await page.innerText("#shown")).toBe("1 of 1 files");
      expect(complaints).toEqual([]);
      expect(requests).toHaveLength(1);
      expect(dialogs).toBe(0);
    }
  });
});

describe("the policy of the page", () => {
  test("lets nothing run or load even if something got into the page", async () => {
    const script = "document.body.dataset.owned = 'yes'";
    const intruder = `<script>${script}</script><img src="data:," onerror="${script}"><p style="color: red" id="red">x</p>`;
    const html = review.replace("<main>", `<main>${intruder}`);
    expect(html).not.toBe(review);
    const { page, complaints } = await openFile(browser, html);
    await page.fill("#filter", "page");
    expect(await page.locator("body").getAttribute("data-owned")).toBeNull();
    expect(await page.locator("#red").evaluate((text) => getComputedStyle(text).color)).not.toBe(
      "rgb(255, 0, 0)",
    );
    expect(complaints.join("\n")).toContain("Content Security Policy");
  });

  test("a machine without Chromium is told how to get it", () => {
    vi.stubEnv("PATH", "");
    vi.stubEnv("CHROMIUM_PATH", "");
    expect(() => chromiumPath()).toThrow(/apt-get install chromium.*CHROMIUM_PATH/);
    vi.unstubAllEnvs();
  });
});

describe("300 files", () => {
  const many = Array.from({ length: 300 }, (_, index) =>
    changeOf(`packages/p${index % 17}/src/deep/er/file-${index}.ts`, {
      before: Array.from({ length: 60 }, (__, line) => `line ${line} of ${index}`).join("\n"),
      after: Array.from(
        { length: 60 },
        (__, line) => `line ${line} of ${line % 9 === 0 ? "x" : index}`,
      ).join("\n"),
    }),
  );

  test("can be opened, filtered and walked through", async () => {
    const { page, complaints } = await openFile(browser, htmlOf(reportOn(many), many));
    expect(await page.innerText("#shown")).toBe("300 of 300 files");
    await page.fill("#filter", "file-299");
    expect(await shown(page)).toEqual(["file-300"]);
    await page.keyboard.press("Escape");
    await page.click("#unfold");
    await page.click("#split");
    await expect.poll(() => page.locator("table.split").count()).toBeGreaterThan(0);
    await page.locator("body").press("j");
    await page.locator("body").press("j");
    expect(complaints).toEqual([]);
  });
});
