import { escapeControl } from "../../terminal/escape.ts";
import { sentenceOf } from "../findings.ts";
import type { Finding, FindingPlace } from "../findings/finding.ts";
import type { Report } from "../report.ts";
import { ruleId } from "./rules.ts";
import type { Rule } from "./rules.ts";
import { messageOf } from "./text.ts";

/** A finding that has a place, as a result of a run with `rules`. */
export function resultOf(finding: Finding, rules: readonly Rule[], report: Report): unknown {
  const { rule, level, place, fingerprint, known } = finding;
  const id = ruleId(rule);
  return {
    ruleId: id,
    ruleIndex: rules.findIndex((each) => each.id === id),
    level,
    message: messageOf(sentenceOf(finding)),
    locations: place === null ? [] : [{ physicalLocation: locationOf(place) }],
    // GitHub knows the first name only.
    partialFingerprints: { primaryLocationLineHash: fingerprint, "connCodemod/v1": fingerprint },
    ...(report.baseline !== null && {
      baselineState: known ? "unchanged" : "new",
      suppressions: known
        ? [{ kind: "external", justification: `listed in ${escapeControl(report.baseline.file)}` }]
        : [],
    }),
  };
}

function locationOf({ path, line, column, text }: FindingPlace): unknown {
  return {
    artifactLocation: { uri: uriOf(path), uriBaseId: "SRCROOT" },
    region: { startLine: line, ...(column !== null && { startColumn: column }) },
    ...(text !== null && {
      contextRegion: { startLine: line, snippet: { text: escapeControl(text) } },
    }),
  };
}

/** `path` as a relative URI. Half a surrogate pair has no encoding, so it is replaced. */
function uriOf(path: string): string {
  return path
    .replaceAll(/\p{Cs}/gu, "\uFFFD")
    .split("/")
    .map(encodeURIComponent)
    .join("/");
}
