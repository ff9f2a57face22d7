import { spawn } from "@lydell/node-pty";
import headless from "@xterm/headless";
import { program } from "./cli.ts";

export interface TerminalOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** A program at a pseudo-terminal, and what can be seen there. */
export interface Session {
  /**
   * Resolves when `text` has been shown since the last key, or the last change of size. White space
   * in it may be any.
   */
  waitFor(text: string): Promise<void>;
  /** Sends keys as a terminal does, when `prompt` (if it is given) has been shown. */
  press(keys: string, prompt?: string): Promise<void>;
  resize(columns: number, rows: number): void;
  /** All lines, those that have scrolled away too, as a person sees them. */
  lines(): Promise<readonly ScreenLine[]>;
  /** All that the program has sent, with its control sequences. */
  raw(): string;
  /** The exit code, when it has ended and all that it sent is here. */
  readonly ended: Promise<number>;
}

export interface ScreenLine {
  readonly text: string;
  /** Whether the line was too long, so that the terminal has broken it. */
  readonly broken: boolean;
}

/** Keys that have no character. */
export const KEYS = {
  ctrlC: "\u0003",
  ctrlD: "\u0004",
  enter: "\r",
  left: "\u001B[D",
  right: "\u001B[C",
} as const;

/** Runs the program with `args` in `folder`. */
export function startInTerminal(
  folder: string,
  args: readonly string[],
  options: TerminalOptions = {},
): Session {
  return start(folder, process.execPath, [program, ...args], options);
}

/** Runs a line of shell, in which `conn-codemod` is the program. */
export function startShellInTerminal(
  folder: string,
  line: string,
  options: TerminalOptions = {},
): Session {
  const define = 'conn-codemod() { "$NODE" "$PROGRAM" "$@"; }';
  const env = { ...options.env, NODE: process.execPath, PROGRAM: program };
  // Names with a dash are fine for functions in bash, not in every shell.
  return start(folder, "bash", ["-c", `${define}\n${line}`], { ...options, env });
}

function start(
  folder: string,
  file: string,
  args: readonly string[],
  { columns = 80, rows = 24, env = {} }: TerminalOptions,
): Session {
  const terminal = new headless.Terminal({
    cols: columns,
    rows,
    scrollback: 10_000,
    allowProposedApi: true,
  });
  const child = spawn(file, [...args], {
    // The library sets TERM to it, whatever the environment says.
    name: env["TERM"] ?? "xterm-256color",
    cols: columns,
    rows,
    cwd: folder,
    env: { ...plainEnvironment(), ...env },
  });
  let sent = "";
  let mark = 0;
  let over = false;
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const each of waiting) each();
  };
  child.onData((data) => {
    sent += data;
    terminal.write(data);
    wake();
  });
  const ended = new Promise<number>((resolve) => {
    child.onExit(({ exitCode }) => {
      over = true;
      wake();
      resolve(exitCode);
    });
  });

  const waitFor = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const there = plain(sent.slice(mark)).includes(plain(text));
        if (!there && !over) return;
        waiting.delete(look);
        if (there) resolve();
        else reject(new Error(`it ended without ${JSON.stringify(text)}:\n${sent}`));
      };
      waiting.add(look);
      look();
    });

  return {
    waitFor,
    press: async (keys, prompt) => {
      if (prompt !== undefined) await waitFor(prompt);
      mark = sent.length;
      child.write(keys);
    },
    resize: (newColumns, newRows) => {
      mark = sent.length;
      terminal.resize(newColumns, newRows);
      child.resize(newColumns, newRows);
    },
    lines: async () => {
      await new Promise<void>((resolve) => {
        terminal.write("", resolve);
      });
      const { active } = terminal.buffer;
      return Array.from({ length: active.length }, (_, index) => ({
        text: active.getLine(index)?.translateToString(true) ?? "",
        broken: active.getLine(index)?.isWrapped ?? false,
      }));
    },
    raw: () => sent,
    ended,
  };
}

/** `text` without control sequences, and with single spaces. */
function plain(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control sequences are what has to go
  const controls = /\u001B\[[0-9;?]*[A-Za-z]/g;
  return text.replaceAll(controls, "").replaceAll(/\s+/g, " ");
}

/** Without the variables that decide about colours, or point git elsewhere. */
function plainEnvironment(): Record<string, string> {
  const plainOnes: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    const decides = /^(GIT_.*|NO_COLOR|FORCE_COLOR|COLUMNS|LINES|CI)$/.test(name);
    if (value !== undefined && !decides) plainOnes[name] = value;
  }
  return plainOnes;
}
