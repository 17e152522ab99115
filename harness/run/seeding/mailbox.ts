import type { Device, DeviceFolder, HeldItem } from "../../device/types.js";
import type { FolderName, ItemFields, ItemMarks } from "../../eas/index.js";
import type { EmailInput, SeededItem, SmsInput } from "../case.js";
import type { CaseMailbox, MailboxSetup } from "../environment.js";
import { optionSets } from "../option-sets.js";
import { Inconclusive, NotApplicable } from "../outcome.js";
import { drawn } from "../random.js";
import { coreSmsFolders, everyFolderCase, smsFolders } from "../sms-folders.js";
import { cleanUp } from "./clean-up.js";
import { Draughtsman, type SmsDraft } from "./draughtsman.js";
import { type Fed, Feeder, wasDone, wasRefused, wasStored, wordsOf } from "./feeder.js";
import { addressOf, mailMessage } from "./mail-message.js";
import { type SeedingPlan, seedingPlan } from "./plan.js";
import { addVaried, type ItemState, mailOf, smsOf, stateAt } from "./variety.js";

/** The mailbox of one case, fed by whatever way the probe found to work. */
export function openMailbox(setup: MailboxSetup): CaseMailbox {
  return new FedMailbox(setup);
}

/** Milliseconds between two looks for an e-mail that was sent: at first, and at most. */
const firstPauseMs = 50;
const longestPauseMs = 2_000;

class FedMailbox implements CaseMailbox {
  readonly #setup: MailboxSetup;
  readonly #plan: SeedingPlan;
  readonly #draughts: Draughtsman;
  readonly #seeded: SeededItem[] = [];
  readonly #drafted = new Set<FolderName>();
  /** Tokens of SMS that the feeder added and was told no ServerId of: a device is never given its own Add back. */
  readonly #unnamed = new Set<string>();
  #feeder: Promise<Feeder> | undefined;
  #postman: Promise<{ readonly device: Device; readonly folder: DeviceFolder }> | undefined;

  constructor(setup: MailboxSetup) {
    this.#setup = setup;
    this.#plan = seedingPlan(setup.capabilities, setup.hooks);
    const lasting = drawn(setup.runToken, setup.caseId, setup.account.user);
    this.#draughts = new Draughtsman(this.#plan.rung, setup.random, lasting);
  }

  get place(): FolderName {
    return this.#place(undefined);
  }

  async admit(device: Device): Promise<void> {
    if (!this.#plan.rung.outbound) return;
    await new Feeder(device, this.#plan.rung).announceOutbound(this.#draughts.number());
  }

  async sms(input: SmsInput = {}): Promise<SeededItem> {
    return one(await this.#addSms([input], this.#place(input.folder)));
  }

  async email(input: EmailInput = {}): Promise<SeededItem> {
    return this.#deliver(input, this.#place(input.folder));
  }

  async fill(counts: Parameters<CaseMailbox["fill"]>[0]): Promise<{
    readonly sms: readonly SeededItem[];
    readonly email: readonly SeededItem[];
  }> {
    const folder = this.#place(counts.folder);
    const { sms: wanted = 0 } = counts;
    const each = typeof wanted === "number" ? Array.from({ length: wanted }, (): SmsInput => ({})) : wanted;
    // A target that took no SMS before Importance was left out is not asked for more than it takes.
    const { dated } = this.#plan.rung;
    const inputs = each.map((input, place) => ({ ...(dated ? smsOf(stateAt(place)) : {}), ...input, folder }));
    const sms = inputs.length === 0 ? [] : await this.#addSms(inputs, folder, (place) => place > 0 && dated);
    const email: SeededItem[] = [];
    while (email.length < (counts.email ?? 0)) email.push(await this.#deliver({}, folder, stateAt(email.length)));
    return { sms, email };
  }

  async edit(item: SeededItem, change: ItemMarks): Promise<void> {
    const { edit } = this.#setup.hooks;
    if (item.class === "Email" && edit !== undefined) return edit({ ...this.#whose(item), ...change });
    const fed = await this.#feed(item, (feeder, serverId) => feeder.change(item.folder, serverId, change));
    if (fed.every(wasDone)) return;
    if (edit !== undefined) return edit({ ...this.#whose(item), ...change });
    throw new Inconclusive(
      `the target did not take the feeder's Change: ${fed.map(wordsOf).join(", ")}`,
      "client-change-read",
    );
  }

  async remove(item: SeededItem): Promise<void> {
    const { remove } = this.#setup.hooks;
    if (item.class === "Email" && remove !== undefined) return remove(this.#whose(item));
    const fed = await this.#feed(item, (feeder, serverId) => feeder.delete(item.folder, [serverId]));
    if (fed.every(wasDone)) return;
    if (remove !== undefined) return remove(this.#whose(item));
    throw new Inconclusive(`the target did not take the feeder's Delete: ${fed.map(wordsOf).join(", ")}`, "CHG-04");
  }

  draft(input: SmsInput = {}): { readonly token: string; readonly item: ItemFields } {
    this.#drafted.add(this.#place(input.folder));
    const { token, item } = this.#drawn(input);
    return { token, item };
  }

  tokenOf(held: Pick<HeldItem, "item">): string | undefined {
    return this.#draughts.identities.tokenOf(held);
  }

  tokensHeld(folder: DeviceFolder): { readonly sms: readonly string[]; readonly email: readonly string[] } {
    return this.#draughts.identities.tokensAmong(folder.held.values());
  }

  cleanUp(): Promise<readonly string[]> {
    return cleanUp({
      user: this.#setup.account.user,
      hooks: this.#setup.hooks,
      identities: this.#draughts.identities,
      seeded: this.#seeded,
      drafted: [...this.#drafted],
      outbound: this.#plan.rung.outbound && this.#feeder !== undefined,
      feeder: () => this.#fed(),
    });
  }

  /** A case that asks for an age or an Importance gets it written, whether or not the rung leaves both out. */
  #drawn(input: SmsInput): SmsDraft {
    const { rung } = this.#plan;
    const isDated = input.ageHours !== undefined || input.importance !== undefined;
    return this.#draughts.sms(input, isDated ? { ...rung, dated: true } : rung);
  }

  /** Where an item goes that the case gives no folder: where the probe found that SMS are stored. */
  #place(folder: FolderName | undefined): FolderName {
    const found = this.#plan.rung.folder;
    return folder ?? (found === "work" ? "Inbox" : found);
  }

  #whose({ token }: SeededItem): { readonly user: string; readonly token: string } {
    return { user: this.#setup.account.user, token };
  }

  /** @param mayBePlain tells of which SMS the state was not asked for by the case */
  async #addSms(
    inputs: readonly SmsInput[],
    folder: FolderName,
    mayBePlain: (place: number) => boolean = () => false,
  ): Promise<readonly SeededItem[]> {
    const way = this.#plan.sms;
    if (way.by === "nothing") throw new Inconclusive(way.reason, way.blockedBy);
    if (folder !== "Inbox") demandFolders(this.#setup.capabilities);
    const drafts = inputs.map((input) => this.#drawn(input));
    const old = this.#plan.oldSmsByHook && inputs.some(({ ageHours = 1 }) => ageHours > 1);
    if (way.by === "hook" || old) {
      for (const { item, date } of drafts) await this.#deliverSms(folder, item, date);
      const seeded = drafts.map((draft) => seededSms(draft, folder));
      this.#seeded.push(...seeded);
      return seeded;
    }
    const stored = await addVaried(await this.#fed(), folder, drafts, mayBePlain);
    const named = stored.map(({ draft, fed }) => withServerId(seededSms(draft, folder), fed));
    // Kept for the clean-up even when one of them was refused.
    this.#seeded.push(...named);
    for (const { token, serverId } of named) if (serverId === undefined) this.#unnamed.add(token);
    for (const { fed } of stored) if (fed !== undefined) demandStored(fed, folder, this.place);
    return named;
  }

  async #deliverSms(folder: FolderName, item: ItemFields, date: Date): Promise<void> {
    const { hooks, account } = this.#setup;
    await hooks.deliverSms?.({ user: account.user, folder, item, date });
  }

  async #deliver(input: EmailInput, folder: FolderName, state: ItemState = {}): Promise<SeededItem> {
    const way = this.#plan.email;
    if (way.by === "nothing") throw new Inconclusive(way.reason);
    const { token, text } = this.#draughts.email(input);
    const seeded: SeededItem = {
      token,
      class: "Email",
      folder,
      item: { subject: token, body: { type: "1", data: text } },
    };
    this.#seeded.push(seeded);
    const { hooks, account } = this.#setup;
    if (hooks.deliverEmail !== undefined) {
      const aged = input.ageHours === undefined ? {} : { date: hoursAgo(input.ageHours) };
      await hooks.deliverEmail({ user: account.user, token, folder, text, ...aged, ...mailOf(state) });
      return seeded;
    }
    if (folder !== "Inbox") throw new Inconclusive(`an e-mail in ${folder} needs a seeding adapter (seeding.imap)`);
    if ((input.ageHours ?? 0) > 1) throw new Inconclusive("an old e-mail needs a seeding adapter (seeding.imap)");
    await this.#sendToSelf(token, text);
    return seeded;
  }

  async #sendToSelf(token: string, text: string): Promise<void> {
    const { account, signal } = this.#setup;
    const address = addressOf(account.user, account.email);
    this.#postman ??= this.#newPostman();
    const { device, folder } = await this.#postman;
    const sent = await device.sendMail(
      mailMessage({ from: address, to: address, subject: token, text, date: new Date() }),
    );
    if (!sent.empty) throw new Inconclusive(`SendMail to ${address} was refused (exchange ${sent.exchange.id})`);
    const arrived = (): boolean => [...folder.held.values()].some((held) => this.tokenOf(held) === token);
    const deadline = Date.now() + Math.max(3 * this.#plan.mailMs, this.#setup.settleMs);
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 1.6, longestPauseMs)) {
      await folder.drain({ options: [optionSets.email], repeatOptions: true, until: arrived });
      if (arrived()) return;
      if (Date.now() >= deadline || signal.aborted) throw new Inconclusive(`e-mail sent to ${address} did not arrive`);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }

  async #feed(
    item: SeededItem,
    act: (feeder: Feeder, serverId: string) => Promise<readonly Fed[]>,
  ): Promise<readonly Fed[]> {
    const feeder = await this.#fed();
    const serverId = item.serverId ?? (await this.#serverIdOf(feeder, item));
    return act(feeder, serverId);
  }

  /** The feeder's own name for an item that it did not add. */
  async #serverIdOf(feeder: Feeder, item: SeededItem): Promise<string> {
    const folder = await feeder.folder(item.folder);
    const find = (): HeldItem | undefined =>
      [...folder.held.values()].find((held) => this.tokenOf(held) === item.token);
    if (find() === undefined) await folder.drain({ until: () => find() !== undefined });
    const found = find();
    if (found === undefined && this.#unnamed.has(item.token)) {
      throw new Inconclusive("the feeder was not told the ServerId of the SMS that it shall change", "CHG-01");
    }
    if (found === undefined) {
      throw new Inconclusive(`the feeder is not given the ${item.class} that it shall change`, "CAP-01");
    }
    return found.serverId;
  }

  #fed(): Promise<Feeder> {
    this.#feeder ??= this.#newFeeder();
    return this.#feeder;
  }

  /** Never asks for SMS: that e-mail has arrived must not depend on how a server treats a device that does. */
  async #newPostman(): Promise<{ readonly device: Device; readonly folder: DeviceFolder }> {
    const device = await this.#setup.newDevice("postman");
    return { device, folder: await device.open("Inbox") };
  }

  async #newFeeder(): Promise<Feeder> {
    const feeder = new Feeder(await this.#setup.newDevice("feeder"), this.#plan.rung);
    if (this.#plan.rung.outbound) await feeder.announceOutbound(this.#draughts.number());
    return feeder;
  }
}

/**
 * A refusal after the probe saw the same Add succeed: CAP-01, which adds like this, carries the failure. In another folder than
 * that of the probe it is the case that tries each folder; where that has no more than a deviation to tell of, the target may be so.
 * @throws Inconclusive
 * @throws NotApplicable
 */
/** Where SMS are SMS in the Inbox alone, one case says so. @throws Inconclusive */
function demandFolders(capabilities: MailboxSetup["capabilities"]): void {
  const known = capabilities.find(({ name }) => name === smsFolders);
  if (known?.value === "broken") throw new Inconclusive(`${known.name}: ${known.reason}`, everyFolderCase);
}

function demandStored(fed: Fed, folder: FolderName, probed: FolderName): void {
  if (wasStored(fed)) return;
  const words = `${wordsOf(fed)}, exchange ${fed.answer.exchange.id}`;
  if (wasRefused(fed) && !coreSmsFolders.includes(folder)) {
    throw new NotApplicable(`the target takes no SMS in ${folder} (${words}), of which ${everyFolderCase} tells`);
  }
  const judgedBy = folder === "Sent Items" && probed !== folder ? everyFolderCase : "CAP-01";
  throw new Inconclusive(`the target did not take an SMS from the feeder: ${words}`, judgedBy);
}

function seededSms({ token, item }: SmsDraft, folder: FolderName): SeededItem {
  return { token, class: "SMS", folder, item };
}

function withServerId(item: SeededItem, fed: Fed | undefined): SeededItem {
  const serverId = fed?.response?.serverId;
  return serverId === undefined ? item : { ...item, serverId };
}

function hoursAgo(hours: number): Date {
  return new Date(Date.now() - hours * 3_600_000);
}

function one<T>(values: readonly T[]): T {
  const [value] = values;
  if (value === undefined) throw new Error("Nothing was seeded");
  return value;
}
