import { REQUIREMENT_NAMES } from "../../audits/requirements/names.ts";
import type { Report, ReportPhase } from "./report.ts";
import { counted } from "./words.ts";

const REQUIREMENTS: ReadonlySet<string> = new Set(REQUIREMENT_NAMES);

/**
 * What one step did, in words. What stands in its way comes first, and what a phase requires of the
 * data is listed among its steps, but changes nothing: it is met or not.
 */
export function resultOf(
  { id, kind, files, edits }: ReportPhase["steps"][number],
  { notes }: Pick<Report, "notes">,
): string {
  const blocking = notes.filter(({ step, severity }) => step === id && severity === "blocking");
  if (blocking.length > 0) return counted(blocking.length, "obstacle");
  if (REQUIREMENTS.has(kind)) return "met";
  return files === 0 ? "nothing to do" : `${counted(files, "file")}, ${counted(edits, "edit")}`;
}
