import { randomInt } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { Tolerance } from "../judging/results.js";
import { openAccount } from "../run/config/accounts.js";
import { type LoadedConfig, loadConfig } from "../run/config/load-config.js";
import type { Account } from "../run/environment.js";
import { resolvedMutants } from "../run/own-mutants.js";
import type { RunPlan, TargetSettings } from "../run/settings.js";
import { quoted } from "../run/shell-quote.js";
import { newRunToken } from "../run/target.js";
import { UsageError } from "../run/usage-error.js";
import { chosenSuites, type TargetFlags } from "./flags.js";
import type { Io } from "./io.js";

export interface Planned {
  readonly plan: RunPlan;
  readonly loaded: LoadedConfig;
}

/** Flags before configuration file before defaults. @throws UsageError */
export async function planOf(flags: TargetFlags, io: Io): Promise<Planned> {
  const loaded = await loadConfig(io.cwd, flags.config);
  const { config } = loaded;
  const target = targetOf(flags, loaded, io);
  const protocol = flags.protocol ?? config.protocol;
  const settleMs = flags.settle ?? config.timeouts?.settleMs;
  const suites = chosenSuites(flags);
  return {
    loaded,
    plan: {
      target,
      profile: flags.profile ?? config.profile ?? "seed",
      tolerance: toleranceOf(flags.tolerance ?? config.tolerance, target),
      claims: flags.claims ?? config.claims ?? "asms",
      full: flags.full === true,
      ids: flags.id ?? [],
      sections: flags.section ?? [],
      ...(suites === undefined ? {} : { suites }),
      ...exploringOf(flags, io),
      declared: config.capabilities ?? {},
      caseLimitMs: config.timeouts?.caseMs ?? 600_000,
      // Parts that are to be joined must draw the same values.
      seed: flags.seed ?? config.seed ?? (flags.shard === undefined ? randomInt(2 ** 31) : 1),
      ...(flags.shard === undefined ? {} : { shard: flags.shard }),
      runToken: newRunToken(),
      ...(protocol === undefined ? {} : { protocol }),
      ...(settleMs === undefined ? {} : { settleMs }),
    },
  };
}

/** What cases that draw their inputs are told. @throws UsageError for flags that do not go together */
function exploringOf(flags: TargetFlags, io: Io): Pick<RunPlan, "explore"> {
  const { runs, budget, path, replayPath, saveExamples } = flags;
  const given = [runs, budget, path, replayPath, saveExamples].some((flag) => flag !== undefined);
  if (!given) return {};
  const suites = chosenSuites(flags) ?? ["sections"];
  if (suites.every((suite) => suite === "sections")) {
    throw new UsageError(
      "--runs, --budget, --path and --save-examples are for cases that draw their inputs; add --suite",
    );
  }
  if (path !== undefined && (flags.seed === undefined || flags.id?.length !== 1)) {
    throw new UsageError("--path leads to an input of one case under one seed; give --id and --seed with it");
  }
  if (replayPath !== undefined && path === undefined) throw new UsageError("--replay-path needs --path beside it");
  const examples = saveExamples === undefined ? undefined : exampleFolder(resolve(io.cwd, saveExamples), saveExamples);
  return {
    explore: {
      ...(runs === undefined ? {} : { runs }),
      ...(budget === undefined ? {} : { budgetMs: budget }),
      // Cases by section take the time that they need, before the first case that draws.
      ...(budget === undefined || suites.includes("sections") ? {} : { startedAt: Date.now() }),
      ...(path === undefined ? {} : { path }),
      ...(replayPath === undefined ? {} : { replayPath }),
      ...(examples === undefined ? {} : { examples }),
    },
  };
}

function exampleFolder(path: string, given: string): string {
  if (existsSync(path) && !statSync(path).isDirectory()) throw new UsageError(`--save-examples ${given} is no folder`);
  return path;
}

function toleranceOf(wanted: Tolerance | undefined, target: TargetSettings): Tolerance {
  if (target.kind === "embedded") return wanted ?? "strict";
  if (wanted === "strict") throw new UsageError("Tolerance strict is for the embedded server only; use field");
  return "field";
}

function targetOf(flags: TargetFlags, loaded: LoadedConfig, io: Io): TargetSettings {
  const mutants = flags.mutant ?? [];
  // Mutants live in the embedded server alone, so naming one chooses it, whatever a configuration file says.
  const url = mutants.length > 0 ? flags.target : (flags.target ?? loaded.config.target);
  if (url === undefined) refuseLogin(flags);
  if (url === undefined) return { kind: "embedded", mutants: resolvedMutants(mutants, io.cwd) };
  if (mutants.length > 0) throw new UsageError("--mutant is for the embedded server; it cannot go with --target");
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new UsageError(`Target "${url}" is no URL that begins with http:// or https://`);
  }
  if (new URL(url).username !== "") {
    throw new UsageError("The target's URL holds a user name; give it by --user, and the password in ASMS_PASSWORD");
  }
  if (new URL(url).search !== "") {
    // The query is the protocol's own ([MS-ASHTTP] 2.2.1.1.1), and what stands there is often a secret.
    throw new UsageError(
      "The target's URL has a query after the question mark; leave it out: each request writes its own",
    );
  }
  const { config, folder } = loaded;
  const { http = {}, timeouts = {}, seeding } = config;
  const timeoutMs = flags.timeout ?? timeouts.answerMs;
  return {
    kind: "remote",
    url,
    accounts: accountsOf(flags, loaded, io),
    folder,
    tls: tlsOf(flags, loaded, io),
    ...http,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(seeding === undefined ? {} : { seeding }),
  };
}

/** The embedded server makes accounts of its own: who names one means another target. @throws UsageError */
function refuseLogin({ user, passwordFile, authorizationFile }: TargetFlags): void {
  const given = { "--user": user, "--password-file": passwordFile, "--authorization-file": authorizationFile };
  const [flag] = Object.entries(given).find(([, value]) => value !== undefined) ?? [];
  if (flag !== undefined) throw new UsageError(`${flag} is for a server of yours; name it by --target URL`);
}

/** Flags name one account; else those of the file; else nobody, for a target that asks for no login. */
function accountsOf(flags: TargetFlags, { config, folder }: LoadedConfig, io: Io): readonly Account[] {
  const { user, passwordFile, authorizationFile } = flags;
  const lonely =
    passwordFile !== undefined
      ? "--password-file"
      : authorizationFile !== undefined
        ? "--authorization-file"
        : undefined;
  // The name goes into every request beside the login ([MS-ASHTTP] 2.2.1.1.1.1).
  if (user === undefined && lonely !== undefined) throw new UsageError(`${lonely} needs --user NAME beside it`);
  if (user === undefined && config.accounts !== undefined && config.accounts.length > 0) {
    return config.accounts.map((account) => openAccount(account, { env: io.env, folder }));
  }
  const secret = {
    ...(passwordFile === undefined ? {} : { passwordFile }),
    ...(authorizationFile === undefined ? {} : { authorizationFile }),
  };
  const named = Object.keys(secret).length > 0;
  const variable =
    io.env.ASMS_AUTHORIZATION === undefined
      ? { passwordEnv: "ASMS_PASSWORD" }
      : { authorizationEnv: "ASMS_AUTHORIZATION" };
  // What is named on the command line wins over what happens to be set; without a name nothing is sent at all.
  const source = named ? secret : user === undefined ? {} : variable;
  return [openAccount({ user: user ?? "asms", ...source }, { env: io.env, folder: io.cwd })];
}

function tlsOf(flags: TargetFlags, { config, folder }: LoadedConfig, io: Io): { ca?: string; insecure?: boolean } {
  const insecure = flags.insecure ?? config.tls?.insecure;
  const file =
    flags.ca !== undefined
      ? resolve(io.cwd, flags.ca)
      : config.tls?.caFile === undefined
        ? undefined
        : resolve(folder, config.tls.caFile);
  return { ...(insecure === undefined ? {} : { insecure }), ...(file === undefined ? {} : { ca: pem(file) }) };
}

function pem(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new UsageError(`The authority's certificate ${file} cannot be read`);
  }
  if (!text.includes("-----BEGIN CERTIFICATE-----")) throw new UsageError(`${file} holds no PEM certificate`);
  return text;
}

/**
 * Beginning of the command line that repeats a case, as it is typed where the tool was installed: no secrets, no choice of
 * cases, nothing of what is drawn, and a folder of its own, so that it does not replace the report it stands in.
 *
 * @param outDir folder of this run's reports
 */
export function replayOf(flags: TargetFlags, { plan, loaded }: Planned, outDir: string, io: Io): string {
  const own = repeatFolders.find((name) => resolve(io.cwd, name) !== outDir);
  const parts = [`npx asms run --out ${own}`];
  const named = loaded.file !== undefined && flags.config !== undefined;
  if (named) parts.push(`--config ${quoted(flags.config ?? "")}`);
  if (flags.target !== undefined) parts.push(`--target ${quoted(flags.target)}`);
  if (flags.user !== undefined) parts.push(`--user ${quoted(flags.user)}`);
  if (flags.passwordFile !== undefined) parts.push(`--password-file ${quoted(flags.passwordFile)}`);
  if (flags.authorizationFile !== undefined) parts.push(`--authorization-file ${quoted(flags.authorizationFile)}`);
  if (flags.ca !== undefined) parts.push(`--ca ${quoted(flags.ca)}`);
  if (flags.insecure === true) parts.push("--insecure");
  for (const mutant of flags.mutant ?? []) parts.push(`--mutant ${quoted(mutant)}`);
  if (plan.profile !== "seed") parts.push(`--profile ${plan.profile}`);
  if (plan.claims !== "asms") parts.push(`--claims ${plan.claims}`);
  if (flags.tolerance !== undefined) parts.push(`--tolerance ${flags.tolerance}`);
  if (flags.timeout !== undefined) parts.push(`--timeout ${flags.timeout}`);
  if (flags.settle !== undefined) parts.push(`--settle ${flags.settle}`);
  return parts.join(" ");
}

const repeatFolders = ["asms-repeat", "asms-repeat-2"] as const;
