import {
  type ItemFields,
  type OptionSet,
  type ProtocolVersion,
  type ServerCommand,
  type SyncCollectionRequest,
  smsNumberDigits,
} from "../../eas/index.js";
import type { ReferenceServer } from "../index.js";
import { both, inbox, Phone, type SyncAnswer, smsOf } from "./phone.js";
import { dayMs, hourMs, noon } from "./running.js";

/** A server on which a scenario of vectors/mutants.json is played; `answers` holds every answer to a Sync. */
export interface Stage {
  readonly server: ReferenceServer;
  readonly version: ProtocolVersion;
  readonly answers: SyncAnswer[];
}

export type Scenario = (stage: Stage) => Promise<boolean>;

const folderNames = { "1": "Inbox", "4": "Sent Items", "5": "Outbox" } as const;
type FolderId = keyof typeof folderNames;

/** "+12025550101" for 1. */
export function number(ordinal: number): string {
  return `+120255501${String(ordinal).padStart(2, "0")}`;
}

/** The token of the SMS with this number, as `heldBy` names it. */
export function sms(...ordinals: number[]): string[] {
  return ordinals.map((ordinal) => smsNumberDigits(number(ordinal)));
}

/** Puts SMS into a folder, past all devices. */
export function seedSms(stage: Stage, ordinal: number, ageHours = 1, folder: FolderId = inbox, item: ItemFields = {}) {
  const dateReceived = new Date(noon - ageHours * hourMs).toISOString();
  const fields = smsOf(number(ordinal), { dateReceived, ...item });
  stage.server.deliverSms({ user: "alice", folder: folderNames[folder], item: fields });
}

export function seedEmail(stage: Stage, token: string, ageHours = 1): void {
  stage.server.deliverEmail({ user: "alice", folder: "Inbox", token, date: new Date(noon - ageHours * hourMs) });
}

export const hoursPerDay = dayMs / hourMs;

/** What a phone holds of a folder, kept from the answers that it got. */
export class Replica {
  readonly held = new Map<string, string>();
  readonly classes = new Map<string, string | undefined>();
  readonly problems: string[] = [];

  constructor(
    readonly stage: Stage,
    readonly phone: Phone,
    readonly folderId: FolderId,
  ) {}

  static async open(stage: Stage, folderId: FolderId = inbox): Promise<Replica> {
    return new Replica(stage, await Phone.connected(stage.server.url, stage.version), folderId);
  }

  /** One Sync; what came is taken in. */
  async sync(input: Parameters<Phone["sync"]>[1] = {}): Promise<SyncAnswer> {
    const answer = await this.phone.sync(this.folderId, input);
    this.stage.answers.push(answer);
    if (input.lose !== true) this.#take(answer, input.commands ?? []);
    return answer;
  }

  /** The last request once more; `sent`: the commands that it held. */
  async retry(sent: NonNullable<SyncCollectionRequest["commands"]> = []): Promise<SyncAnswer> {
    const answer = await this.phone.retry();
    this.stage.answers.push(answer);
    this.#take(answer, sent);
    return answer;
  }

  /** Until an answer brings nothing more, as a phone does; all commands. */
  async drain(input: Partial<SyncCollectionRequest> = {}): Promise<ServerCommand[]> {
    const { commands: first, collection } = await this.sync(input);
    const all = [...first];
    let more = collection?.moreAvailable === true;
    for (let round = 0; more && round < 20; round += 1) {
      const { windowSize } = input;
      const next = await this.sync(windowSize === undefined ? {} : { windowSize });
      all.push(...next.commands);
      more = next.collection?.moreAvailable === true;
    }
    return all;
  }

  #take({ commands, collection }: SyncAnswer, sent: NonNullable<SyncCollectionRequest["commands"]>): void {
    for (const command of sent) if (command.kind === "Delete") this.held.delete(command.serverId);
    for (const one of collection?.responses ?? []) {
      const add = sent.find((command) => command.kind === "Add" && command.clientId === one.clientId);
      if (one.serverId === undefined || one.status !== "1" || add?.kind !== "Add") continue;
      this.held.set(one.serverId, tokenOf(add.item));
      this.classes.set(one.serverId, add.class);
    }
    for (const command of commands) this.#apply(command);
  }

  #apply({ kind, serverId, item, class: className }: ServerCommand): void {
    const holds = this.held.has(serverId);
    if (kind === "Add") {
      if (holds) this.problems.push(`Add of ${serverId}, which is held`);
      this.held.set(serverId, tokenOf(item ?? {}));
      this.classes.set(serverId, className);
      return;
    }
    if (!holds) this.problems.push(`${kind} of ${serverId}, which is not held`);
    if (kind !== "Change") this.held.delete(serverId);
  }

  /** Tokens held, sorted, each as often as it is held. */
  tokens(): string[] {
    return [...this.held.values()].sort();
  }

  idOf(token: string): string {
    return [...this.held].find(([, held]) => held === token)?.[0] ?? "not held";
  }
}

/** Subject of an e-mail, digits of the sender of an SMS. */
export function tokenOf({ subject, from = "" }: ItemFields): string {
  return subject !== undefined && !from.includes("MOBILE:") ? subject : smsNumberDigits(from);
}

export function same(one: readonly string[], other: readonly string[]): boolean {
  return [...one].sort().join() === [...other].sort().join();
}

/** Does a fresh phone with these sets hold exactly this? */
export async function holdsExactly(
  stage: Stage,
  tokens: readonly string[],
  options: readonly OptionSet[] | undefined = both,
  folderId: FolderId = inbox,
): Promise<boolean> {
  const replica = await Replica.open(stage, folderId);
  await replica.drain(options === undefined ? {} : { options });
  return same(replica.tokens(), tokens);
}

export function kinds(commands: readonly ServerCommand[]): string[] {
  return commands.map(({ kind }) => kind).sort();
}
