/** What a command has of the world around it. Tests give another one. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Is standard output a terminal? */
  readonly terminal: boolean;
  /** Columns of the terminal; undefined where output goes elsewhere. */
  readonly columns?: number;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Calls back on Ctrl-C and SIGTERM; returns what undoes it. */
  readonly onInterrupt: (listener: () => void) => () => void;
}

export function processIo(): Io {
  return {
    cwd: process.cwd(),
    env: { ...process.env },
    terminal: process.stdout.isTTY === true,
    ...(process.stdout.isTTY === true && process.stdout.columns > 0 ? { columns: process.stdout.columns } : {}),
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    onInterrupt(listener) {
      process.on("SIGINT", listener);
      process.on("SIGTERM", listener);
      return () => {
        process.off("SIGINT", listener);
        process.off("SIGTERM", listener);
      };
    },
  };
}
