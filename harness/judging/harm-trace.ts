import {
  concernsSms,
  type Exchange,
  type ItemFields,
  isServerError,
  numbersIn,
  type OptionSet,
  readSyncRequest,
  readSyncResponse,
  type SyncCollectionRequest,
  type SyncCollectionResponse,
  textOfItem,
} from "../eas/index.js";
import { accountOf, silencedBySms } from "./dead-accounts.js";

/** Ids of the exchanges in which a harm shows, by kind. */
export interface SmsTrace {
  readonly asMail: readonly string[];
  readonly asAnother: readonly string[];
  readonly offeredAgain: readonly string[];
  /** An SMS was refused by itself, and another one of the same request was not. */
  readonly besideRefused: readonly string[];
  readonly bodiless: readonly string[];
  readonly dropped: readonly string[];
  readonly unusable: readonly string[];
  /** An SMS was added, and nothing in the answer says that it was not stored. */
  readonly acknowledged: readonly string[];
}

/** How often an item that a phone holds must be offered again before it is a loop and no slip. */
const loopAt = 2;
/** How many requests of at least two devices must fail in a row, with no success after them. */
const deadAfter = 6;

/** Follows the SMS of a run through everything that was said. */
export function traceSms(exchanges: readonly Exchange[]): SmsTrace {
  const steps = exchanges.filter(({ command }) => command === "Sync").flatMap(stepsOf);
  const stray = strays(steps);
  return {
    asMail: stray.filter(({ className }) => className === "Email").map(({ id }) => id),
    asAnother: stray.filter(({ className }) => className !== "Email").map(({ id }) => id),
    offeredAgain: offeredAgain(steps),
    besideRefused: steps.filter(isBesideRefused).map(({ exchange }) => exchange.id),
    bodiless: bodiless(steps),
    dropped: exchanges.filter(isDropped).map(({ id }) => id),
    unusable: unusable(exchanges),
    acknowledged: steps.filter(isAcknowledged).map(({ exchange }) => exchange.id),
  };
}

/** One Collection as asked for and as answered. */
export interface Step {
  readonly exchange: Exchange;
  readonly asked: SyncCollectionRequest;
  readonly said: SyncCollectionResponse;
}

export function stepsOf(exchange: Exchange): Step[] {
  const asked = requested(exchange);
  const document = exchange.response?.document;
  const said = document === undefined ? [] : (readSyncResponse(document)?.collections ?? []);
  return asked.flatMap((one) => {
    const answer = said.find(({ collectionId }) => collectionId === one.collectionId);
    const only = said.length === 1 && said[0]?.collectionId === undefined ? said[0] : undefined;
    const found = answer ?? only;
    return found === undefined ? [] : [{ exchange, asked: one, said: found }];
  });
}

function requested({ request }: Exchange): readonly SyncCollectionRequest[] {
  return request.document === undefined ? [] : (readSyncRequest(request.document)?.collections ?? []);
}

export function asksForSms(options: readonly OptionSet[] | undefined): boolean {
  return options?.some((set) => set.class === "SMS") ?? false;
}

/** An SMS as it was added: what it can be known by, whatever the server makes of it. */
interface AddedSms {
  readonly account: string;
  readonly text: string;
  readonly numbers: ReadonlySet<string>;
}

/** Our SMS that come back as something else. An Add that was wrong on purpose may become anything. */
function strays(steps: readonly Step[]): { readonly id: string; readonly className: string }[] {
  const added = new Map<string, AddedSms[]>();
  for (const { exchange, asked } of steps) {
    if (exchange.deliberate !== undefined) continue;
    for (const command of asked.commands ?? []) {
      if (command.kind !== "Add" || command.class !== "SMS") continue;
      const sms = { account: accountOf(exchange), text: textOfItem(command.item), numbers: numbersOf(command.item) };
      const name = JSON.stringify([sms.account, sms.text]);
      if (sms.text !== "") added.set(name, [...(added.get(name) ?? []), sms]);
    }
  }
  return steps.flatMap(({ exchange, said }) =>
    said.commands.flatMap(({ kind, class: name = "Email", item }) => {
      // A Class in another spelling is a wrong spelling, not another kind of item.
      if (kind !== "Add" || item === undefined || name.toUpperCase() === "SMS") return [];
      const alike = added.get(JSON.stringify([accountOf(exchange), textOfItem(item)])) ?? [];
      return isOneOf(alike, item) ? [{ id: exchange.id, className: name }] : [];
    }),
  );
}

/** A text of so many words is nobody else's. */
const tellingWords = 4;

/** Of the SMS with the text of this item: one shares a telephone number with it, or the text alone leaves no doubt. */
function isOneOf(alike: readonly AddedSms[], item: ItemFields): boolean {
  const shown = numbersOf(item);
  if (alike.some(({ numbers }) => [...numbers].some((number) => shown.has(number)))) return true;
  const [only] = alike;
  return alike.length === 1 && only !== undefined && only.text.split(" ").length >= tellingWords;
}

function numbersOf({ from = "", to = "" }: ItemFields): ReadonlySet<string> {
  return new Set(numbersIn(`${from} ${to}`));
}

function isAcknowledged(step: Step): boolean {
  return step.exchange.deliberate === undefined && wordsOnSms(step).includes("1");
}

function isBesideRefused(step: Step): boolean {
  const words = wordsOnSms(step);
  return words.includes("1") && words.some((word) => word !== "1");
}

/** The Status of each SMS that was added; "1" where the answer says nothing. None for a request that failed as a whole. */
function wordsOnSms({ exchange, asked, said }: Step): readonly string[] {
  if (exchange.response?.status !== 200 || (said.status ?? "1") !== "1") return [];
  return (asked.commands ?? []).flatMap((command) => {
    if (command.kind !== "Add" || command.class !== "SMS") return [];
    const word = said.responses.find(({ kind, clientId }) => kind === "Add" && clientId === command.clientId);
    return [word?.status ?? "1"];
  });
}

/**
 * An item that a phone holds and is offered as new, again and again, at ever new keys: under its ServerId, or under ever new ones.
 * Twins that lie in a mailbox come together, and once.
 */
function offeredAgain(steps: readonly Step[]): readonly string[] {
  const known = new Map<string, Offers>();
  const found: string[] = [];
  for (const { exchange, asked, said } of steps) {
    const name = JSON.stringify([accountOf(exchange), exchange.partnership, asked.collectionId]);
    const offers = asked.syncKey === "0" ? new Offers() : (known.get(name) ?? new Offers());
    known.set(name, offers);
    // A key that is sent again has its answer repeated: that is no new offer.
    if (exchange.lost === true || !offers.isNew(asked.syncKey)) continue;
    for (const command of asked.commands ?? []) if (command.kind === "Delete") offers.forget(command.serverId);
    if (offers.take(said)) found.push(exchange.id);
  }
  return found;
}

/** What one phone was offered in one Collection since it began there. */
class Offers {
  readonly #keys = new Set<string>();
  /** How often each ServerId was offered again. */
  readonly #held = new Map<string, number>();
  readonly #printOf = new Map<string, string>();
  /** How often what an item says was offered again, under whatever ServerId. */
  readonly #copies = new Map<string, number>();
  /** Nothing more was to come when the phone asked. */
  #quiet = false;

  isNew(key: string): boolean {
    if (this.#keys.has(key)) return false;
    this.#keys.add(key);
    return true;
  }

  forget(serverId: string): void {
    this.#held.delete(serverId);
    this.#printOf.delete(serverId);
  }

  /** Does this answer offer an item once too often? */
  take({ commands, moreAvailable }: SyncCollectionResponse): boolean {
    const holding = new Set(this.#printOf.values());
    const copied = new Set<string>();
    let isLoop = false;
    for (const { kind, serverId, item } of commands) {
      if (kind === "Delete" || kind === "SoftDelete") this.forget(serverId);
      if (kind !== "Add") continue;
      const print = printOf(item);
      if (print !== undefined && holding.has(print) && !this.#held.has(serverId)) copied.add(print);
      this.#held.set(serverId, (this.#held.get(serverId) ?? -1) + 1);
      if (print !== undefined) this.#printOf.set(serverId, print);
      isLoop ||= (this.#held.get(serverId) ?? 0) >= loopAt;
    }
    for (const print of this.#quiet ? copied : []) {
      const times = (this.#copies.get(print) ?? 0) + 1;
      this.#copies.set(print, times);
      isLoop ||= times >= loopAt;
    }
    this.#quiet = !moreAvailable;
    return isLoop;
  }
}

/** What an item says; undefined where that is too little to know it by. */
function printOf(item: ItemFields | undefined): string | undefined {
  const { from, to, subject, dateReceived } = item ?? {};
  const text = textOfItem(item ?? {});
  return dateReceived === undefined || text === ""
    ? undefined
    : JSON.stringify([from, to, subject, dateReceived, text]);
}

/** E-mail that has a text in one answer and none in another that was asked for SMS as well. */
function bodiless(steps: readonly Step[]): readonly string[] {
  const withText = new Set<string>();
  const without: { readonly name: string; readonly id: string }[] = [];
  for (const { exchange, asked, said } of steps) {
    const beside = asksForSms(asked.options) && (asked.options ?? []).some((set) => set.class !== "SMS");
    for (const { kind, class: className = "Email", item } of said.commands) {
      // Without a Subject nothing tells one e-mail from another: an SMS that was filed as mail has none.
      if (kind !== "Add" || className !== "Email" || item === undefined || (item.subject ?? "").trim() === "") continue;
      const name = JSON.stringify([accountOf(exchange), item.subject, item.dateReceived]);
      if (textOfItem(item) !== "") withText.add(name);
      // What is cut to nothing is not lost: the phone knows that there is more.
      else if (beside && item.body?.truncated !== "1") without.push({ name, id: exchange.id });
    }
  }
  return without.filter(({ name }) => withText.has(name)).map(({ id }) => id);
}

/** The server hung up on a request that has to do with SMS. */
function isDropped(exchange: Exchange): boolean {
  return exchange.failure?.kind === "closed" && concernsSms(exchange);
}

/** From a request about SMS on an account answers nothing but errors, whatever device asks and whatever it asks for. */
function unusable(exchanges: readonly Exchange[]): readonly string[] {
  return silencedBySms(exchanges, works).flatMap((dead) => {
    const devices = new Set(dead.map(({ partnership }) => partnership.deviceId));
    return dead.length >= deadAfter && devices.size > 1 ? dead.map(({ id }) => id) : [];
  });
}

function works(exchange: Exchange): boolean {
  return exchange.response !== undefined && !isServerError(exchange);
}
