import type { ts } from "ts-morph";

/** A way to rewrite a condition leads to unnatural or unsafe code. `reason` is a full clause. */
export class Refused extends Error {
  override readonly name = "Refused";

  constructor(
    readonly reason: string,
    readonly node: ts.Node,
  ) {
    super(reason);
  }
}
