/**
 * A failure that a user can do something about. The command line prints `message`, which says
 * what was wrong, where, and what to do, and exits with 2. Anything else that is thrown is a bug
 * of this program.
 */
export class UserError extends Error {
  override readonly name = "UserError";

  constructor(
    /** Stable, kebab-case; scripts may rely on it. */
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
