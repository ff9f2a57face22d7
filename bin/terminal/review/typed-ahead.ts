import type { Key } from "node:readline";

/** A key as Node tells of it: its character, if it has one, and its name. */
export type Press = readonly [character: string | undefined, key: Key];

/**
 * Keys that are pressed before the question that they are for is there. Whoever knows the answers
 * types faster than questions come, and a terminal hands over several keys at once.
 */
export class TypedAhead {
  private readonly waiting: Press[] = [];
  private asking = false;

  constructor(private readonly input: NodeJS.ReadStream) {
    input.on("keypress", this.note);
  }

  /**
   * From here on keys are for the question that is there now; first those that were typed before.
   * With `fresh` only those that end it, such as Ctrl-C: what cannot be taken back is not to be
   * answered before it was asked.
   */
  handOver(fresh: boolean): void {
    this.asking = true;
    if (fresh) {
      const ending = this.waiting.filter(([, { ctrl }]) => ctrl === true);
      this.waiting.splice(0, this.waiting.length, ...ending);
    }
    while (this.asking) {
      const next = this.waiting.shift();
      if (!next) return;
      this.input.emit("keypress", ...next);
    }
  }

  /** The question has been answered: from here on keys are for the next one. */
  answered(): void {
    this.asking = false;
  }

  end(): void {
    this.input.off("keypress", this.note);
  }

  private readonly note = (...press: Press): void => {
    if (!this.asking) this.waiting.push(press);
  };
}
