import { expect, test } from "vitest";
import { checkBatch, reportOf } from "./batches.ts";
import { renameProperty } from "./rename-property.ts";

/** Always the same ones; `npm run fuzz` looks at others. */
const SEED = 20_250;
const SIZE = 200;
const WANTED = 2_000;

test(
  `a rename keeps what every name stands for, in ${WANTED} programs`,
  { timeout: 600_000 },
  async () => {
    let renamed = 0;
    let skipped = 0;
    for (let seed = SEED; renamed < WANTED; seed += 1) {
      const result = await checkBatch(renameProperty, { seed, size: SIZE });
      expect(result.failures.map(reportOf)).toEqual([]);
      skipped += result.skipped;
      renamed += SIZE - result.skipped;
      // Programs that TypeScript takes for invalid say nothing of the rename.
      expect(skipped).toBeLessThan((renamed + skipped) / 3);
    }
  },
);
