import { type Device, type DeviceFolder, type HeldItem, StageError } from "../../device/index.js";
import { type Exchange, isEnvironmental, isShutOut, type OptionSet, type ProtocolVersion } from "../../eas/index.js";
import type { Capability, CapabilityValue } from "../../judging/results.js";
import { drawn, freshDeviceId } from "../random.js";
import { Draughtsman } from "../seeding/draughtsman.js";
import { Feeder, type FolderPlace } from "../seeding/feeder.js";
import { type Rung, rungOf, rungs } from "../seeding/rungs.js";
import type { ProbeEnvironment } from "./environment.js";

/** Devices, items and measured times that the steps of the probe share. */
export class ProbeStage {
  readonly draughts: Draughtsman;
  readonly exchanges: Exchange[] = [];
  /** Longest time that an e-mail took to appear, ms; undefined before one did. */
  mailMs: number | undefined;
  /** Devices that announced themselves as able to send SMS; to be switched off at the end. */
  readonly announced = new Set<Device>();
  /** The folder made for the purpose; to be deleted at the end. */
  made: { readonly by: Device; readonly serverId: string } | undefined;
  /** The device that puts things in and removes them again. */
  hand: Device | undefined;
  readonly #devices: Device[] = [];
  #served = false;
  readonly #views = new Map<string, DeviceFolder>();

  constructor(
    readonly environment: ProbeEnvironment,
    readonly version: ProtocolVersion,
  ) {
    const lasting = drawn(environment.runToken, "probe", environment.account.user);
    this.draughts = new Draughtsman(rungOf(1), lasting, lasting);
  }

  /** A fresh partnership, connected. @throws StageError */
  async newDevice(label: string, version: ProtocolVersion = this.version): Promise<Device> {
    const device = this.environment.createDevice({
      ...this.setup(label),
      protocolVersion: version,
      // The probe waits by itself, since it is the one that measures how long.
      settleMs: 0,
      servedBefore: this.#served,
    });
    this.#devices.push(device);
    await device.connect();
    this.#served = true;
    return device;
  }

  /** What every device, and OPTIONS, is set up with. */
  setup(label: string) {
    const { endpoint, account, runToken, signal } = this.environment;
    const { authorization, user } = account;
    return {
      endpoint: { ...endpoint, ...(authorization === undefined ? {} : { authorization }) },
      label,
      partnership: { user, deviceId: freshDeviceId(runToken, "probe", label), deviceType: "AsmsConformance" },
      idPrefix: this.environment.idPrefix ?? "probe",
      record: (exchange: Exchange) => {
        this.exchanges.push(exchange);
        this.environment.record(exchange);
      },
      ...(signal === undefined ? {} : { signal }),
    };
  }

  /** A folder as this device sees it, opened once. @throws StageError */
  async view(device: Device, place: FolderPlace): Promise<DeviceFolder> {
    const key = `${device.label} ${typeof place === "string" ? place : place.serverId}`;
    const known = this.#views.get(key);
    if (known !== undefined) return known;
    const opened = await device.open(place);
    this.#views.set(key, opened);
    return opened;
  }

  /** Brings the folder up to date under these sets and looks for the item. */
  async find(folder: DeviceFolder, token: string, options: readonly OptionSet[]): Promise<HeldItem | undefined> {
    // The sets go with every request: what the server remembers of them is for a case to judge.
    const { answers } = await folder.drain({ options, repeatOptions: true });
    if (answers.at(-1)?.status === "3") {
      await folder.restart();
      await folder.drain({ options, repeatOptions: true });
    }
    return [...folder.held.values()].find((held) => this.draughts.identities.tokenOf(held) === token);
  }

  /** Looks again with growing pauses until there is something or the time is over. At least one look. */
  async poll<T>(look: () => Promise<T | undefined>, limitMs: number): Promise<T | undefined> {
    const deadline = Date.now() + limitMs;
    for (let pauseMs = 50; ; pauseMs = Math.min(pauseMs * 1.6, 2000)) {
      const seen = await look();
      const left = deadline - Date.now();
      if (seen !== undefined || left <= 0 || this.environment.signal?.aborted === true) return seen;
      await this.wait(Math.min(pauseMs, left));
    }
  }

  wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, milliseconds));
  }

  /** How long a change may take to appear, as far as it is known by now. */
  get settleMs(): number {
    const { embedded, settleMs } = this.environment;
    if (settleMs !== undefined) return settleMs;
    if (embedded) return 0;
    return this.mailMs === undefined ? 10_000 : settleTime(this.mailMs);
  }

  feeder(device: Device, rung: Rung = rungs[0] ?? rungOf(1)): Feeder {
    return new Feeder(device, rung);
  }

  /** Ids of the exchanges that were recorded since there were `count` of them. */
  idsSince(count: number): readonly string[] {
    return this.exchanges.slice(count).map(({ id }) => id);
  }

  async close(): Promise<void> {
    await Promise.all(this.#devices.map((device) => device.close()));
  }
}

/** Three times the longest that was seen, at least a second, at most a minute. */
export function settleTime(longestMs: number): number {
  return Math.min(60_000, Math.max(1_000, Math.ceil(3 * longestMs)));
}

export function capability(
  name: string,
  value: CapabilityValue,
  reason: string,
  evidence: readonly (string | undefined)[] = [],
  more: Partial<Pick<Capability, "outcome" | "rung" | "measured">> = {},
): Capability {
  const ids = evidence.filter((id) => id !== undefined);
  return { name, value, reason, ...more, evidence: [...new Set(ids)] };
}

/** What a refused preparation says: a violation, unless the account or device is not let in or the run was cancelled. */
export function refusedStage(name: string, error: unknown): Capability {
  if (!(error instanceof StageError)) throw error;
  const { exchange, status, message } = error;
  const excused =
    isShutOut(status) ||
    (exchange !== undefined && (isEnvironmental(exchange) || exchange.failure?.kind === "aborted"));
  return capability(name, excused ? "unknown" : "broken", message, [exchange?.id]);
}

/** A step whose preparation the target refuses ends with the refusal, not the whole probe. */
export async function guarded(name: string, step: () => Promise<Capability>): Promise<Capability> {
  try {
    return await step();
  } catch (error) {
    return { ...refusedStage(name, error), value: "unknown" };
  }
}
