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
  /** Calls back on Ctrl-C, SIGTERM and when the terminal goes away; returns what undoes it. */
  readonly onInterrupt: (listener: () => void) => () => void;
  /** Calls back with an error that nobody caught, which then does not end the process; returns what undoes it. */
  readonly onUncaught?: (listener: (error: unknown) => void) => () => void;
}

export function processIo(): Io {
  return {
    cwd: process.cwd(),
    env: { ...process.env },
    terminal: process.stdout.isTTY === true,
    ...(process.stdout.isTTY === true && process.stdout.columns > 0 ? { columns: process.stdout.columns } : {}),
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    onInterrupt: (listener) => listening(["SIGINT", "SIGTERM", "SIGHUP"], listener),
    onUncaught: (listener) => listening(["uncaughtException", "unhandledRejection"], listener),
  };
}

function listening<T extends unknown[]>(events: readonly string[], listener: (...told: T) => void): () => void {
  for (const event of events) process.on(event, listener);
  return () => {
    for (const event of events) process.off(event, listener);
  };
}
