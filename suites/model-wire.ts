import type { Answer, SettingsAnswer, SyncAnswer, SyncInput } from "../harness/device/index.js";
import {
  type ClientCommand,
  type CommandResponse,
  formatDateTime,
  type ItemFields,
  type OptionSet,
  type ServerCommand,
  type SyncResponse,
  smsNumberDigits,
} from "../harness/eas/index.js";
import type {
  BadOptionsKind,
  FilterType,
  ItemClass,
  OwnCommand,
  Payload,
  SeenCommand,
  SeenElement,
  SeenResponse,
  SeenSync,
  Sets,
  Style,
  WireCommand,
  WireSync,
} from "../harness/model/index.js";

// From the model's words to requests, and from answers back to the model's words. Nothing is judged here.

/** Milliseconds. */
export const day = 86_400_000;

/** Options that a server has to refuse ([MS-ASMS] 3.2.5.1). */
export const refusedSets: Readonly<Record<BadOptionsKind, readonly OptionSet[]>> = {
  "three sets": [{ class: "SMS", filterType: "0" }, { filterType: "0" }, { class: "Email", filterType: "0" }],
  "Tasks alone": [{ class: "Tasks" }],
  "default and Calendar": [{ filterType: "0" }, { class: "Calendar" }],
  "unknown class alone": [{ class: "Telegram" }],
};

export function inputOf({ syncKey, sets, ops, windowSize, style }: WireSync): SyncInput & { readonly syncKey: string } {
  const deletes = ops.some(({ kind }) => kind === "Delete");
  return {
    syncKey,
    windowSize,
    ...(sets === undefined ? {} : { options: optionSets(sets, style) }),
    ...(ops.length === 0 ? {} : { commands: ops.map(clientCommand) }),
    ...(style.getChanges === "absent" ? {} : { getChanges: style.getChanges }),
    // Otherwise a deletion is a move to Deleted Items ([MS-ASCMD] 2.2.3.43).
    ...(style.deletesAsMoves || deletes ? { deletesAsMoves: "0" as const } : {}),
  };
}

export function optionSets({ email, sms }: Sets, style: Style): OptionSet[] {
  const { smsFirst, spellEmail, bodyPreference } = style;
  const bodies = bodyPreference ? { bodyPreferences: [{ type: 1 }] } : {};
  const list: OptionSet[] = [];
  if (email !== undefined) {
    list.push({ ...(spellEmail ? { class: "Email" } : {}), ...filterOf(email, style), ...bodies });
  }
  if (sms !== undefined) list.push({ class: "SMS", ...filterOf(sms, style), ...bodies });
  return smsFirst ? list.reverse() : list;
}

function filterOf(filter: FilterType, { zeroFilter }: Style): Pick<OptionSet, "filterType"> {
  return filter === 0 && !zeroFilter ? {} : { filterType: String(filter) };
}

export function clientCommand(op: WireCommand | Extract<OwnCommand, { kind: "Add" }>): ClientCommand {
  switch (op.kind) {
    case "Add":
      return { kind: "Add", class: "SMS", clientId: op.clientId, item: smsFields(op) };
    case "Change":
      return {
        kind: "Change",
        serverId: op.serverId,
        item: {
          ...(op.read === undefined ? {} : { read: String(op.read) }),
          ...(op.flag === undefined ? {} : { flag: flagOf(op.flag) }),
        },
      };
    case "Delete":
      return { kind: "Delete", serverId: op.serverId };
  }
}

export function smsFields(item: {
  readonly ageDays: number;
  readonly read: 0 | 1;
  readonly flag: 0 | 2;
  readonly payload: Payload;
}): ItemFields {
  const { from = "", to = "", text = "" } = item.payload;
  return {
    to,
    from,
    dateReceived: formatDateTime(Date.now() - item.ageDays * day),
    importance: "1",
    read: String(item.read),
    body: { type: "1", data: text },
    flag: flagOf(item.flag),
  };
}

function flagOf(flag: 0 | 2): Readonly<Record<string, string>> {
  return flag === 0 ? {} : { Status: "2", FlagType: "Flag for follow up" };
}

export function seenSync(answer: SyncAnswer): SeenSync {
  const { status, empty, collection, moreAvailable, response } = answer;
  return {
    ...elementOf(response?.status === undefined ? (collection ?? response) : response),
    ...(status === undefined ? {} : { status }),
    empty,
    ...(collection?.syncKey === undefined ? {} : { syncKey: collection.syncKey }),
    commands: answer.commands.map(seenCommand),
    responses: answer.responses.map(seenResponse),
    moreAvailable,
    exchange: answer.exchange.id,
  };
}

/** What the answer to a request for several folders says of one of them; not a word of it is as an empty answer. */
export function seenOf({ exchange, response, empty }: Answer<SyncResponse>, collectionId: string): SeenSync {
  const collection = response?.collections.find((one) => one.collectionId === collectionId);
  const refused = response?.status !== undefined && response.status !== "1";
  const silent = empty || (response !== undefined && !refused && collection === undefined);
  const status = silent ? "1" : refused ? response.status : collection?.status;
  return {
    ...elementOf(refused ? response : (collection ?? response)),
    ...(status === undefined ? {} : { status }),
    empty: silent,
    ...(collection?.syncKey === undefined ? {} : { syncKey: collection.syncKey }),
    commands: (collection?.commands ?? []).map(seenCommand),
    responses: (collection?.responses ?? []).map(seenResponse),
    moreAvailable: collection?.moreAvailable ?? false,
    exchange: exchange.id,
  };
}

/** What is to be marked if it is wrong. */
function elementOf(read: SeenElement | undefined): SeenElement {
  return read?.element === undefined ? {} : { element: read.element };
}

function seenCommand(command: ServerCommand): SeenCommand {
  const { kind, serverId, class: tag, item } = command;
  const seen: SeenCommand = { kind, serverId, ...(tag === undefined ? {} : { class: tag }), ...elementOf(command) };
  return item === undefined ? seen : { ...seen, ...seenItem(item) };
}

/** Digits of the sender of an SMS, Subject of an e-mail. */
export function tokenIn({ from = "", subject }: ItemFields): string | undefined {
  return looksLikeSms(from) ? smsNumberDigits(from) : subject;
}

function looksLikeSms(from: string): boolean {
  return from.includes("MOBILE:");
}

function seenItem(item: ItemFields): Partial<SeenCommand> {
  const { from, to, subject, dateReceived, read, flag, body } = item;
  const looksLike: ItemClass = looksLikeSms(from ?? "") ? "SMS" : "Email";
  const token = tokenIn(item);
  const text = body?.data;
  const payload = looksLike === "SMS" ? { from, to, text, dateReceived } : { dateReceived };
  return {
    // A Change of Read alone says nothing about what the item is.
    ...(from === undefined && subject === undefined ? {} : { looksLike }),
    ...(token === undefined || token === "" ? {} : { token }),
    ...(read === undefined ? {} : { read: wholeNumber(read) }),
    ...(flag === undefined ? {} : { flag: wholeNumber(flag.Status ?? "0") }),
    payload: Object.fromEntries(
      Object.entries(payload).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
  };
}

function wholeNumber(text: string): number | string {
  return /^\d+$/.test(text) ? Number(text) : text;
}

function seenResponse(response: CommandResponse): SeenResponse {
  const { kind, clientId, serverId, status } = response;
  return {
    kind,
    ...elementOf(response),
    ...(clientId === undefined ? {} : { clientId }),
    ...(serverId === undefined ? {} : { serverId }),
    ...(status === undefined ? {} : { status }),
  };
}

export function statusOf({ response }: SettingsAnswer): string | undefined {
  if (response === undefined) return undefined;
  return response.deviceInformationStatus ?? response.deviceInformationSetStatus ?? response.status;
}
