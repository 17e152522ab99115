import { type Command, InvalidArgumentError, Option } from "commander";
import { isProtocolVersion, type ProtocolVersion } from "../eas/protocol-version.js";
import type { Profile, Tolerance } from "../judging/results.js";
import { type SuiteName, suiteNames } from "../run/explore/property.js";
import { isReplayPath } from "../run/replay.js";
import { parseShard, type Shard } from "../run/sharding/shard.js";

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
  readonly suite?: readonly SuiteName[];
  readonly robustness?: true;
  readonly runs?: number;
  /** Milliseconds. */
  readonly budget?: number;
  readonly path?: string;
  readonly replayPath?: string;
  readonly saveExamples?: string;
  readonly shard?: Shard;
}

export function addTargetOptions(command: Command): Command {
  return command
    .optionsGroup("Target:")
    .option("--target <url>", "ActiveSync endpoint, any path; default: the embedded reference server")
    .option("--user <name>", "log in as this user; the password comes from ASMS_PASSWORD", userName)
    .option("--password-file <file>", "file with the password, instead of ASMS_PASSWORD", fileName)
    .option(
      "--authorization-file <file>",
      "file with the whole Authorization header value, instead of a password",
      fileName,
    )
    .option("--ca <file>", "PEM file of an extra trusted authority", fileName)
    .option("--insecure", "accept any certificate")
    .option("--timeout <ms>", "milliseconds for one answer (default 30000)", positive)
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
    .option(
      "--suite <names>",
      "sections (default of a run), model, text, robustness, or all; several with commas",
      suites,
    )
    .option(
      "--robustness",
      "wrong requests as well, which may kill a worker of the target: --suite sections,robustness",
    )
    .option("--full", "every combination of every axis instead of the first value of each");
}

/** For cases that draw their inputs. */
export function addExploringOptions(command: Command): Command {
  return command
    .optionsGroup("Cases that draw their inputs:")
    .option("--seed <number>", "draw the same values again", whole)
    .option("--runs <number>", "inputs that each of these cases tries", positive)
    .option(
      "--budget <time>",
      "time of the run for these cases together, set-up included, e.g. 60s or 5m; it ends at most one --timeout later, clean-up and reports aside",
      time,
    )
    .option("--save-examples <folder>", "keep what fails in this folder, and try what is kept there first")
    .option("--path <path>", "with --id and --seed: the one input that this path leads to", digits)
    .option(
      "--replay-path <path>",
      "with --path: the commands of the history that had a meaning, or what was left out of a request",
      replayPath,
    );
}

export function shardOption(text: string): Shard {
  try {
    return parseShard(text);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}

export function folderName(text: string): string {
  if (text.trim() !== "") return text;
  throw new InvalidArgumentError("It must be the name of a folder; . is the current one.");
}

function fileName(text: string): string {
  if (text.trim() !== "") return text;
  throw new InvalidArgumentError("It must be the name of a file.");
}

export function userName(text: string): string {
  if (text.trim() !== "" && !/\p{Cc}/u.test(text)) return text;
  throw new InvalidArgumentError("It must be a name, without control characters.");
}

/** The suites that were asked for; undefined: none by name. */
export function chosenSuites({ suite, robustness }: Pick<TargetFlags, "suite" | "robustness">) {
  if (robustness !== true) return suite;
  return [...new Set([...(suite ?? ["sections" as const]), "robustness" as const])];
}

function whole(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a whole number.");
}

export function positive(text: string): number {
  if (whole(text) > 0) return Number(text);
  throw new InvalidArgumentError("It must be at least 1.");
}

function time(text: string): number {
  const [, number = "", unit = ""] = /^(\d+)(s|m|h)$/.exec(text) ?? [];
  const milliseconds = Number(number) * ({ s: 1000, m: 60_000, h: 3_600_000 }[unit] ?? 0);
  if (milliseconds > 0) return milliseconds;
  throw new InvalidArgumentError("It must be a time such as 60s, 5m or 1h.");
}

function digits(text: string): string {
  if (/^\d+(:\d+)*$/.test(text)) return text;
  throw new InvalidArgumentError("It must be numbers with colons between them, as the report prints them.");
}

function replayPath(text: string): string {
  if (isReplayPath(text)) return text;
  throw new InvalidArgumentError("It must be as the report prints it.");
}

function suites(text: string): readonly SuiteName[] {
  const names = text.split(",").map((one) => one.trim());
  if (names.includes("all")) return suiteNames;
  const known = names.filter((name): name is SuiteName => suiteNames.some((suite) => suite === name));
  if (known.length === names.length) return [...new Set(known)];
  throw new InvalidArgumentError(`It must be of ${suiteNames.join(", ")} and all, separated by commas.`);
}

function versions(text: string): readonly ProtocolVersion[] {
  const all = text.split(",").map((one) => one.trim());
  const spoken = all.filter(isProtocolVersion).filter((version) => version !== "12.1");
  if (spoken.length === all.length) return [...new Set(spoken)];
  throw new InvalidArgumentError("It must be a list of 14.0, 14.1, 16.0 and 16.1, separated by commas.");
}
