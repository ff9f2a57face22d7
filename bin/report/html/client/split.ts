/// <reference lib="dom" />
import { recall, remember } from "./settings.ts";

/** One side of a line: the number, the sign and the text of `row`, or nothing where it has no line. */
export function halfOf(row: HTMLTableRowElement | undefined, side: 0 | 1): HTMLElement[] {
  const cells = row ? [row.cells[side], row.cells[2], row.cells[3]] : [];
  return [0, 1, 2].map((index) => {
    const cell = document.createElement("td");
    cell.className = row ? row.className : "d2h-none";
    cell.append(...[...(cells[index]?.childNodes ?? [])].map((node) => node.cloneNode(true)));
    return cell;
  });
}

/** Puts a table with old and new lines side by side into the place of one with single lines. */
export function splitTable(table: HTMLTableElement): void {
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

export function unsplitTable(table: HTMLTableElement): void {
  if (!table.hidden) return;
  table.nextElementSibling?.remove();
  table.hidden = false;
}

/** Side by side or not, for the files that are open now and for those that are opened later. */
export function startSplit(): () => void {
  const button = document.getElementById("split");
  let split = recall("split") === "yes";
  const apply = (file: Element): void => {
    for (const table of file.querySelectorAll<HTMLTableElement>("table.diff:not(.split)")) {
      if (split) splitTable(table);
      else unsplitTable(table);
    }
  };
  const applyAll = (): void => {
    button?.setAttribute("aria-pressed", String(split));
    document.querySelectorAll("details.file[open]").forEach(apply);
  };
  for (const file of document.querySelectorAll("details.file")) {
    file.addEventListener("toggle", () => apply(file));
  }
  applyAll();
  return () => {
    split = !split;
    remember("split", split ? "yes" : "no");
    applyAll();
  };
}
