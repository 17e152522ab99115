import {
  type Exchange,
  type ItemFields,
  type OptionSet,
  readSyncRequest,
  readSyncResponse,
  type SyncCollectionRequest,
  type SyncCollectionResponse,
} from "../eas/index.js";

/** Ids of the exchanges in which a harm shows, by kind. */
export interface SmsTrace {
  readonly asMail: readonly string[];
  readonly asAnother: readonly string[];
  readonly offeredAgain: readonly string[];
  readonly lostBeside: readonly string[];
  readonly bodiless: readonly string[];
  readonly dropped: readonly string[];
  readonly unusable: readonly string[];
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
    lostBeside: lostBeside(exchanges),
    bodiless: bodiless(steps),
    dropped: exchanges.filter(isDropped).map(({ id }) => id),
    unusable: unusable(exchanges),
  };
}

/** One Collection as asked for and as answered. */
interface Step {
  readonly exchange: Exchange;
  readonly asked: SyncCollectionRequest;
  readonly said: SyncCollectionResponse;
}

function stepsOf(exchange: Exchange): Step[] {
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

function asksForSms(options: readonly OptionSet[] | undefined): boolean {
  return options?.some((set) => set.class === "SMS") ?? false;
}

/** Our SMS that come back as something else: known by their text, which no two of them share. */
function strays(steps: readonly Step[]): { readonly id: string; readonly className: string }[] {
  const texts = new Set<string>();
  for (const { asked } of steps) {
    for (const command of asked.commands ?? []) {
      if (command.kind === "Add" && command.class === "SMS") texts.add(textOf(command.item));
    }
  }
  texts.delete("");
  return steps.flatMap(({ exchange, said }) =>
    said.commands.flatMap(({ kind, class: name = "Email", item }) => {
      const ours = kind === "Add" && item !== undefined && texts.has(textOf(item));
      // A Class in another spelling is a wrong spelling, not another kind of item.
      return ours && name.toUpperCase() !== "SMS" ? [{ id: exchange.id, className: name }] : [];
    }),
  );
}

function textOf({ body }: ItemFields): string {
  return (body?.data ?? "").replace(/\s+/g, " ").trim();
}

/** A ServerId that a phone holds and is offered as new, again and again, at ever new keys. */
function offeredAgain(steps: readonly Step[]): readonly string[] {
  const known = new Map<string, { readonly held: Map<string, number>; readonly keys: Set<string> }>();
  const found: string[] = [];
  for (const { exchange, asked, said } of steps) {
    const name = JSON.stringify([exchange.partnership, asked.collectionId]);
    const state = known.get(name);
    const fresh = asked.syncKey === "0" || state === undefined;
    const { held, keys } = fresh ? { held: new Map<string, number>(), keys: new Set<string>() } : state;
    if (fresh) known.set(name, { held, keys });
    // A key that is sent again has its answer repeated: that is no new offer.
    if (keys.has(asked.syncKey) || exchange.lost === true) continue;
    keys.add(asked.syncKey);
    for (const command of asked.commands ?? []) if (command.kind === "Delete") held.delete(command.serverId);
    for (const { kind, serverId } of said.commands) {
      if (kind === "Add") held.set(serverId, (held.get(serverId) ?? -1) + 1);
      else if (kind !== "Change") held.delete(serverId);
      if ((held.get(serverId) ?? 0) >= loopAt) found.push(exchange.id);
    }
  }
  return found;
}

/** A request with a refused SMS beside other commands or Collections of which the answer says nothing, or an error. */
function lostBeside(exchanges: readonly Exchange[]): readonly string[] {
  return exchanges
    .filter((exchange) => {
      const { command, deliberate, response } = exchange;
      if (command !== "Sync" || deliberate !== undefined || response?.document === undefined) return false;
      const asked = requested(exchange);
      const isSms = (one: SyncCollectionRequest): boolean =>
        asksForSms(one.options) || (one.commands ?? []).some((each) => each.kind === "Add" && each.class === "SMS");
      const others = asked.filter((one) => !isSms(one));
      if (others.length === 0 || others.length === asked.length) return false;
      const said = readSyncResponse(response.document);
      const refused = (said?.status ?? "1") !== "1";
      return refused && asked.some(isSms);
    })
    .map(({ id }) => id);
}

/** E-mail that has a text under other sets and none where SMS is asked for as well. */
function bodiless(steps: readonly Step[]): readonly string[] {
  const withText = new Set<string>();
  const without: { readonly subject: string; readonly id: string }[] = [];
  for (const { exchange, asked, said } of steps) {
    const beside = asksForSms(asked.options) && (asked.options ?? []).some((set) => set.class !== "SMS");
    for (const { kind, class: name = "Email", item } of said.commands) {
      const subject = item?.subject;
      // Two e-mails without a subject are not known to be one.
      if (kind !== "Add" || name !== "Email" || item === undefined || subject === undefined || subject === "") continue;
      if (textOf(item) !== "") withText.add(JSON.stringify([exchange.partnership.user, subject]));
      else if (beside) {
        without.push({ subject: JSON.stringify([exchange.partnership.user, subject]), id: exchange.id });
      }
    }
  }
  return without.filter(({ subject }) => withText.has(subject)).map(({ id }) => id);
}

/** The server hung up on a request that has to do with SMS. */
function isDropped(exchange: Exchange): boolean {
  return exchange.failure?.kind === "closed" && concernsSms(exchange);
}

function concernsSms(exchange: Exchange): boolean {
  return requested(exchange).some(
    ({ options, commands = [] }) =>
      asksForSms(options) || commands.some((one) => one.kind === "Add" && one.class === "SMS"),
  );
}

/** From a request about SMS on an account answers nothing but errors, whatever device asks and whatever it asks for. */
function unusable(exchanges: readonly Exchange[]): readonly string[] {
  const byUser = new Map<string, Exchange[]>();
  for (const one of exchanges) {
    if (one.failure?.kind === "aborted") continue;
    const known = byUser.get(one.partnership.user);
    if (known === undefined) byUser.set(one.partnership.user, [one]);
    else known.push(one);
  }
  return [...byUser.values()].flatMap((all) => {
    const alive = all.findLastIndex(works);
    const dead = all.slice(alive + 1);
    const devices = new Set(dead.map(({ partnership }) => partnership.deviceId));
    const first = dead[0];
    const caused = first !== undefined && (concernsSms(first) || all.slice(0, alive + 1).some(concernsSms));
    return alive >= 0 && caused && dead.length >= deadAfter && devices.size > 1 ? dead.map(({ id }) => id) : [];
  });
}

function works({ response }: Exchange): boolean {
  return response !== undefined && response.status < 500;
}
