import { expect, test } from "vitest";
import { checkBatch, reportOf } from "./batches.ts";
import { moveProperty } from "./move-property.ts";

test(
  "a moved file is found by all that import it, in 400 packages",
  { timeout: 120_000 },
  async () => {
    const { failures, skipped } = await checkBatch(moveProperty, { seed: 7, size: 400 });
    expect(failures.map(reportOf)).toEqual([]);
    expect(skipped).toBeLessThan(200);
  },
);
