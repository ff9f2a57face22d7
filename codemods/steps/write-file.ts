import picomatch from "picomatch";
import { z } from "zod";
import type { Snapshot } from "../../workspace/snapshot.ts";
import type { Note, StepKind } from "../step.ts";
import { repoPath } from "./fields.ts";

const schema = z.strictObject({
  path: repoPath.describe("The file to write."),
  content: z.string().min(1).describe("Its text, as it is to be."),
  when: z
    .strictObject({
      in: z.array(z.string().min(1)).min(1).describe("Globs of files."),
      has: z.string().min(1).describe("Text that one of them must have."),
    })
    .optional()
    .describe(
      "What must be so for the file to be of use: where a later phase does away with both, this step has nothing to do.",
    ),
});

/** The parameters of a `write-file` step. */
export type WriteFileParams = z.infer<typeof schema>;

/**
 * Writes a file that is not there. One that is, and says something else, is never written over; how
 * it is formatted makes no difference.
 */
export const writeFileStep: StepKind<WriteFileParams> = {
  kind: "write-file",
  schema,
  title: ({ path }) => `write ${path}`,
  run: ({ path, content, when }, snapshot) => {
    if (when && !hasText(snapshot, when)) return Promise.resolve({ ops: [], notes: [] });
    if (!snapshot.has(path)) {
      return Promise.resolve({ ops: [{ kind: "write", path, text: content }], notes: [] });
    }
    const text = snapshot.text(path);
    const isSame = text !== undefined && essence(text) === essence(content);
    const message = `${path} is there already, and is not what this step would write. Move it away, or take the step out of the plan, then run again.`;
    const note: Note = {
      code: "file-exists",
      severity: "blocking",
      path,
      line: 1,
      column: 1,
      message,
    };
    return Promise.resolve({ ops: [], notes: isSame ? [] : [note] });
  },
};

function hasText(snapshot: Snapshot, when: NonNullable<WriteFileParams["when"]>): boolean {
  const exact = new Set(when.in);
  const matches = picomatch([...when.in], { dot: true, nonegate: true });
  const paths = snapshot.containing([when.has]).get(when.has) ?? [];
  return paths.some((path) => exact.has(path) || matches(path));
}

/** A text without what a formatter may change: space, line ends, quotes, commas and semicolons. */
function essence(text: string): string {
  return text.replaceAll(/[\s\uFEFF;,]+/g, "").replaceAll(/["']/g, "`");
}
