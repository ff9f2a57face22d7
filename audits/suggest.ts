/** A bullet for the plan document that closes a gap. */
export interface Suggestion {
  /** The id of the phase whose criteria it belongs to. */
  readonly phase: string;
  /** One line of Markdown, from `- [ ]` on. */
  readonly bullet: string;
}
