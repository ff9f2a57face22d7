/**
 * Where an object of `json` (valid JSON) has one key twice: the path to it, such as
 * `phases[0].steps`; undefined if none has. JSON.parse takes the last one without a word.
 */
export function duplicateKeyIn(json: string): string | undefined {
  const open: Level[] = [];
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]/g)) {
    const inner = open.at(-1);
    if (token === "{") open.push({ keys: new Set(), key: undefined, isKeyNext: true, index: 0 });
    else if (token === "[") open.push({ keys: undefined, key: "", isKeyNext: false, index: 0 });
    else if (token === "}" || token === "]") open.pop();
    else if (!inner) continue;
    else if (token === ",") {
      inner.index += 1;
      inner.isKeyNext = inner.keys !== undefined;
    } else if (token === ":") inner.isKeyNext = false;
    else if (inner.isKeyNext) {
      inner.key = String(JSON.parse(token));
      if (inner.keys?.has(inner.key)) return pathOf(open);
      inner.keys?.add(inner.key);
    }
  }
  return undefined;
}

interface Level {
  /** Undefined in an array. */
  readonly keys: Set<string> | undefined;
  key: string | undefined;
  isKeyNext: boolean;
  index: number;
}

function pathOf(open: readonly Level[]): string {
  const path = open.map(({ keys, key, index }) => (keys ? `.${key ?? ""}` : `[${index}]`)).join("");
  return path.replace(/^\./, "");
}
