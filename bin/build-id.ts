/**
 * Tells one build of this program from any other. Empty here, and put in when the program is built
 * (`scripts/bundle.js`): what the sources do may change from one moment to the next.
 */
export const buildId: string = "";
