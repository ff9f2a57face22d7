/// <reference lib="dom" />

/** What is in a field of the filter; `""` if the page has none. */
export function valueOf(id: string): string {
  const field = document.getElementById(id);
  const isField = field instanceof HTMLInputElement || field instanceof HTMLSelectElement;
  return isField ? field.value : "";
}

/** Shows the files that pass the filter, in the tree and below, and says how many they are. */
export function applyFilter(): void {
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
    const leaf = document.querySelector(`.tree a[href="#${file.id}"]`)?.closest("li");
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
export function startFilter(): () => void {
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

export function goToFilter(): void {
  const tree = document.getElementById("tree");
  if (tree instanceof HTMLDetailsElement) tree.open = true;
  document.getElementById("filter")?.focus();
}
