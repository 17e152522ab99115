import type { Device, DeviceFolder } from "../harness/device/index.js";
import type { Exchange, FolderName } from "../harness/eas/index.js";
import {
  type Addressed,
  type BadOptionsKind,
  type ModelDriver,
  type NewItem,
  type OwnCommand,
  type Seat,
  type SeenSettings,
  type SeenSync,
  type Sets,
  type Style,
  Unanswered,
  type WireSync,
} from "../harness/model/index.js";
import type { TargetHooks } from "../harness/run/index.js";
import {
  clientCommand,
  day,
  inputOf,
  optionSets,
  refusedSets,
  seenOf,
  seenSync,
  smsFields,
  statusOf,
} from "./model-wire.js";
import { withoutAnswer } from "./unanswered.js";

/** What the model's commands are carried out with. */
export interface DriverInput {
  /** A connected device with a fresh partnership; called once for each name. */
  readonly connect: (label: string) => Promise<Device>;
  readonly hooks: TargetHooks;
  readonly user: string;
  readonly settleMs: number;
}

/** Carries the model's commands out on a target, with devices and the hooks of the target. One for each run. */
export class DeviceDriver implements ModelDriver {
  /** Absent where nobody can look: an empty list would accuse the target. */
  readonly outbound?: NonNullable<ModelDriver["outbound"]>;
  readonly #input: DriverInput;
  readonly #devices = new Map<string, Promise<Device>>();
  readonly #folders = new Map<string, Promise<DeviceFolder>>();

  constructor(input: DriverInput) {
    this.#input = input;
    const { outbound } = input.hooks;
    if (outbound !== undefined) this.outbound = () => this.#enabled(outbound);
  }

  async init(seat: Seat): Promise<SeenSync> {
    return seenSync(answered(await (await this.#folder(seat)).restart()));
  }

  async sync(seat: Seat, request: WireSync): Promise<SeenSync> {
    return seenSync(answered(await (await this.#folder(seat)).sync(inputOf(request))));
  }

  async syncBoth(requests: readonly Addressed[]): Promise<readonly SeenSync[]> {
    const { device, folders } = await this.#opened(requests.map(({ seat }) => seat));
    const answer = answered(await device.syncRaw(rawRequest(folders, requests)));
    return folders.map(({ folder }) => seenOf(answer, folder.serverId));
  }

  async lose(requests: readonly Addressed[]): Promise<string> {
    const { device, folders } = await this.#opened(requests.map(({ seat }) => seat));
    const [folder, other] = folders;
    const [one] = requests;
    if (folder === undefined || one === undefined || other !== undefined) {
      return answered({ exchange: await device.loseSyncRaw(rawRequest(folders, requests)) }).exchange.id;
    }
    return answered(await folder.sync({ ...inputOf(one.request), lose: true })).exchange.id;
  }

  async again(seats: readonly Seat[]): Promise<readonly SeenSync[]> {
    const { device, folders } = await this.#opened(seats);
    const [only, other] = folders;
    if (only !== undefined && other === undefined) return [seenSync(answered(await only.retry()))];
    const answer = answered(await device.repeatSyncRaw());
    return folders.map(({ folder }) => seenOf(answer, folder.serverId));
  }

  async estimate(
    seat: Seat,
    { syncKey, sets, style }: { readonly syncKey: string; readonly sets?: Sets; readonly style: Style },
  ): ReturnType<ModelDriver["estimate"]> {
    const options =
      sets === undefined ? {} : { options: optionSets(sets, { ...style, bodyPreference: false, zeroFilter: true }) };
    const answer = answered(await (await this.#folder(seat)).estimate({ syncKey, ...options }));
    return {
      ...(answer.status === undefined ? {} : { status: answer.status }),
      ...(answer.estimate === undefined ? {} : { estimate: answer.estimate }),
      ...(answer.about === undefined ? {} : { element: answer.about }),
      exchange: answer.exchange.id,
    };
  }

  async settings(
    label: string,
    { on, number }: { readonly on: 0 | 1; readonly number?: string },
  ): Promise<SeenSettings> {
    const device = await this.#device(label);
    const phoneNumber = number === undefined ? {} : { phoneNumber: number };
    const settings = {
      deviceInformation: { model: "Model run", enableOutboundSms: String(on), ...phoneNumber },
      userInformation: true,
      ...(on === 1 && (number ?? "") === "" ? { deliberate: "EnableOutboundSMS 1 without a number" } : {}),
    };
    const answer = answered(await device.settings(settings));
    const status = statusOf(answer);
    const element = answer.response?.element;
    return {
      ...(status === undefined ? {} : { status }),
      ...(element === undefined ? {} : { element }),
      exchange: answer.exchange.id,
    };
  }

  async badOptions(
    seat: Seat,
    {
      syncKey,
      kind,
      add,
    }: {
      readonly syncKey: string;
      readonly kind: BadOptionsKind;
      readonly add?: Extract<OwnCommand, { kind: "Add" }>;
    },
  ): Promise<SeenSync> {
    const answer = await (await this.#folder(seat)).sync({
      syncKey,
      options: refusedSets[kind],
      windowSize: 100,
      ...(add === undefined ? {} : { commands: [clientCommand(add)] }),
      deliberate: kind === "three sets" ? "three sets of options" : "a set of options for a class that is not mail",
    });
    return seenSync(answered(answer));
  }

  async deliver(item: NewItem): Promise<void> {
    const { hooks, user } = this.#input;
    const folder = folderName(item.folder);
    const date = new Date(Date.now() - item.ageDays * day);
    if (item.class === "Email") {
      if (hooks.deliverEmail === undefined) throw new Error("This target has no way of delivering e-mail.");
      await hooks.deliverEmail({ user, token: item.token, folder, date });
      return;
    }
    if (hooks.deliverSms === undefined) throw new Error("This target has no way of delivering an SMS.");
    await hooks.deliverSms({ user, folder, item: smsFields(item), date });
  }

  async serverEdit(
    _folder: string,
    token: string,
    values: { readonly read?: 0 | 1; readonly flag?: 0 | 2 },
  ): Promise<void> {
    const { hooks, user } = this.#input;
    if (hooks.edit === undefined) throw new Error("This target has no way of editing an item.");
    await hooks.edit({
      user,
      token,
      ...(values.read === undefined ? {} : { read: values.read === 0 ? "0" : "1" }),
      ...(values.flag === undefined ? {} : { flagStatus: values.flag === 0 ? "0" : "2" }),
    });
  }

  async serverDelete(_folder: string, token: string): Promise<void> {
    const { hooks, user } = this.#input;
    if (hooks.remove === undefined) throw new Error("This target has no way of removing an item.");
    await hooks.remove({ user, token });
  }

  /** By the names of this run; devices of others in the list are nobody's business. */
  async #enabled(hook: NonNullable<TargetHooks["outbound"]>): ReturnType<NonNullable<ModelDriver["outbound"]>> {
    const list = await hook(this.#input.user);
    const found: { device: string; number: string }[] = [];
    for (const [device, connected] of this.#devices) {
      const { partnership } = await connected;
      const entries = list.filter(({ deviceId }) => deviceId === partnership.deviceId);
      found.push(...entries.map(({ number }) => ({ device, number })));
    }
    return found;
  }

  now(): number {
    return Date.now();
  }

  pause(milliseconds: number): Promise<void> {
    return milliseconds <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, milliseconds));
  }

  async close(): Promise<void> {
    for (const device of this.#devices.values()) await (await device).close();
  }

  #device(label: string): Promise<Device> {
    const found = this.#devices.get(label) ?? this.#input.connect(label);
    this.#devices.set(label, found);
    return found;
  }

  /** Folders of one device. */
  async #opened(
    seats: readonly Seat[],
  ): Promise<{ readonly device: Device; readonly folders: readonly DeviceFolder[] }> {
    const folders: DeviceFolder[] = [];
    for (const seat of seats) folders.push(await this.#folder(seat));
    const [first] = folders;
    if (first === undefined) throw new Error("There is no folder to synchronize.");
    return { device: first.device, folders };
  }

  #folder({ device, folder }: Seat): Promise<DeviceFolder> {
    const place = `${device}/${folder}`;
    const found = this.#folders.get(place) ?? this.#device(device).then((phone) => phone.open(folderName(folder)));
    this.#folders.set(place, found);
    return found;
  }
}

/** @throws Unanswered */
function answered<T extends { readonly exchange: Exchange }>(answer: T): T {
  const without = withoutAnswer(answer.exchange);
  if (without === undefined) return answer;
  const { id, command } = answer.exchange;
  throw new Unanswered(command, without.why, id, without.kind);
}

function rawRequest(folders: readonly DeviceFolder[], requests: readonly Addressed[]) {
  const collections = requests.map(({ request }, index) => ({
    collectionId: folders[index]?.folder.serverId ?? "",
    ...inputOf(request),
  }));
  return { collections };
}

function folderName(folder: string): FolderName {
  if (folder === "Inbox" || folder === "Sent Items") return folder;
  throw new Error(`The model plays in Inbox and Sent Items, not in ${folder}.`);
}
