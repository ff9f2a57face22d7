import { setFlagsFromString } from "node:v8";

/** From this version on, V8 lets the space for new objects grow to several times of what it was. */
const ROOMY_V8 = 12;

/**
 * Has V8 look for garbage when its heap has grown by two fifths, and, where it would else take some
 * hundred megabytes for them, more often among new objects. By itself it waits until the heap is two or
 * three times as large, and in a pipeline memory is what there is less of.
 */
export function spareMemory(): void {
  setFlagsFromString("--heap-growing-percent=40");
  if (Number.parseInt(process.versions.v8, 10) >= ROOMY_V8) {
    setFlagsFromString("--semi-space-growth-factor=1");
  }
}
