/** A stream that a command may write to. */
export interface Output {
  readonly write: (text: string) => void;
  readonly isTTY: boolean;
  /** How many columns a line may take; Infinity where nobody minds. */
  readonly columns: number;
  /** Whether colours are wanted there. */
  readonly color: boolean;
}

/** Where a person can be asked something. */
export interface Terminal {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
}

/** All that a command knows of the process that it runs in. */
export interface Io {
  /** The absolute folder that paths on the command line start from. */
  readonly cwd: string;
  /** The command line, without node and script, where it may be asked once more. */
  readonly argv?: readonly string[];
  /** Data. */
  readonly stdout: Output;
  /** Everything else. */
  readonly stderr: Output;
  /** Standard input and standard error, if both are terminals that can be drawn on. */
  readonly terminal: () => Terminal | undefined;
}

/** 0: all done, or all held. 1: something is left for a person. 2: bad input, or could not tell. */
export type ExitCode = 0 | 1 | 2;
