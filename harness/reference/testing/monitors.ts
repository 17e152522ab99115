import { parseDateTime, parseSmsAddress, type ServerCommand } from "../../eas/index.js";
import { extraItemElements, validateResponse } from "../../eas/schemas/index.js";
import { child, childElements, decode, type Element, WbxmlError } from "../../wbxml/index.js";
import { addSms, both, emailSet, type SyncAnswer, smsOf } from "./phone.js";
import { number, Replica, type Scenario, type Stage, seedEmail, seedSms, sms } from "./stage.js";

/** A bit of everything: items of both classes come, change, go, and leave the view. */
async function life(stage: Stage): Promise<Replica[]> {
  for (const ordinal of [1, 2, 3]) seedSms(stage, ordinal);
  seedEmail(stage, "e1");
  const [one, other] = [await Replica.open(stage), await Replica.open(stage)];
  await one.drain({ options: both });
  await other.drain({ options: both });
  await one.sync({ commands: [addSms("c0", smsOf(number(4)))] });
  await other.sync({ commands: [{ kind: "Change", serverId: other.idOf(sms(1)[0] ?? ""), item: { read: "1" } }] });
  await other.sync({ commands: [{ kind: "Delete", serverId: other.idOf(sms(2)[0] ?? "") }] });
  await one.drain();
  await other.drain();
  await one.drain({ options: [emailSet] });
  await one.drain();
  return [one, other];
}

/** A monitor that looks at each answer of a life. */
function each(look: (answer: SyncAnswer, stage: Stage) => boolean): Scenario {
  return async (stage) => {
    await life(stage);
    return stage.answers.every((answer) => look(answer, stage));
  };
}

/** A monitor that looks at each SMS that is delivered: marked as one, or sent by a telephone. */
function eachSms(look: (add: ServerCommand) => boolean): Scenario {
  return each(({ commands }) => commands.filter((one) => one.kind === "Add" && one.class === "SMS").every(look));
}

function decodes({ bytes }: SyncAnswer): boolean {
  if (bytes.length === 0) return true;
  try {
    decode(bytes);
    return true;
  } catch (error) {
    if (error instanceof WbxmlError) return false;
    throw error;
  }
}

function leavesAreLeaves(source: Element): boolean {
  const isLeaf = ["To", "From", "DateReceived", "Importance", "Read", "InternetCPID"].includes(source.tag);
  const inner = childElements(source);
  return (!isLeaf || inner.length === 0) && inner.every(leavesAreLeaves);
}

/** Elements in an SMS beside the ten that it has. */
function hasStrangers({ class: className, element }: ServerCommand, version: string): boolean {
  const data = element === undefined ? undefined : child(element, 0, "ApplicationData");
  return className === "SMS" && data !== undefined && extraItemElements(data, version).length > 0;
}

function classAgrees({ kind, class: className, item }: ServerCommand, replicas: readonly string[]): boolean {
  const isSms = item?.from?.includes("MOBILE:") ?? false;
  if (kind === "Add") return isSms ? className === "SMS" : className === undefined || className === "Email";
  return kind === "SoftDelete" || className === undefined || replicas.includes(className);
}

/** Monitors, by their ids in vectors/mutants.json. */
export const monitors: Readonly<Record<string, Scenario>> = {
  "ORC-HTTP": each(
    ({ status, headers, bytes }) =>
      status === 200 && (bytes.length === 0 || headers.get("content-type") === "application/vnd.ms-sync.wbxml"),
  ),
  // A token that no page has is a matter of the vocabulary, not of the encoding.
  "ORC-WBXML": each((answer) => decodes(answer)),
  "ORC-SCHEMA": each(({ document, commands }, { version }) => {
    const faults = document === undefined ? [] : validateResponse("Sync", document, version);
    return faults.length === 0 && !commands.some((command) => hasStrangers(command, version));
  }),
  "ORC-LEAF": each(({ document }) => document === undefined || leavesAreLeaves(document)),
  "ORC-FROM": eachSms(({ item }) => parseSmsAddress(item?.from ?? "").departures.length === 0),
  "ORC-DATE": eachSms(({ item }) => {
    const date = parseDateTime(item?.dateReceived ?? "");
    return date?.form === "dashed" && date.departures.length === 0;
  }),
  "ORC-TYPE": eachSms(({ item }) => ["0", "1"].includes(item?.read ?? "") && /^[0-2]$/.test(item?.importance ?? "")),
  "ORC-BODY": eachSms(({ item }) => item?.body?.type !== undefined && item.body.data !== undefined),
  "ORC-CLASS": async (stage) => {
    await life(stage);
    // Only SMS are changed and deleted in a life.
    return stage.answers.every(({ commands }) => commands.every((command) => classAgrees(command, ["SMS"])));
  },
  "ORC-IDS": async (stage) => {
    const replicas = await life(stage);
    const named = stage.answers.map(({ commands }) => commands.map(({ serverId }) => serverId));
    const twice = named.some((ids) => new Set(ids).size < ids.length);
    return !twice && replicas.every(({ problems }) => problems.length === 0);
  },
  "ORC-KEY": async (stage) => {
    const replica = await Replica.open(stage);
    await replica.drain({ options: both });
    for (const ordinal of [1, 2]) {
      seedSms(stage, ordinal);
      const before = replica.phone.keys.get(replica.folderId);
      const { collection } = await replica.sync();
      if (collection?.syncKey === before) return false;
    }
    return true;
  },
};
