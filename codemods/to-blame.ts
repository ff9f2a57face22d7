import type { RepoPath } from "../workspace/repo-path.ts";
import { branchesTooOften, endsChecker } from "./checker-trial.ts";
import { isStackOverflow, nestingOf } from "./program/nesting.ts";
import { isSourcePath } from "./program/source-path.ts";

/** More than people nest, and less than any of the parsers and what walks their trees can take. */
const TOO_DEEP = 200;

/** The shortest flat code that has been seen to be too much for the checker is three times as long. */
const SAFE_LENGTH = 2_000;

type Texts = ReadonlyMap<RepoPath, string>;

/** Files, and what to say of each. */
type Blamed = readonly (readonly [RepoPath, string])[];

/** The files that `error` can come from: something has run out of stack, or TypeScript has failed. */
export function blamedFor(error: unknown, texts: Texts): Blamed {
  if (isStackOverflow(error)) {
    const deep = [...texts].filter(([path, text]) => nestingOf(path, text) > TOO_DEEP);
    const why = `is nested too deep to be read as code (more than ${TOO_DEEP} levels)`;
    if (deep.length > 0) return deep.map(([path]) => [path, `${path} ${why}`]);
    return endingChecker(codeIn(texts, SAFE_LENGTH));
  }
  return isOfTypeScript(error) ? endingChecker(codeIn(texts)) : [];
}

function isOfTypeScript(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const [, thrownAt] = (error.stack ?? "").split(/^ +at /m);
  return thrownAt !== undefined && /[\\/]typescript\.js:/.test(thrownAt);
}

function endingChecker(code: readonly (readonly [RepoPath, string])[]): Blamed {
  return code.flatMap(([path, text]) => {
    const why = endsChecker(path, text);
    const what = "has code that TypeScript's checker cannot take";
    return why === undefined ? [] : [[path, `${path} ${what}: ${why}`] as const];
  });
}

/** The files that TypeScript's checker can have given up on. */
export function branchingTooOften(texts: Texts): Blamed {
  return codeIn(texts, SAFE_LENGTH).flatMap(([path, text]) => {
    const line = branchesTooOften(path, text);
    const why = "has code that TypeScript's checker cannot take: what begins in line";
    return line === undefined ? [] : [[path, `${path} ${why} ${line} branches too often`] as const];
  });
}

export function longestOf(texts: Texts): RepoPath {
  const [longest] = codeIn(texts).sort(([, one], [, other]) => other.length - one.length);
  if (!longest) throw new Error("no code was read");
  return longest[0];
}

function codeIn(texts: Texts, longerThan = 0): [RepoPath, string][] {
  return [...texts].filter(([path, text]) => isSourcePath(path) && text.length > longerThan);
}
