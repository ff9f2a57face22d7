/**
 * Whether to write colours to a stream. `--no-color` and NO_COLOR (set to anything) say no; then
 * FORCE_COLOR says yes, or no if it is `0` or `false`; otherwise only a terminal gets them.
 */
export function wantsColor(
  flag: boolean,
  isTTY: boolean,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  if (!flag || (env["NO_COLOR"] ?? "") !== "") return false;
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return isTTY && env["TERM"] !== "dumb";
}
