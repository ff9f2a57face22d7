import type { TextEdit } from "../../workspace/text-edit.ts";
import type { Verdict } from "../criterion.ts";
import type { Evaluation } from "../evaluate.ts";
import type { Box } from "./document.ts";

/**
 * The edits of a document's text that set its boxes to what `evaluations` came to: ticked if all
 * that was made of a bullet holds, empty if something of it does not. A box stays as it is if that
 * could not be told, because it is for a person, was not run or could not be evaluated or
 * understood. `boxes` are by the ids of criteria.
 */
export function tickEdits(
  evaluations: readonly Evaluation[],
  boxes: ReadonlyMap<string, Box>,
): readonly TextEdit[] {
  const bullets = new Map<number, { readonly box: Box; readonly statuses: Verdict["status"][] }>();
  for (const { criterion, verdict } of evaluations) {
    const box = boxes.get(criterion.id);
    if (!box) continue;
    const bullet = bullets.get(box.offset) ?? { box, statuses: [] };
    bullet.statuses.push(verdict.status);
    bullets.set(box.offset, bullet);
  }
  return [...bullets.values()].flatMap(({ box, statuses }) => {
    const ticked = measured(statuses);
    if (ticked === undefined || ticked === box.ticked) return [];
    return [{ start: box.offset, end: box.offset + 1, text: ticked ? "x" : " " }];
  });
}

function measured(statuses: readonly Verdict["status"][]): boolean | undefined {
  if (statuses.every((status) => status === "pass")) return true;
  const told = statuses.every((status) => status === "pass" || status === "fail");
  return told ? false : undefined;
}
