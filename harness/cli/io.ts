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
  /**
   * Why something of what was written to standard output is lost, as an error code of the system such as "ENOSPC"; undefined
   * where nothing is. A reader that went away lost nothing that it wanted.
   */
  readonly lost?: () => Promise<string | undefined>;
  /** Calls back on Ctrl-C, SIGTERM and when the terminal goes away; returns what undoes it. */
  readonly onInterrupt: (listener: () => void) => () => void;
  /** Calls back with an error that nobody caught, which then does not end the process; returns what undoes it. */
  readonly onUncaught?: (listener: (error: unknown) => void) => () => void;
}

const interruptions = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** @param holdsInterrupts keep what comes before anybody listens, rather than end there: for a command that has to report it */
export function processIo({ holdsInterrupts = false } = {}): Io {
  const held = holdsInterrupts ? holding(interruptions) : undefined;
  let lost: string | undefined;
  // A reader that has seen enough (`asms list | head -1`) ends neither the work nor its exit code, nor does a terminal that
  // was closed. Of an error that nobody listens to Node.js would make one of ours.
  process.stdout.on("error", ({ code = "unknown" }: NodeJS.ErrnoException) => {
    if (code !== "EPIPE" && code !== "EIO") lost ??= code;
  });
  // There is nowhere left to say it.
  process.stderr.on("error", () => undefined);
  return {
    cwd: process.cwd(),
    env: { ...process.env },
    terminal: process.stdout.isTTY === true,
    ...(process.stdout.isTTY === true && process.stdout.columns > 0 ? { columns: process.stdout.columns } : {}),
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    // Node.js tells of an error when the code that wrote has come to its end.
    lost: () => new Promise((done) => setImmediate(() => done(lost))),
    onInterrupt: (listener) => {
      const undo = listening(interruptions, listener);
      if (held?.() === true) queueMicrotask(listener);
      return undo;
    },
    onUncaught: (listener) => listening(["uncaughtException", "unhandledRejection"], listener),
  };
}

/** Takes the place of whoever is to listen. @returns what ends that, and says once whether anything came */
function holding(events: readonly string[]): () => boolean {
  let came = false;
  const undo = listening(events, () => {
    came = true;
  });
  return () => {
    undo();
    const told = came;
    came = false;
    return told;
  };
}

function listening<T extends unknown[]>(events: readonly string[], listener: (...told: T) => void): () => void {
  for (const event of events) process.on(event, listener);
  return () => {
    for (const event of events) process.off(event, listener);
  };
}
