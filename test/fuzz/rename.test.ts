import { describe, expect, test } from "vitest";
import { checkBatch, reportOf } from "./batches.ts";
import { renameProperty } from "./rename-property.ts";

/** Always the same ones; `npm run fuzz` looks at others. */
const SEED = 20_250;
const SIZE = 200;
const BATCHES = Array.from({ length: 10 }, (_, index) => SEED + index);

describe(`a rename keeps what every name stands for, in ${BATCHES.length * SIZE} programs`, () => {
  test.each(BATCHES)("seed %i", { timeout: 180_000 }, async (seed) => {
    const { failures, skipped } = await checkBatch(renameProperty, { seed, size: SIZE });
    expect(failures.map(reportOf)).toEqual([]);
    expect(skipped).toBeLessThan(SIZE / 3);
  });
});
