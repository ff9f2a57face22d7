/** A stream that a command may write to. */
export interface Output {
  readonly write: (text: string) => void;
  readonly isTTY: boolean;
  /** How many columns a line may take; Infinity where nobody minds. */
  readonly columns: number;
  /** Whether colours are wanted there. */
  readonly color: boolean;
}

/** All that a command knows of the process that it runs in. */
export interface Io {
  /** The absolute folder that paths on the command line start from. */
  readonly cwd: string;
  /** Data. */
  readonly stdout: Output;
  /** Everything else. */
  readonly stderr: Output;
}

/** 0: all done, or all held. 1: something is left for a person. 2: bad input, or could not tell. */
export type ExitCode = 0 | 1 | 2;
