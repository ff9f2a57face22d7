/// <reference lib="dom" />

/**
 * The page's script: the text of the functions below, which are written, typed and linted like all
 * others. They use one another and what a browser has, and nothing else: an import would be no part
 * of that text, and that is why they all stand in one file.
 */
export const SCRIPT = `"use strict";
${[
  startPage,
  startTheme,
  startSplit,
  startFolding,
  startFilter,
  listenToKeys,
  recall,
  remember,
  halfOf,
  splitTable,
  unsplitTable,
  openTarget,
  foldAll,
  valueOf,
  applyFilter,
  goToFilter,
  moveBy,
]
  .map(String)
  .join("\n")}
startPage();
`;

/** What the page does once it is there; the theme is set before anything is drawn. */
function startPage(): void {
  const turnTheme = startTheme();
  document.addEventListener("DOMContentLoaded", () => {
    for (const part of document.querySelectorAll<HTMLElement>("[data-script]")) part.hidden = false;
    const turnSplit = startSplit();
    const emptyFilter = startFilter();
    startFolding();
    document.getElementById("theme")?.addEventListener("click", turnTheme);
    document.getElementById("split")?.addEventListener("click", turnSplit);
    const next = moveBy.bind(undefined, 1);
    const back = moveBy.bind(undefined, -1);
    listenToKeys({
      "/": goToFilter,
      j: next,
      n: next,
      k: back,
      p: back,
      s: turnSplit,
      t: turnTheme,
      Escape: emptyFilter,
    });
  });
}

/** What was chosen last time; `null` where nothing may be kept. */
function recall(name: string): string | null {
  try {
    return localStorage.getItem(`conn-codemod.${name}`);
  } catch {
    return null;
  }
}

function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`conn-codemod.${name}`, value);
  } catch {
    // A browser may keep nothing for files; the choice then lasts as long as the page.
  }
}

/** Sets the theme of last time at once, and returns what turns it over. */
function startTheme(): () => void {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = (): boolean =>
    root.dataset["theme"] === undefined ? system.matches : root.dataset["theme"] === "dark";
  const label = (): void => {
    const button = document.getElementById("theme");
    if (button) button.textContent = isDark() ? "Light" : "Dark";
  };
  const kept = recall("theme");
  if (kept === "dark" || kept === "light") root.dataset["theme"] = kept;
  system.addEventListener("change", label);
  document.addEventListener("DOMContentLoaded", label);
  return () => {
    const next = isDark() ? "light" : "dark";
    root.dataset["theme"] = next;
    remember("theme", next);
    label();
  };
}

/** One side of a line: the number, the sign and the text of `row`, or nothing where it has no line. */
function halfOf(row: HTMLTableRowElement | undefined, side: 0 | 1): HTMLElement[] {
  const cells = row ? [row.cells[side], row.cells[2], row.cells[3]] : [];
  return [0, 1, 2].map((index) => {
    const cell = document.createElement("td");
    cell.className = row ? row.className : "d2h-none";
    cell.append(...[...(cells[index]?.childNodes ?? [])].map((node) => node.cloneNode(true)));
    return cell;
  });
}

/** Puts a table with old and new lines side by side into the place of one with single lines. */
function splitTable(table: HTMLTableElement): void {
  if (table.hidden) return;
  const out = document.createElement("table");
  out.className = "diff split";
  out.setAttribute("aria-label", table.getAttribute("aria-label") ?? "");
  const columns = out.appendChild(document.createElement("colgroup"));
  for (let index = 0; index < 6; index += 1) columns.append(document.createElement("col"));
  const body = out.createTBody();
  const olds: HTMLTableRowElement[] = [];
  const news: HTMLTableRowElement[] = [];
  const flush = (): void => {
    for (let index = 0; index < Math.max(olds.length, news.length); index += 1) {
      body.insertRow().append(...halfOf(olds[index], 0), ...halfOf(news[index], 1));
    }
    olds.length = 0;
    news.length = 0;
  };
  for (const row of table.rows) {
    if (row.classList.contains("d2h-ins")) {
      news.push(row);
      continue;
    }
    const isOld = row.classList.contains("d2h-del");
    if (!isOld || news.length > 0) flush();
    if (isOld) {
      olds.push(row);
    } else if (row.cells.length > 1) {
      body.insertRow().append(...halfOf(row, 0), ...halfOf(row, 1));
    } else {
      const header = body.insertRow();
      header.className = row.className;
      const cell = header.insertCell();
      cell.colSpan = 6;
      cell.textContent = row.textContent;
    }
  }
  flush();
  table.after(out);
  table.hidden = true;
}

function unsplitTable(table: HTMLTableElement): void {
  if (!table.hidden) return;
  table.nextElementSibling?.remove();
  table.hidden = false;
}

/** Side by side or not, for what is near the window, and for the rest once it comes near. */
function startSplit(): () => void {
  const button = document.getElementById("split");
  let split = recall("split") === "yes";
  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        for (const table of target.querySelectorAll<HTMLTableElement>("table.diff:not(.split)")) {
          if (split) splitTable(table);
          else unsplitTable(table);
        }
      }
    },
    { rootMargin: "100% 0%" },
  );
  const look = (): void => {
    near.disconnect();
    button?.setAttribute("aria-pressed", String(split));
    for (const file of document.querySelectorAll("details.file")) near.observe(file);
  };
  if (split) look();
  return () => {
    split = !split;
    remember("split", split ? "yes" : "no");
    look();
  };
}

/** Opens what the address points to, and all around it. */
function openTarget(): void {
  const target = location.hash === "" ? null : document.getElementById(location.hash.slice(1));
  if (!target) return;
  for (let part: Element | null = target; part; part = part.parentElement) {
    if (part instanceof HTMLDetailsElement) part.open = true;
  }
  target.scrollIntoView({ block: "start" });
}

function foldAll(open: boolean): void {
  for (const file of document.querySelectorAll<HTMLDetailsElement>("details.file")) {
    if (!file.hidden) file.open = open;
  }
}

/** Folding from the buttons and by links, and everything unfolded on paper. */
function startFolding(): void {
  document.getElementById("fold")?.addEventListener("click", () => foldAll(false));
  document.getElementById("unfold")?.addEventListener("click", () => foldAll(true));
  window.addEventListener("hashchange", openTarget);
  // A second click on the same link changes no address.
  document.addEventListener("click", ({ target }) => {
    const link = target instanceof Element ? target.closest("a[href^='#']") : null;
    if (link && link.getAttribute("href") === location.hash) openTarget();
  });
  const closed: HTMLDetailsElement[] = [];
  window.addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll<HTMLDetailsElement>("main details:not([open])")) {
      part.open = true;
      closed.push(part);
    }
  });
  window.addEventListener("afterprint", () => {
    for (const part of closed.splice(0)) part.open = false;
  });
  const tree = document.getElementById("tree");
  if (tree instanceof HTMLDetailsElement && matchMedia("(max-width: 60rem)").matches) {
    tree.open = false;
  }
  openTarget();
}

/** What is in a field of the filter; `""` if the page has none. */
function valueOf(id: string): string {
  const field = document.getElementById(id);
  const isField = field instanceof HTMLInputElement || field instanceof HTMLSelectElement;
  return isField ? field.value : "";
}

/** Shows the files that pass the filter, in the tree and below, and says how many they are. */
function applyFilter(): void {
  const words = valueOf("filter").toLowerCase().split(" ");
  const step = valueOf("filter-step");
  const kind = valueOf("filter-kind");
  const all = document.querySelectorAll<HTMLElement>("details.file");
  let shown = 0;
  for (const file of all) {
    const path = (file.dataset["path"] ?? "").toLowerCase();
    const passes =
      words.every((word) => path.includes(word)) &&
      (step === "" || (file.dataset["steps"] ?? "").split(" ").includes(step)) &&
      (kind === "" || file.dataset["kind"] === kind);
    file.hidden = !passes;
    if (passes) shown += 1;
    const leaf = document.getElementById(`tree-${file.id}`);
    if (leaf) leaf.hidden = !passes;
  }
  for (const folder of document.querySelectorAll<HTMLElement>(".tree li:not(.leaf)")) {
    folder.hidden = folder.querySelector(".leaf:not([hidden])") === null;
  }
  const none = document.getElementById("no-files");
  if (none) none.hidden = shown > 0;
  const count = document.getElementById("shown");
  if (count) count.textContent = `${shown} of ${all.length} files`;
}

/** Filters as one types, and returns what empties the filter. */
function startFilter(): () => void {
  const ids = ["filter", "filter-step", "filter-kind"];
  const fields = ids.map((id) => document.getElementById(id));
  for (const field of fields) field?.addEventListener("input", applyFilter);
  // A browser may bring back what was in the fields when the page is loaded again.
  if (fields.some(Boolean)) applyFilter();
  return () => {
    for (const field of fields) {
      if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = "";
    }
    applyFilter();
  };
}

function goToFilter(): void {
  const tree = document.getElementById("tree");
  if (tree instanceof HTMLDetailsElement) tree.open = true;
  document.getElementById("filter")?.focus();
}

/** Goes to the next file that is shown (`1`), or to the one before (`-1`). */
function moveBy(way: 1 | -1): void {
  const files = [...document.querySelectorAll<HTMLElement>("details.file:not([hidden])")];
  const active = document.activeElement?.closest("details.file");
  const at = files.findIndex((file) => file === active);
  // From elsewhere on the page, the next one is the first that begins below the top of the window.
  const below = files.findIndex((file) => file.getBoundingClientRect().top > 1);
  const from = at === -1 ? (below === -1 ? files.length : below) + (way === 1 ? -1 : 0) : at;
  const next = files[Math.min(Math.max(from + way, 0), files.length - 1)];
  next?.querySelector<HTMLElement>("summary")?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "start" });
}

/** Single keys, which can be turned off, for those whose speech or screen reader types them. */
function listenToKeys(actions: Readonly<Record<string, () => void>>): void {
  const box = document.getElementById("keys");
  if (box instanceof HTMLInputElement) {
    box.checked = recall("keys") !== "no";
    box.addEventListener("change", () => remember("keys", box.checked ? "yes" : "no"));
  }
  document.addEventListener("keydown", (event) => {
    const { key, target, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey || event.defaultPrevented) return;
    const typing =
      target instanceof HTMLSelectElement ||
      (target instanceof HTMLInputElement && target.type !== "checkbox");
    if (typing && key !== "Escape") return;
    if (key !== "Escape" && box instanceof HTMLInputElement && !box.checked) return;
    const action = actions[key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}
