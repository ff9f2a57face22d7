/**
 * The first line of our comment on `plan`, which says whose it is; a browser does not show it. The
 * id of a plan has no `>` in it, so that it cannot end the comment.
 */
export function markerOf(plan: string): string {
  return `<!-- conn-codemod:report plan=${plan} -->`;
}
