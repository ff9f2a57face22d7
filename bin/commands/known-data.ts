import { isAbsolute, relative, resolve, sep } from "node:path";
import { dataReaderAt } from "../../audits/database/data-reader.ts";
import type { KnownData } from "../../audits/requirement.ts";
import { readEvidence } from "../../audits/split/evidence.ts";
import { readInputFile } from "../../workspace/named-files/input-file.ts";
import type { Io } from "../io.ts";
import type { Options } from "../options.ts";
import type { Target } from "./command.ts";

/** No evidence that this program writes comes near this, in bytes. */
const LARGEST_EVIDENCE = 16 * 1024 * 1024;

/**
 * What the user lets us know of the data: a file of evidence, or the database. Throws UserError for
 * a file that cannot be read or is no evidence, and for a URL that is none.
 */
export async function knownData(
  { plan, root }: Pick<Target, "plan" | "root">,
  options: Pick<Options, "evidence" | "database" | "plan">,
  io: Pick<Io, "cwd">,
): Promise<KnownData> {
  const { evidence, database } = options;
  return {
    plan: { id: plan.id, name: options.plan ?? "" },
    now: new Date(),
    ...(evidence !== undefined && { evidence: await evidenceIn(evidence, io.cwd, root) }),
    ...(database !== undefined && { reader: dataReaderAt(database) }),
  };
}

async function evidenceIn(written: string, cwd: string, root: string) {
  const file = resolve(cwd, written);
  const text = await readInputFile(file, LARGEST_EVIDENCE);
  const inRoot = relative(root, file);
  const path = isAbsolute(inRoot) ? file : inRoot;
  return readEvidence(text, path.split(sep).join("/"));
}
