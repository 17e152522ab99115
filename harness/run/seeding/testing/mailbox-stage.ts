import { createDevice, type Device } from "../../../device/index.js";
import type { Exchange, FolderName } from "../../../eas/index.js";
import type { Capability } from "../../../judging/results.js";
import { type ReferenceServer, startReferenceServer } from "../../../reference/index.js";
import type { TargetHooks } from "../../case.js";
import type { CaseMailbox, MailboxSetup } from "../../environment.js";
import { optionSets } from "../../option-sets.js";
import { drawn } from "../../random.js";
import { openMailbox } from "../index.js";

export const user = "alice";

/** A reference server with a mailbox on it, and devices that look into it. */
export class MailboxStage {
  readonly exchanges: Exchange[] = [];
  readonly #devices: Device[] = [];

  private constructor(readonly server: ReferenceServer) {}

  static async open(...mutants: readonly string[]): Promise<MailboxStage> {
    return new MailboxStage(await startReferenceServer({ mutants, users: { [user]: "secret" } }));
  }

  async close(): Promise<void> {
    await Promise.all(this.#devices.splice(0).map((device) => device.close()));
    await this.server.close();
  }

  async newDevice(label: string): Promise<Device> {
    const device = createDevice({
      endpoint: { url: this.server.url, authorization: `Basic ${btoa(`${user}:secret`)}` },
      label,
      partnership: { user, deviceId: `DEVICE${this.#devices.length}`, deviceType: "AsmsConformance" },
      protocolVersion: "14.1",
      idPrefix: "case",
      record: (exchange) => this.exchanges.push(exchange),
      settleMs: 0,
    });
    this.#devices.push(device);
    await device.connect();
    return device;
  }

  get hooks(): TargetHooks {
    const { server } = this;
    return {
      deliverEmail: async (input) => server.deliverEmail(input),
      deliverSms: async (input) => server.deliverSms(input),
      edit: async (input) => server.edit(input),
      remove: async (input) => server.remove(input),
    };
  }

  mailbox(changes: Partial<MailboxSetup> = {}): CaseMailbox {
    return openMailbox({
      caseId: "a-case",
      account: { user, email: `${user}@localhost` },
      protocolVersion: "14.1",
      hooks: this.hooks,
      capabilities: [],
      settleMs: 0,
      newDevice: (label) => this.newDevice(label),
      random: drawn(1, "a-case"),
      runToken: "run",
      signal: new AbortController().signal,
      ...changes,
    });
  }

  /** What a fresh device is given of a folder, as tokens, by the class that it is given with. */
  async given(box: CaseMailbox, folder: FolderName = "Inbox") {
    const view = await (await this.newDevice("W")).open(folder);
    await view.drain({ options: optionSets.both });
    const shown = [...view.held.values()];
    return {
      asSms: shown.filter((held) => held.class === "SMS").map((held) => box.tokenOf(held)),
      others: shown.filter((held) => held.class !== "SMS").map((held) => box.tokenOf(held)),
      byToken: new Map(shown.map((held) => [box.tokenOf(held), held])),
      tokens: box.tokensHeld(view),
    };
  }
}

export function capability(name: string, value: Capability["value"], more: Partial<Capability> = {}): Capability {
  return { name, value, reason: "as the probe saw", evidence: [], ...more };
}
