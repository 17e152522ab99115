import type { DeviceFolder, HeldItem, SyncAnswer } from "../../harness/device/types.js";
import type { Exchange, OptionSet } from "../../harness/eas/index.js";
import type { Attempt, CaseContext } from "../../harness/run/index.js";
import { withoutAnswer } from "../unanswered.js";

/** An item that was put into the Inbox. */
export interface Planted {
  readonly class: "Email" | "SMS";
  /** Subject of the e-mail; the token by which an SMS is known again. */
  readonly token: string;
}

/** Puts one of each class into the Inbox that is played in, as far as there is a way to. */
export type Plant = () => Promise<readonly Planted[]>;

type PlantContext = Pick<CaseContext, "can" | "hooks" | "mailbox" | "device">;

/**
 * Is the mailbox of this user the case's own, which cleans up what it puts in? On the embedded server each attempt has another,
 * whatever the tolerance.
 */
export function isOfTheCase({ device }: Pick<CaseContext, "device">, user: string): boolean {
  return device.partnership.user === user;
}

/** Can SMS be put into the Inbox of this user, and come out at a phone that asks for them? */
export function plantsSms(context: PlantContext, user: string): boolean {
  const { can, hooks, mailbox } = context;
  const way = isOfTheCase(context, user) ? mailbox.place === "Inbox" : hooks.deliverSms !== undefined;
  return way && can("sms.seed", "sms.read");
}

/** Into the mailbox in which the attempt plays. */
export function plantIn(context: PlantContext, { user, token }: Pick<Attempt, "user" | "token">): Plant {
  const { can, hooks, mailbox } = context;
  const sms = plantsSms(context, user);
  let count = 0;
  if (isOfTheCase(context, user)) {
    return async () => [
      ...(can("email.seed") ? [await mailbox.email()] : []),
      ...(sms ? [await mailbox.sms({ folder: "Inbox" })] : []),
    ];
  }
  return async () => {
    const planted: Planted[] = [];
    if (hooks.deliverEmail !== undefined) {
      count += 1;
      const subject = `control${count}of${token}`;
      await hooks.deliverEmail({ user, token: subject, folder: "Inbox" });
      planted.push({ class: "Email", token: subject });
    }
    if (sms) {
      const draft = mailbox.draft({ folder: "Inbox" });
      await hooks.deliverSms?.({ user, folder: "Inbox", item: draft.item });
      planted.push({ class: "SMS", token: draft.token });
    }
    return planted;
  };
}

/** What a phone of the mailbox lacks that nobody took away. */
export interface Lost {
  readonly words: string;
  /** The answers in which it should have come, or that took it away. */
  readonly answers: readonly SyncAnswer[];
  /** One of them that is none: what lacks may have been in it. */
  readonly unanswered?: Exchange;
}

/** What the control stands on. */
export interface ControlParts {
  readonly folder: DeviceFolder;
  readonly plant: Plant;
  readonly options: readonly OptionSet[];
  readonly tokenOf: (held: Pick<HeldItem, "item">) => string | undefined;
}

/**
 * E-mails and SMS that nobody but the case knows of, on a phone that does nothing wrong: those that it holds stay, and those
 * that arrive come. A server that answers every Sync with success and sends nothing any more is no mailbox.
 */
export class Control {
  readonly folder: DeviceFolder;
  readonly #parts: ControlParts;
  #planted: readonly Planted[] = [];
  #watchesSms = true;
  #last: readonly SyncAnswer[] = [];

  constructor(parts: ControlParts) {
    this.folder = parts.folder;
    this.#parts = parts;
  }

  /**
   * One of each that lies there from the start. False: an e-mail was put in, and does not come. Where it is the SMS, which
   * other cases judge, e-mails alone are looked after.
   */
  async begin(): Promise<boolean> {
    await this.#add();
    await this.#drain();
    if (this.#lacking().some((one) => one.class === "SMS")) {
      this.#watchesSms = false;
      this.#planted = this.#planted.filter((one) => one.class === "Email");
    }
    return this.#lacking().length === 0;
  }

  /** The request of the last round of Syncs that had no answer: what lacks then may have been in it. */
  get unanswered(): Exchange | undefined {
    return this.#last.map(({ exchange }) => exchange).find((exchange) => withoutAnswer(exchange) !== undefined);
  }

  /** Of what the phone held, after an ordinary Sync. */
  taken(answer: SyncAnswer): Lost | undefined {
    const lacking = this.#lacking();
    return lacking.length === 0
      ? undefined
      : { words: `another phone is told to remove ${named(lacking)}, which nobody deleted`, answers: [answer] };
  }

  /** Of what lies in the mailbox: what arrives now, then everything on a phone that starts again. */
  async missing(): Promise<Lost | undefined> {
    await this.#add();
    if (this.#planted.length === 0) return undefined;
    const arrived = await this.#drain();
    const late = this.#lacking();
    if (late.length > 0)
      return { words: `another phone is not sent ${named(late)}, which arrived later`, answers: arrived };
    const restarted = await this.folder.restart();
    const anew = [restarted, ...(await this.#drain())];
    this.#last = anew;
    const gone = this.#lacking();
    return gone.length === 0
      ? undefined
      : { words: `a phone that starts again is not sent ${named(gone)}`, answers: anew };
  }

  async #add(): Promise<void> {
    const planted = await this.#parts.plant();
    this.#planted = [...this.#planted, ...planted.filter((one) => one.class === "Email" || this.#watchesSms)];
  }

  async #drain(): Promise<readonly SyncAnswer[]> {
    const until = () => this.#lacking().length === 0;
    this.#last = (await this.folder.drain({ options: this.#parts.options, repeatOptions: true, until })).answers;
    return this.#last;
  }

  #lacking(): readonly Planted[] {
    const held = [...this.folder.held.values()];
    const subjects = new Set(held.map(({ item }) => item.subject));
    const tokens = new Set(held.map((one) => this.#parts.tokenOf(one)));
    return this.#planted.filter((one) => !(one.class === "Email" ? subjects : tokens).has(one.token));
  }
}

function named(planted: readonly Planted[]): string {
  return planted
    .map((one) => (one.class === "Email" ? `the e-mail “${one.token}”` : `the SMS from ${one.token}`))
    .join(" and ");
}
