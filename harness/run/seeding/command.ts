import { spawn } from "node:child_process";
import { masked } from "../../eas/index.js";
import type { TargetHooks } from "../case.js";
import { type CommandConfiguration, SeedingError } from "./configuration.js";

/** Names of the hooks that a program may offer, as it is asked for them. */
export const hookNames = ["reset", "deliverEmail", "deliverSms", "edit", "remove", "outbound", "advance"] as const;
export type HookName = (typeof hookNames)[number];

export interface CommandSetup {
  readonly configuration: string | CommandConfiguration;
  /** Folder in which the program runs: that of the configuration file. */
  readonly directory: string;
  /** Never shown, wherever the program prints them. */
  readonly secrets?: readonly string[];
  readonly signal?: AbortSignal;
}

const defaultLimitMs = 30_000;
/** Of what a program prints to its standard error, this much is shown. */
const shownCharacters = 400;
/** More than this on standard output is no answer of ours. */
const outputLimit = 1_000_000;

/**
 * Hooks that a program carries out. It is started once for each call, gets one JSON object on standard input and answers by its
 * exit code; `describe` asks it which hooks it has. docs/seeding.md describes the protocol.
 * @throws SeedingError when the program cannot be started or does not describe itself
 */
export async function commandHooks(setup: CommandSetup): Promise<TargetHooks> {
  const program = new Program(setup);
  const offered = described(await program.call({ hook: "describe" }), program);
  const act =
    (hook: HookName) =>
    async (input: object): Promise<void> => {
      await program.call({ hook, ...input });
    };
  const all: Required<TargetHooks> = {
    reset: (user) => act("reset")({ user }),
    deliverEmail: async ({ date, read, flagStatus, ...input }) => {
      await act("deliverEmail")({ ...input, ...dated(date) });
      const state = { ...(read === undefined ? {} : { read }), ...(flagStatus === undefined ? {} : { flagStatus }) };
      if (Object.keys(state).length === 0 || !offered.has("edit")) return;
      // Mail may still be on its way, or the program know no such state: an e-mail that is left plain will do as well.
      await act("edit")({ user: input.user, token: input.token, ...state }).catch((error: unknown) => {
        if (!(error instanceof SeedingError)) throw error;
      });
    },
    deliverSms: ({ date, ...input }) => act("deliverSms")({ ...input, ...dated(date) }),
    edit: act("edit"),
    remove: act("remove"),
    outbound: async (user) => enabledDevices(await program.call({ hook: "outbound", user }), program),
    advance: (days) => act("advance")({ days }),
  };
  return Object.fromEntries(Object.entries(all).filter(([name]) => offered.has(name)));
}

class Program {
  readonly line: string;
  readonly #limitMs: number;
  readonly #setup: CommandSetup;

  constructor(setup: CommandSetup) {
    const { configuration } = setup;
    this.#setup = setup;
    this.line = typeof configuration === "string" ? configuration : configuration.command;
    this.#limitMs = (typeof configuration === "string" ? undefined : configuration.timeoutMs) ?? defaultLimitMs;
  }

  /** What the program prints to standard output. @throws SeedingError */
  call(input: { readonly hook: string } & Readonly<Record<string, unknown>>): Promise<string> {
    return new Promise((resolve, reject) => {
      // A group of its own: the shell's children must end with it when time is up.
      const child = spawn(this.line, {
        shell: true,
        cwd: this.#setup.directory,
        detached: process.platform !== "win32",
      });
      const output = new Collector(outputLimit);
      const complaint = new Collector(outputLimit);
      const end = (): void => killGroup(child.pid);
      // Starting up for the first time may take longer than a call does.
      const limitMs = input.hook === "describe" ? Math.max(this.#limitMs, defaultLimitMs) : this.#limitMs;
      const timer = setTimeout(() => {
        end();
        reject(this.error(input.hook, `did not end within ${limitMs} ms`, complaint.text()));
      }, limitMs);
      const aborted = (): void => {
        end();
        reject(this.error(input.hook, "was stopped with the run", ""));
      };
      this.#setup.signal?.addEventListener("abort", aborted, { once: true });
      const settle = (): void => {
        clearTimeout(timer);
        this.#setup.signal?.removeEventListener("abort", aborted);
      };
      child.stdout.on("data", (chunk: Buffer) => output.add(chunk));
      child.stderr.on("data", (chunk: Buffer) => complaint.add(chunk));
      // A program that does not read its input is judged by its exit code.
      child.stdin.on("error", () => undefined);
      child.on("error", (error) => {
        settle();
        reject(this.error(input.hook, `cannot be started: ${error.message}`, ""));
      });
      child.on("close", (code, signal) => {
        settle();
        if (code === 0) return resolve(output.text());
        const how = code === null ? `was ended by ${signal}` : `ended with exit code ${code}`;
        reject(this.error(input.hook, how, complaint.text()));
      });
      child.stdin.end(`${JSON.stringify({ version: 1, ...input })}\n`);
    });
  }

  error(hook: string, how: string, complaint: string): SeedingError {
    const said = complaint.trim().slice(0, shownCharacters);
    const words = said === "" ? "" : `; it says: ${said}`;
    return new SeedingError(this.#masked(`seeding command "${this.line}" (${hook}) ${how}${words}`));
  }

  #masked(text: string): string {
    return (this.#setup.secrets ?? [])
      .filter((secret) => secret !== "")
      .reduce((shown, secret) => shown.replaceAll(secret, masked), text);
  }
}

class Collector {
  readonly #chunks: Buffer[] = [];
  #length = 0;

  constructor(readonly limit: number) {}

  add(chunk: Buffer): void {
    if (this.#length < this.limit) this.#chunks.push(chunk);
    this.#length += chunk.length;
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString("utf8").slice(0, this.limit);
  }
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  if (process.platform === "win32") {
    // Windows knows no groups: this tool of its own follows the shell's children.
    spawn("taskkill", ["/pid", String(pid), "/t", "/f"], { stdio: "ignore" }).on("error", () => kill(pid));
  } else {
    kill(-pid);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    // ESRCH: it ended by itself in the meantime.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

function described(output: string, program: Program): ReadonlySet<string> {
  const expected = `did not print {"hooks": [...]} with names of ${hookNames.join(", ")}`;
  const parsed = parsedJson(output);
  const hooks = isRecord(parsed) ? parsed.hooks : undefined;
  if (!Array.isArray(hooks)) throw program.error("describe", expected, output);
  const unknown = hooks.find((name) => !hookNames.some((known) => known === name));
  if (unknown !== undefined) throw program.error("describe", `names a hook that there is not: ${String(unknown)}`, "");
  return new Set(hooks.map(String));
}

function enabledDevices(output: string, program: Program): readonly { deviceId: string; number: string }[] {
  const parsed = parsedJson(output);
  if (!Array.isArray(parsed)) throw program.error("outbound", 'did not print [{"deviceId": …, "number": …}]', output);
  return parsed.map((one: unknown) => {
    const { deviceId, number } = isRecord(one) ? one : {};
    if (typeof deviceId !== "string" || typeof number !== "string") {
      throw program.error("outbound", 'did not print [{"deviceId": …, "number": …}]', output);
    }
    return { deviceId, number };
  });
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function dated(date: Date | undefined): { readonly date?: string } {
  return date === undefined ? {} : { date: date.toISOString() };
}
