import { type Command, InvalidArgumentError, Option } from "commander";
import { isProtocolVersion, type ProtocolVersion } from "../eas/protocol-version.js";
import type { Profile, Tolerance } from "../judging/results.js";

/** Flags about the target and the run, as commander hands them over. */
export interface TargetFlags {
  readonly target?: string;
  readonly user?: string;
  readonly passwordFile?: string;
  readonly authorizationFile?: string;
  readonly config?: string;
  readonly profile?: Profile;
  readonly protocol?: readonly ProtocolVersion[];
  readonly claims?: "asms" | "none";
  readonly tolerance?: Tolerance;
  readonly mutant?: readonly string[];
  readonly insecure?: true;
  readonly ca?: string;
  readonly timeout?: number;
  readonly settle?: number;
  readonly seed?: number;
  readonly id?: readonly string[];
  readonly section?: readonly string[];
  readonly full?: true;
}

export function addTargetOptions(command: Command): Command {
  return command
    .optionsGroup("Target:")
    .option("--target <url>", "ActiveSync endpoint, any path; default: the embedded reference server")
    .option("--user <name>", "log in as this user; the password comes from ASMS_PASSWORD")
    .option("--password-file <file>", "file with the password, instead of ASMS_PASSWORD")
    .option("--authorization-file <file>", "file with the whole Authorization header value, instead of a password")
    .option("--ca <file>", "PEM file of an extra trusted authority")
    .option("--insecure", "accept any certificate")
    .option("--timeout <ms>", "milliseconds for one answer (default 30000)", whole)
    .option("--settle <ms>", "milliseconds until a change shows; default: measured", whole)
    .option(
      "--mutant <id|module...>",
      "switch deliberate violations of the embedded server on, listed ones or your own",
    )
    .option("--config <file>", "configuration; default: asms.config.json, .ts, .mjs or .js in this folder");
}

export function addJudgingOptions(command: Command): Command {
  return command
    .optionsGroup("What is judged:")
    .addOption(
      new Option("--profile <profile>", "seed: the document as given (default); current: the text of today").choices([
        "seed",
        "current",
      ]),
    )
    .option(
      "--protocol <versions>",
      "protocol versions to speak, e.g. 14.0,14.1; default: the higher of both",
      versions,
    )
    .addOption(
      new Option(
        "--claims <claims>",
        "asms: the target claims to implement [MS-ASMS] (default); none: it claims nothing",
      ).choices(["asms", "none"]),
    )
    .addOption(
      new Option("--tolerance <tolerance>", "how exact the target must be where the text leaves freedom").choices([
        "strict",
        "field",
      ]),
    );
}

export function addSelectionOptions(command: Command): Command {
  return command
    .optionsGroup("Which cases:")
    .option("--id <pattern...>", "only these cases, by id or scenario; * stands for any characters")
    .option("--section <number...>", "only cases of these sections of [MS-ASMS]")
    .option("--full", "every combination of every axis instead of the first value of each");
}

function whole(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a whole number.");
}

export function seedNumber(text: string): number {
  return whole(text);
}

function versions(text: string): readonly ProtocolVersion[] {
  const all = text.split(",").map((one) => one.trim());
  const spoken = all.filter(isProtocolVersion).filter((version) => version !== "12.1");
  if (spoken.length === all.length) return [...new Set(spoken)];
  throw new InvalidArgumentError("It must be a list of 14.0, 14.1, 16.0 and 16.1, separated by commas.");
}
