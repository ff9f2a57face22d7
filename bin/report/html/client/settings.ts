/// <reference lib="dom" />

/** What was chosen last time; `null` where nothing may be kept. */
export function recall(name: string): string | null {
  try {
    return localStorage.getItem(`conn-codemod.${name}`);
  } catch {
    return null;
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`conn-codemod.${name}`, value);
  } catch {
    // A browser may keep nothing for files; the choice then lasts as long as the page.
  }
}

/** Sets the theme of last time at once, and returns what turns it over. */
export function startTheme(): () => void {
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
