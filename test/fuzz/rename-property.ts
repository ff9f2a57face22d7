import type { BatchProperty } from "./batches.ts";
import { checkRename } from "./check-rename.ts";
import { programs } from "./programs.ts";
import type { ProgramFiles } from "./programs.ts";

/** A rename keeps what every name stands for, and touches nothing but names. */
export const renameProperty: BatchProperty<ProgramFiles> = {
  values: programs,
  check: checkRename,
  show: (files) =>
    Object.entries(files)
      .map(([path, text]) => `// ${path}\n${text}`)
      .join("\n"),
};
