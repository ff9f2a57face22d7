/** How long to wait for GitHub. */
export interface Timings {
  /** Of one answer, in milliseconds, until its last byte is there. */
  readonly answer: number;
  /** A second, in milliseconds, where it is waited before something is tried again. */
  readonly second: number;
}

export const TIMINGS: Timings = { answer: 30_000, second: 1_000 };
