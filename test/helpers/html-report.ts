import { renderers } from "./renderers.ts";
import type { Report } from "../../bin/report/report.ts";
import type { ChangeSet, FileChange } from "../../workspace/change-set.ts";
import { fileDiff } from "../../workspace/diff.ts";
import { hostileReport } from "./hostile-report.ts";

/** What would run, or break out of where it stands, were it not escaped. */
export const MARKUP = `<img src=x onerror=alert(1)>"'</script><script>alert(2)</script>{{{x}}}&amp;\u202E`;

/** The page for `report`, with the lines of `changes`. */
export function htmlOf(report: Report, changes: ChangeSet = []): string {
  return renderers.html(report, { changes, columns: Infinity, color: false, verbose: false });
}

/** The report about `changes`, and otherwise as `changed` says. */
export function reportOn(changes: ChangeSet, changed: Partial<Report> = {}): Report {
  const files = changes.map((change) => {
    const { additions, deletions } = fileDiff(change);
    const { path, from = null, change: kind, steps } = change;
    return { path, from, change: kind, additions, deletions, steps };
  });
  return { ...hostileReport, files, ...changed };
}

/** A changed file; what is left out is that of a small edit. */
export function changeOf(path: string, changed: Partial<FileChange> = {}): FileChange {
  return {
    path,
    from: undefined,
    change: "modified",
    before: "one\ntwo\nthree\n",
    after: "one\nzwei\nthree\n",
    baseHash: "00",
    steps: ["1.1"],
    ...changed,
  };
}

/** `text` with `replaced` put in for every text in `value`, however deep, that holds `marker`. */
export function replacedIn<T>(value: T, marker: string, replaced: string): T {
  return JSON.parse(
    JSON.stringify(value, (_key, each: unknown) =>
      typeof each === "string" ? each.replaceAll(marker, replaced) : each,
    ),
  ) as T;
}
