import { Command, CommanderError } from "commander";
import { outputError, ReportError } from "../../reports/write-aside.js";
import { tool } from "../run/tool.js";
import { TargetError, UsageError } from "../run/usage-error.js";
import { allureCommand } from "./allure.js";
import { compareCommand } from "./compare.js";
import { coverageCommand } from "./coverage.js";
import { explainCommand } from "./explain.js";
import { initCommand } from "./init.js";
import type { Io } from "./io.js";
import { listCommand } from "./list.js";
import { mergeCommand } from "./merge.js";
import { mutantsCommand } from "./mutants.js";
import { runCommand } from "./run.js";
import { serveCommand } from "./serve.js";
import { spelled } from "./spelled.js";
import { vectorsCliCommand } from "./vectors-command.js";

/** Registers a subcommand; `done` is told its exit code. */
export type Register = (program: Command, io: Io, done: (exitCode: number) => void) => void;

const commands: readonly Register[] = [
  runCommand,
  listCommand,
  serveCommand,
  mutantsCommand,
  compareCommand,
  mergeCommand,
  allureCommand,
  explainCommand,
  coverageCommand,
  vectorsCliCommand,
  initCommand,
];

/** The whole command line; resolves to the exit code. Mistakes of the caller and of the target end in one sentence. */
export async function cli(argv: readonly string[], io: Io): Promise<number> {
  const exitCode = await ended(argv, io);
  const lost = await io.lost?.();
  if (lost === undefined) return exitCode;
  io.err(`${outputError(lost)}\n`);
  // What was asked for is not there; what is known to be wrong stays so.
  return exitCode === 0 ? 3 : exitCode;
}

async function ended(argv: readonly string[], io: Io): Promise<number> {
  let exitCode = 0;
  const program = new Command("asms")
    .description(
      "Tests whether an ActiveSync server follows [MS-ASMS], the protocol for SMS messages, and shows the bytes behind every verdict.",
    )
    .usage("<command> [options]")
    .version(`asms ${tool().version}`, "-V, --version", "print the version of asms")
    .configureHelp({ showGlobalOptions: false })
    .addHelpText("after", helpAfter)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err });
  for (const register of commands) {
    register(program, io, (code) => {
      exitCode = code;
    });
  }
  // Subcommands end by exception too, so that nothing but main.ts decides about the process.
  for (const command of program.commands)
    command.exitOverride().configureOutput({ writeOut: io.out, writeErr: io.err });
  try {
    await program.parseAsync(argv.length === 0 ? ["--help"] : [...argv], { from: "user" });
    return exitCode;
  } catch (error) {
    return explain(error, io);
  }
}

const helpAfter = `
First steps:
  asms run                                  judge the embedded reference server
  asms run --target URL --user NAME         judge your server; the password comes from ASMS_PASSWORD
  asms run --id sync-three-options          run one case
  asms explain ASMS-3.2.5.1-5               say in plain words what an id means
  asms init                                 write a documented asms.config.ts

Exit codes: 0 conformant, 1 a rule is broken, 2 wrong usage, 3 no verdict (unreachable, interrupted, incomplete),
4 an error of the suite's own.`;

function explain(error: unknown, io: Io): number {
  // Commander has printed its own message already; help and version are no errors.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof UsageError) {
    io.err(`${spelled(error.message)}\n`);
    return 2;
  }
  if (error instanceof TargetError || error instanceof ReportError) {
    io.err(`${spelled(error.message)}\n`);
    return 3;
  }
  return ownError(error, io);
}

/** Says that something is wrong with this tool rather than with a target. @returns the exit code */
export function ownError(error: unknown, io: Io): number {
  const what = error instanceof Error ? error.message : String(error);
  io.err(`An error of the suite's own, not the target's: ${spelled(what)}\n`);
  if (error instanceof Error && io.env.ASMS_DEBUG !== undefined) io.err(`${error.stack}\n`);
  else io.err("Set ASMS_DEBUG=1 to see where it happened.\n");
  return 4;
}
