/** Tells of each checker that may be asked now whether it has given up. */
let asked: (() => boolean)[] = [];
let before = false;

/** Has `takeGivenUp` ask a checker as well. */
export function watch(hasGivenUp: () => boolean): void {
  asked.push(hasGivenUp);
}

/** Asks the checkers that nobody will ask anything from now on, and lets them go. */
export function unwatch(): void {
  before ||= asked.some((hasGivenUp) => hasGivenUp());
  asked = [];
}

/** Whether one of the checkers that have been asked since the last time has given up. */
export function takeGivenUp(): boolean {
  unwatch();
  const found = before;
  before = false;
  return found;
}
