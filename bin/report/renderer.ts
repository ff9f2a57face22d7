import type { ChangeSet } from "../../workspace/change-set.ts";
import type { Report } from "./report.ts";

/** What a renderer may need besides the report. */
export interface RenderOptions {
  /** The change that the report is about, for its lines. */
  readonly changes: ChangeSet;
  /** How wide a line may be; Infinity if it does not matter. */
  readonly columns: number;
  readonly color: boolean;
  /** Whether to leave nothing out. */
  readonly verbose: boolean;
  /**
   * Where the root of the report's paths lies in its checkout, for formats whose readers count from
   * the top of that; `""` or left out for the top itself.
   */
  readonly prefix?: string;
}

/** Turns a report into text that ends with a line feed. Pure. */
export type Renderer = (report: Report, options: RenderOptions) => string;
