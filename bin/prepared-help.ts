/** The width that `preparedHelp` is made for, in columns: what `--help` has at most. */
export const HELP_WIDTH = 96;

/**
 * The help by what asks for it (`run --help`). Empty here: the texts are put in when the program is
 * built (`scripts/bundle.js`), so that nobody waits for the parser of the command line to be told.
 */
export const preparedHelp: Readonly<Record<string, string>> = {};
