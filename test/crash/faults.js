import { Buffer } from "node:buffer";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** Functions of node:fs that answer at once. `writeSync` is told apart: it may do half of its work. */
const SYNC = Object.keys(fs).filter((name) => name.endsWith("Sync"));
const LATER = Object.keys(fs).filter(
  (name) => typeof fs[name] === "function" && fs[`${name}Sync`] !== undefined,
);
const PROMISES = Object.keys(fs.promises).filter((name) => typeof fs.promises[name] === "function");

/**
 * Has `before` called before every file system call below `root`, until the returned function is
 * called. It gets `{ name, path, index }`; what it throws is what the call throws, and if it returns
 * `half`, a write writes the first half only, and `after` is called.
 *
 * A call that does not answer at once is refused, as it would go unseen between two others; with
 * `others: "pass"` it is let through.
 */
export function watchCalls(root, before, after = () => {}, { others = "refuse" } = {}) {
  const inside = (path) => path === root || path.startsWith(root + sep);
  const open = new Map();
  let index = 0;
  let depth = 0;
  const undo = [];
  const replace = (owner, name, make) => {
    const original = owner[name];
    owner[name] = make(original);
    undo.push(() => (owner[name] = original));
  };
  const pathOf = (target) => {
    if (typeof target === "number") return open.get(target);
    const text = target instanceof URL ? fileURLToPath(target) : target;
    if (typeof text !== "string" && !Buffer.isBuffer(text)) return undefined;
    const path = resolve(text.toString());
    return inside(path) ? path : undefined;
  };

  for (const name of SYNC) {
    replace(fs, name, (original) =>
      Object.assign((...args) => {
        const path = pathOf(args[0]) ?? pathOf(args[1]);
        if (path === undefined || depth > 0) return original(...args);
        index += 1;
        const order = before({ name, path, index, size: name === "writeSync" ? sizeOf(args) : 0 });
        depth += 1;
        try {
          if (order === "half") {
            const [file, bytes, from = 0] = args;
            original(file, bytes, from, Math.floor(sizeOf(args) / 2));
            after();
          }
          const result = original(...args);
          if (name === "openSync") open.set(result, path);
          if (name === "closeSync") open.delete(args[0]);
          return result;
        } finally {
          depth -= 1;
        }
      }, original),
    );
  }
  for (const [owner, names] of [
    [fs, LATER],
    [fs.promises, PROMISES],
  ]) {
    for (const name of names) {
      replace(owner, name, (original) =>
        Object.assign((...args) => {
          const path = pathOf(args[0]);
          const seen = path === undefined || depth > 0 || others === "pass";
          if (!seen) throw new Error(`${name}(${path}) is not seen`);
          return original(...args);
        }, original),
      );
    }
  }
  syncBuiltinESMExports();
  return () => {
    for (const each of undo.toReversed()) each();
    syncBuiltinESMExports();
  };
}

function sizeOf([, bytes, from = 0, length = bytes.byteLength - from]) {
  return length;
}

/** What the system would throw. */
export function refusal(code, { name, path }) {
  const texts = {
    ENOSPC: "no space left on device",
    EACCES: "permission denied",
    EIO: "i/o error",
  };
  const errno = { ENOSPC: -28, EACCES: -13, EIO: -5 }[code];
  const syscall = name.replace(/Sync$/, "");
  const error = new Error(`${code}: ${texts[code]}, ${syscall} '${path}'`);
  return Object.assign(error, { code, errno, syscall, path });
}
