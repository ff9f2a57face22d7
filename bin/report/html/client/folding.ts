/// <reference lib="dom" />

/** Opens what the address points to, and all around it. */
export function openTarget(): void {
  const target = location.hash === "" ? null : document.getElementById(location.hash.slice(1));
  if (!target) return;
  for (let part: Element | null = target; part; part = part.parentElement) {
    if (part instanceof HTMLDetailsElement) part.open = true;
  }
  target.scrollIntoView({ block: "start" });
}

export function foldAll(open: boolean): void {
  for (const file of document.querySelectorAll<HTMLDetailsElement>("details.file")) {
    if (!file.hidden) file.open = open;
  }
}

/** Folding from the buttons and by links, and everything unfolded on paper. */
export function startFolding(): void {
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
