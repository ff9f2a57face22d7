import type { RepoPath } from "../workspace/repo-path.ts";
import { branchesTooOften, overflowsChecker } from "./checker-trial.ts";
import { nestingOf } from "./program/nesting.ts";
import { isSourcePath } from "./program/source-path.ts";

/** More than people nest, and less than any of the parsers and what walks their trees can take. */
const TOO_DEEP = 200;

type Texts = ReadonlyMap<RepoPath, string>;

/** Files, and what to say of each. */
type Blamed = readonly (readonly [RepoPath, string])[];

/** The files that something can have run out of stack on. */
export function tooMuchIn(texts: Texts): Blamed {
  const deep = [...texts].filter(([path, text]) => nestingOf(path, text) > TOO_DEEP);
  if (deep.length > 0) {
    const why = `is nested too deep to be read as code (more than ${TOO_DEEP} levels)`;
    return deep.map(([path]) => [path, `${path} ${why}`]);
  }
  const why = "has code that TypeScript's checker cannot take: it runs out of stack";
  return codeIn(texts)
    .filter(([path, text]) => overflowsChecker(path, text))
    .map(([path]) => [path, `${path} ${why}`]);
}

/** The files that TypeScript's checker can have given up on. */
export function branchingTooOften(texts: Texts): Blamed {
  return codeIn(texts).flatMap(([path, text]) => {
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

function codeIn(texts: Texts): [RepoPath, string][] {
  return [...texts].filter(([path]) => isSourcePath(path));
}
