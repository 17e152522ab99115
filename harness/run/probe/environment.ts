import type { Device, DeviceSetup, Endpoint, TargetOffer } from "../../device/index.js";
import type { Exchange, ProtocolVersion } from "../../eas/index.js";
import type { TargetHooks } from "../case.js";
import type { Account } from "../environment.js";

/** What the probe is done with. */
export interface ProbeEnvironment {
  /** Where the target is; the account's Authorization is added. */
  readonly endpoint: Omit<Endpoint, "authorization">;
  readonly account: Account;
  /** Versions that the run may speak, best first. Default 14.1, 14.0. */
  readonly protocolVersions?: readonly ProtocolVersion[];
  readonly hooks: TargetHooks;
  /** The embedded server shows a change at once: nothing is waited for, unless `settleMs` says so. */
  readonly embedded: boolean;
  /** Settle time that the operator gave, ms: nothing is measured. */
  readonly settleMs?: number;
  /** Milliseconds that an e-mail to oneself may take. Default 30 000. */
  readonly mailLimitMs?: number;
  /** Smallest hanging interval: seconds as written in the request, real milliseconds that it takes. */
  readonly heartbeat: { readonly seconds: number; readonly waitMs: number };
  /** New in every run. */
  readonly runToken: string;
  /** Prefix of the ids of its exchanges; default "probe". */
  readonly idPrefix?: string;
  readonly createDevice: (setup: DeviceSetup) => Device;
  readonly fetchOptions: (setup: Omit<DeviceSetup, "protocolVersion" | "settleMs">) => Promise<TargetOffer>;
  /** Called for each exchange, in order. */
  readonly record: (exchange: Exchange) => void;
  /** Called for each thing that the probe could not remove again, in words. */
  readonly leave?: (what: string) => void;
  readonly signal?: AbortSignal;
}
