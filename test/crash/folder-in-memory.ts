import { accessSync, constants, rmSync } from "node:fs";
import { mkdtemp, realpath } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/** Where Linux keeps files in memory; syncing one, which is all that takes time here, is nothing. */
const MEMORY = "/dev/shm";

const made: string[] = [];

afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A new, empty folder on the fastest disk there is; it is removed when the test file has ended. */
export async function folderInMemory(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(place(), "conn-codemod-")));
  made.push(folder);
  return folder;
}

function place(): string {
  try {
    accessSync(MEMORY, constants.W_OK);
    return MEMORY;
  } catch {
    return tmpdir();
  }
}
