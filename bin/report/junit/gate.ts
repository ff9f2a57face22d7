import type { Report } from "../report.ts";
import { counted } from "../words.ts";
import { suite } from "./suite.ts";
import type { Suite } from "./suite.ts";

/** Lines of the baseline without a finding, which fail, and what no criterion looks at. */
export function gateSuites({ baseline, coverage }: Report): readonly Suite[] {
  const stale = (baseline?.stale ?? []).map((line) => ({
    name: line,
    group: "stale",
    outcome: "failure" as const,
    message: `its finding is gone: take the line out of ${baseline?.file ?? "the baseline"}`,
    text: "",
  }));
  const unseen = coverage.map(({ path, line, name, spelling, count }) => ({
    name: `${path}:${line}${spelling === null ? "" : ` ${spelling}`}`,
    group: name ?? "file",
    file: path,
    outcome: "skipped" as const,
    message: `no criterion would catch it (${counted(count, "occurrence")})`,
    text: "",
  }));
  return [suite("Baseline", stale), suite("What no criterion would catch", unseen)];
}
