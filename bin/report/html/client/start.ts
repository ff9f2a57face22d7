/// <reference lib="dom" />
import { goToFilter, startFilter } from "./filter.ts";
import { startFolding } from "./folding.ts";
import { listenToKeys, moveBy } from "./keys.ts";
import { startTheme } from "./settings.ts";
import { startSplit } from "./split.ts";

/** What the page does once it is there; the theme is set before anything is drawn. */
export function startPage(): void {
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
