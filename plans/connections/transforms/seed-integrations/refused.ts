/** The script is not what the transform knows how to rewrite. */
export class Refused extends Error {
  override readonly name = "Refused";

  constructor(
    /** Where, as an offset in the script. */
    readonly at: number,
    message: string,
  ) {
    super(message);
  }
}
