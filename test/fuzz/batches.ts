import * as fc from "fast-check";

/** What a check found: what is wrong with each value, by its number; `skipped` were not fit for it. */
export interface Checked {
  readonly problems: ReadonlyMap<number, string>;
  readonly skipped: number;
}

/** A property that is checked on many values at once, since one at a time would take far longer. */
export interface BatchProperty<Value> {
  readonly values: fc.Arbitrary<Value>;
  check(values: readonly Value[]): Promise<Checked>;
  /** The value as a person wants to see it. */
  show(value: Value): string;
}

/** A value that fails, made as small as fast-check can, with all that is needed to see it again. */
export interface Failure {
  readonly seed: number;
  /** Which of the values of this seed it is, and how it was shrunk: fast-check's `path`. */
  readonly path: string;
  readonly shown: string;
  readonly problem: string;
}

/** What a person needs to see the failure again, and to understand it. */
export function reportOf({ seed, path, shown, problem }: Failure): string {
  return `seed ${seed}, path ${path}\n${shown}\n${problem}`;
}

/** A failing value is made smaller for this long, in milliseconds. */
const SHRINK_TIME = 20_000;

/** Checks `size` values made from `seed`, and makes up to `atMost` of those that fail smaller. */
export async function checkBatch<Value>(
  property: BatchProperty<Value>,
  {
    seed,
    size,
    atMost = 1,
  }: { readonly seed: number; readonly size: number; readonly atMost?: number },
): Promise<{
  readonly failing: number;
  readonly skipped: number;
  readonly failures: readonly Failure[];
}> {
  const values = fc.sample(fc.tuple(property.values), { seed, numRuns: size }).map(([it]) => it);
  const { problems, skipped } = await checked(property, values);
  const failures: Failure[] = [];
  for (const index of [...problems.keys()].slice(0, atMost)) {
    failures.push(await shrunk(property, seed, index, problems.get(index) ?? ""));
  }
  return { failing: problems.size, skipped, failures };
}

async function shrunk<Value>(
  property: BatchProperty<Value>,
  seed: number,
  index: number,
  problem: string,
): Promise<Failure> {
  let smallest: Failure = { seed, path: `${index}`, shown: "", problem };
  const one = fc.asyncProperty(property.values, async (value) => {
    const { problems } = await checked(property, [value]);
    const [found] = problems.values();
    if (found === undefined) return;
    smallest = { ...smallest, shown: property.show(value), problem: found };
    throw new Error(found);
  });
  const path = `${Math.max(index, 0)}`;
  const result = await fc.check(one, {
    seed,
    path,
    numRuns: 1,
    interruptAfterTimeLimit: SHRINK_TIME,
  });
  return { ...smallest, path: result.counterexamplePath ?? path };
}

/** Like `check`, with a thrown error as what is wrong with the values that it is thrown for. */
async function checked<Value>(
  property: BatchProperty<Value>,
  values: readonly Value[],
): Promise<Checked> {
  try {
    return await property.check(values);
  } catch (error) {
    if (values.length === 1) {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return { problems: new Map([[0, message]]), skipped: 0 };
    }
    const problems = new Map<number, string>();
    let skipped = 0;
    for (const [index, value] of values.entries()) {
      const alone = await checked(property, [value]);
      skipped += alone.skipped;
      for (const problem of alone.problems.values()) problems.set(index, problem);
    }
    return { problems, skipped };
  }
}
