import type { ts } from "ts-morph";
import type { TypeProgram } from "../../program/program.ts";
import { Machine, OPERATION_TYPES } from "./evaluation/machine.ts";
import type { OperationType } from "./evaluation/machine.ts";
import { CannotTell } from "./evaluation/values.ts";
import type { SplitLink } from "./find.ts";

export { OPERATION_TYPES } from "./evaluation/machine.ts";
export type { OperationType } from "./evaluation/machine.ts";

/** A branch that cannot be told. `reason` reads on from "because"; `node` is what stands in the way. */
export interface Unknown {
  readonly unknown: string;
  readonly node: ts.Node;
}

/** The branch that a link takes, or why it cannot be told. */
export type Branch = boolean | Unknown;

/** Answers for one link which branch it takes; what it learns along the way is kept. */
export interface Evaluator {
  /** For each of OPERATION_TYPES, or only the one given. */
  branches(path: string, type?: OperationType): readonly Branch[];
  /** Whether any answer so far depended on the path. */
  looksAtPath(): boolean;
  /** The functions and constants outside of the condition that have played a part so far. */
  entered(): ReadonlySet<ts.Node>;
}

/** An evaluator of `link`, which must be one of `program`. */
export function createEvaluator(program: TypeProgram, link: SplitLink): Evaluator {
  const machine = new Machine(program.checker);
  let looked = false;
  const known = new Map<string, Branch>();
  const branch = (path: string, type: OperationType): Branch => {
    const key = `${type} ${path}`;
    const answer = known.get(key) ?? ask(path, type);
    known.set(key, answer);
    return answer;
  };
  const ask = (path: string, type: OperationType): Branch => {
    if (!link.condition) {
      return { unknown: "the condition is not written in the call", node: link.call };
    }
    try {
      return Boolean(machine.ask(link.condition, { path, type }));
    } catch (error) {
      if (!(error instanceof CannotTell)) throw error;
      return { unknown: error.reason, node: error.node };
    } finally {
      looked ||= machine.pathRead;
    }
  };
  return {
    branches: (path, type) =>
      (type === undefined ? OPERATION_TYPES : [type]).map((each) => branch(path, each)),
    looksAtPath: () => looked,
    entered: () => machine.entered,
  };
}

/**
 * The branch that `link` takes for a procedure, without running anything. If no `type` is given
 * and the branch depends on it, or if the code cannot be followed, the result says so.
 */
export function evaluateCondition(
  program: TypeProgram,
  link: SplitLink,
  procedurePath: string,
  type?: OperationType,
): Branch {
  return agreed(createEvaluator(program, link).branches(procedurePath, type), link.call);
}

/** The one branch that all of `branches` are; unknown if one is, or if they differ. */
export function agreed(branches: readonly Branch[], node: ts.Node): Branch {
  const [first = { unknown: "there is nothing to ask about", node }, ...rest] = branches;
  for (const branch of rest) {
    if (typeof branch !== "boolean") return branch;
    if (branch !== first && typeof first === "boolean") {
      return { unknown: "the branch depends on the type of the operation", node };
    }
  }
  return first;
}
