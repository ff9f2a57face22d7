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

/** The forms of what `routes` says, and of what `explain` does. */
export const ROUTES_FORMATS = ["pretty", "json", "dot", "mermaid"] as const;
export const EXPLAIN_FORMATS = ["pretty", "json"] as const;

export type Format = (typeof FORMATS)[number];

/** One report, or what else a command has to say, to hand out. */
export interface OutputRequest<Name extends string = Format> {
  readonly format: Name;
  /** As on the command line; undefined for standard output. */
  readonly file: string | undefined;
}
