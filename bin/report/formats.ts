/** The forms in which a report can be had. */
export const FORMATS = [
  "pretty",
  "json",
  "markdown",
  "github",
  "sarif",
  "junit",
  "gitlab",
  "html",
  "commit",
] as const;

export type Format = (typeof FORMATS)[number];

/** One report to hand out. */
export interface OutputRequest {
  readonly format: Format;
  /** As on the command line; undefined for standard output. */
  readonly file: string | undefined;
}
