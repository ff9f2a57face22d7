import { parseArgs } from "node:util";
import { checkBatch, reportOf } from "./batches.ts";
import { moveProperty } from "./move-property.ts";
import { renameProperty } from "./rename-property.ts";

/** How many of each are checked at once. */
const PROGRAMS = 150;
const MOVES = 50;

/** Of one batch, this many failing programs are made smaller and shown; the others are counted. */
const SHOWN = 2;

const { values: options } = parseArgs({
  options: { minutes: { type: "string", default: "1" }, seed: { type: "string" } },
});
const seed = Number(options.seed ?? Date.now() % 1_000_000);
const end = Date.now() + Number(options.minutes) * 60_000;
if (!Number.isInteger(seed) || Number.isNaN(end)) {
  throw new Error("--minutes and --seed take numbers");
}

console.log(`seed ${seed}`);
const start = Date.now();
let checked = 0;
let failing = 0;
let skipped = 0;
// Each batch has a seed of its own, so that one can be made again without those before it.
for (let batch = 0; batch === 0 || Date.now() < end; batch += 1) {
  const own = seed + batch;
  const results = [
    await checkBatch(renameProperty, { seed: own, size: PROGRAMS, atMost: SHOWN }),
    await checkBatch(moveProperty, { seed: own, size: MOVES, atMost: SHOWN }),
  ];
  checked += PROGRAMS + MOVES;
  for (const result of results) {
    failing += result.failing;
    skipped += result.skipped;
    for (const failure of result.failures) console.log(`\nfails: ${reportOf(failure)}`);
  }
}
const seconds = (Date.now() - start) / 1000;
console.log(
  `${checked} programs in ${seconds.toFixed(0)} s (${(checked / seconds).toFixed(1)} per second), ` +
    `seeds ${seed} and up: ${failing} failing, ${skipped} not fit for it`,
);
process.exitCode = failing === 0 ? 0 : 1;
