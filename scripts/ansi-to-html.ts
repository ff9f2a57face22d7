/** The styles that picocolors writes, as classes; all others are left out. */
const CLASSES: Readonly<Record<string, string>> = {
  1: "bold",
  2: "dim",
  3: "italic",
  4: "underline",
  31: "red",
  32: "green",
  33: "yellow",
  34: "blue",
  35: "magenta",
  36: "cyan",
  90: "gray",
};

/** Which of them a code ends. */
const ENDS: Readonly<Record<string, readonly string[]>> = {
  0: Object.values(CLASSES),
  22: ["bold", "dim"],
  23: ["italic"],
  24: ["underline"],
  39: ["red", "green", "yellow", "blue", "magenta", "cyan", "gray"],
};

/** What a terminal shows for `text`, as HTML for a `<pre>`. */
export function ansiToHtml(text: string): string {
  const classes = new Set<string>();
  // oxlint-disable-next-line no-control-regex -- escape sequences begin with one
  const pieces = text.split(/\u001B\[([\d;]*)m/);
  return pieces
    .map((piece, index) => {
      if (index % 2 === 0) return span(piece, classes);
      for (const code of piece.split(";")) {
        for (const name of ENDS[code === "" ? "0" : code] ?? []) classes.delete(name);
        const begun = CLASSES[code];
        if (begun !== undefined) classes.add(begun);
      }
      return "";
    })
    .join("");
}

function span(text: string, classes: ReadonlySet<string>): string {
  const safe = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return text === "" || classes.size === 0
    ? safe
    : `<span class="${[...classes].join(" ")}">${safe}</span>`;
}
