/**
 * The most that is parsed of one file, in UTF-16 units. Nobody writes files of that size by hand, and
 * what a type checker makes of one can take it minutes and gigabytes.
 */
export const MOST_PARSED = 1024 * 1024;
