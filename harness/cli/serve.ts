import { InvalidArgumentError } from "commander";
import { quoted } from "../run/shell-quote.js";
import { UsageError } from "../run/usage-error.js";
import { userName } from "./flags.js";
import type { Io } from "./io.js";
import type { Register } from "./program.js";

interface ServeFlags {
  readonly port: number;
  readonly host: string;
  readonly mutant?: readonly string[];
  readonly user: string;
}

const defaultPort = 8808;

export const serveCommand: Register = (program, io, done) => {
  program
    .command("serve")
    .description("run the reference server for a client of your own, until Ctrl-C")
    .option("--port <number>", "port to listen on, 0 for any free one", portNumber, defaultPort)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option(
      "--user <name>",
      "user of the server; the password comes from ASMS_PASSWORD (default: secret)",
      userName,
      "alice",
    )
    .option("--mutant <id|module...>", "switch deliberate violations on, listed ones or your own (docs/mutants.md)")
    .action(async (flags: ServeFlags) => done(await serve(flags, io)));
};

function portNumber(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError("It must be a number from 0 to 65535.");
}

/** Resolves to the exit code once the server has been stopped. @throws UsageError */
async function serve({ port, host, mutant = [], user }: ServeFlags, io: Io): Promise<number> {
  const password = io.env.ASMS_PASSWORD ?? "secret";
  const { startReferenceServer } = await import("../reference/index.js");
  const { namedMutants, resolvedMutants } = await import("../run/own-mutants.js");
  const { ids, own } = await namedMutants(resolvedMutants(mutant, io.cwd));
  const users = { [user]: password };
  const server = await startReferenceServer({ port, host, mutants: ids, own, users }).catch((error: unknown) => {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  });
  const broken = [...ids, ...own.map(({ id }) => id)];
  const { origin, host: address } = new URL(server.url);
  io.out(
    [
      `The reference server listens on ${server.url}`,
      broken.length === 0 ? "It follows [MS-ASMS]." : `It breaks rules on purpose: ${broken.join(", ")}.`,
      "",
      `  User      ${user}`,
      `  Password  ${io.env.ASMS_PASSWORD === undefined ? password : "as in ASMS_PASSWORD"}`,
      "",
      `Point a phone or client at server ${address} (no TLS), or look at it with:`,
      `  curl -i -X OPTIONS -u ${quoted(user)} ${origin}/Microsoft-Server-ActiveSync`,
      `  ASMS_PASSWORD=… asms run --target ${server.url} --user ${quoted(user)}`,
      "",
      "Ctrl-C ends it.",
      "",
    ].join("\n"),
  );
  await new Promise<void>((resolve) => {
    const stop = io.onInterrupt(() => {
      stop();
      resolve();
    });
  });
  await server.close();
  io.out("\nStopped.\n");
  return 0;
}
