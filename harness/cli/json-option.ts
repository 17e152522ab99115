import { type Command, Option } from "commander";

/** Flags of a command that prints for people or for scripts. */
export interface JsonFlags {
  readonly json?: true;
  readonly format?: "text" | "json";
}

/** Both spellings, in every command that has one. @param description what is printed as JSON, and where */
export function addJsonOption(command: Command, description: string): Command {
  return command
    .option("--json", description)
    .addOption(new Option("--format <format>", "text (default) or json, which is --json").choices(["text", "json"]));
}

export function wantsJson({ json, format }: JsonFlags): boolean {
  return json === true || format === "json";
}
