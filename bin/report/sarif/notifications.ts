import { sentenceOf } from "../findings.ts";
import type { Finding } from "../findings/finding.ts";
import { counted } from "../words.ts";
import { ruleId } from "./rules.ts";
import { messageOf } from "./text.ts";

/** A finding that is nowhere in the target. */
export function notificationOf(finding: Finding): unknown {
  const { rule, level } = finding;
  return { level, message: messageOf(sentenceOf(finding)), associatedRule: { id: ruleId(rule) } };
}

/** What is said of findings that were too many. */
export function notShown(count: number): unknown {
  return {
    level: "warning",
    message: { text: `${counted(count, "finding")} more: GitHub keeps no more than those given.` },
  };
}
