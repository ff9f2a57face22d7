import envPaths from "env-paths";

/**
 * Where this program keeps what it can work out again: the folder that the system has for that, such
 * as `~/.cache/conn-codemod`, `~/Library/Caches/conn-codemod` or what `XDG_CACHE_HOME` says.
 */
export function cacheFolder(): string {
  return envPaths("conn-codemod", { suffix: "" }).cache;
}
