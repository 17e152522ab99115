import { fetchOptions } from "../../device/index.js";
import type { Device } from "../../device/types.js";
import type { Exchange } from "../../eas/index.js";
import type { Account, RunEnvironment } from "../environment.js";
import type { ExpandedCase } from "../expand.js";
import { freshDeviceId } from "../random.js";
import type { Attempt, Judgement } from "./property.js";

/** An attempt as the search has it: what was said in it, what was seen by the way, and how to end it. */
export interface OpenAttempt extends Attempt {
  readonly exchanges: readonly Exchange[];
  readonly judgements: readonly Judgement[];
  /** Does the target still answer? */
  alive(): Promise<boolean>;
  close(): Promise<void>;
}

export type OpenAttempts = (number: number, count: (of: string, kind: string) => void) => Promise<OpenAttempt>;

/** Opens attempts one by one: fresh partnerships each, and the account that the environment gives for it. */
export function attemptsOf(
  expanded: ExpandedCase,
  environment: RunEnvironment,
  { signal, leave, late }: Pick<AttemptSetup, "signal" | "leave" | "late">,
): OpenAttempts {
  return async (number, count) => {
    const account = await environment.account(expanded.id);
    const limit = AbortSignal.any([signal, AbortSignal.timeout(environment.caseLimitMs)]);
    return new DeviceAttempt({ number, expanded, environment, account, signal: limit, count, leave, late });
  };
}

interface AttemptSetup {
  readonly number: number;
  readonly expanded: ExpandedCase;
  readonly environment: RunEnvironment;
  readonly account: Account;
  readonly signal: AbortSignal;
  readonly count: (of: string, kind: string) => void;
  readonly leave: (what: string) => void;
  readonly late: () => boolean;
}

class DeviceAttempt implements OpenAttempt {
  readonly exchanges: Exchange[] = [];
  readonly judgements: Judgement[] = [];
  readonly token: string;
  readonly #setup: AttemptSetup;
  readonly #devices = new Map<string, Device>();

  constructor(setup: AttemptSetup) {
    this.#setup = setup;
    this.token = `${setup.environment.runToken}${setup.number}`;
  }

  get number(): number {
    return this.#setup.number;
  }

  get user(): string {
    return this.#setup.account.user;
  }

  get signal(): AbortSignal {
    return this.#setup.signal;
  }

  get late(): boolean {
    return this.#setup.late();
  }

  async connect(label: string): Promise<Device> {
    const { environment, expanded, number } = this.#setup;
    if (this.#devices.has(label)) throw new Error(`An attempt of case ${expanded.id} connects device ${label} twice`);
    const device = environment.createDevice({
      ...this.#setupOf(label),
      idPrefix: `${expanded.id}/${number}`,
      record: (exchange) => this.exchanges.push(exchange),
      settleMs: environment.settleMs,
    });
    this.#devices.set(label, device);
    await device.connect();
    return device;
  }

  async alive(): Promise<boolean> {
    if (this.signal.aborted) return false;
    const { exchange } = await fetchOptions({
      ...this.#setupOf("Q"),
      idPrefix: `${this.#setup.expanded.id}/${this.#setup.number}/alive`,
      record: () => undefined,
    });
    return exchange.response !== undefined;
  }

  count(of: string, kind: string): void {
    this.#setup.count(of, kind);
  }

  judge(judgement: Judgement): void {
    this.judgements.push(judgement);
  }

  leave(what: string): void {
    this.#setup.leave(what);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#devices.values()].map((device) => device.close()));
  }

  #setupOf(label: string) {
    const { environment, expanded, number, account } = this.#setup;
    const { authorization, user } = account;
    return {
      endpoint: { ...environment.endpoint, ...(authorization === undefined ? {} : { authorization }) },
      label,
      partnership: {
        user,
        deviceId: freshDeviceId(environment.runToken, `${expanded.id} ${number}`, label),
        deviceType: "AsmsConformance",
      },
      protocolVersion: expanded.protocolVersion,
      signal: this.signal,
    };
  }
}
