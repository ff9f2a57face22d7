/// <reference lib="dom" />
import { recall, remember } from "./settings.ts";

/** Goes to the next file that is shown (`1`), or to the one before (`-1`). */
export function moveBy(way: 1 | -1): void {
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
export function listenToKeys(actions: Readonly<Record<string, () => void>>): void {
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
