import { type Command, Option } from "commander";
import type { Verbosity } from "./progress.js";

/** Flags of a command that tells what a run came to. */
export interface VerbosityFlags {
  readonly quiet?: true;
  readonly verbose?: true;
}

/** The same words and the same meaning in every command that ends in the closing block of a run. */
export function addVerbosityOptions(command: Command): Command {
  return command
    .addOption(new Option("--quiet", "print the closing block only").conflicts("verbose"))
    .option("--verbose", "print every case, every finding and every capability");
}

export function verbosityOf({ quiet, verbose }: VerbosityFlags): Verbosity {
  return { quiet: quiet === true, verbose: verbose === true };
}

/** For commands that print a table or a list, and below it what it comes to. */
export interface QuietFlag {
  readonly quiet?: true;
}

export function addQuietOption(command: Command): Command {
  return command.option("--quiet", "print the summary only");
}
