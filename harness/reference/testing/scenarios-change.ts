import { addSms, both, emailSet, outbox, sentItems, smsOf } from "./phone.js";
import { noon } from "./running.js";
import { holdsExactly, number, Replica, type Scenario, type Stage, same, seedSms, sms } from "./stage.js";

async function pair(stage: Stage): Promise<[Replica, Replica]> {
  const [one, other] = [await Replica.open(stage), await Replica.open(stage)];
  await one.drain({ options: both });
  await other.drain({ options: both });
  return [one, other];
}

function add(ordinal: number, clientId = "c0", changes = {}) {
  const dateReceived = new Date(noon - 3_600_000).toISOString();
  return [addSms(clientId, smsOf(number(ordinal), { dateReceived, ...changes }))];
}

/** Two phones that hold SMS 1 to 3. */
async function sharing(stage: Stage): Promise<[Replica, Replica]> {
  for (const ordinal of [1, 2, 3]) seedSms(stage, ordinal);
  return pair(stage);
}

/** Scenarios about changes of either side, by their ids in vectors/mutants.json. */
export const changeScenarios: Readonly<Record<string, Scenario>> = {
  "CAP-01": async (stage) => {
    const [one, other] = await pair(stage);
    const { collection } = await one.sync({ options: both, commands: add(1) });
    await other.drain({ options: both });
    const accepted = collection?.responses.some(({ status, serverId }) => status === "1" && serverId !== undefined);
    return accepted === true && other.classes.get(other.idOf(sms(1)[0] ?? "")) === "SMS";
  },
  "CHG-01": async (stage) => {
    const [one, other] = await pair(stage);
    const { commands, collection } = await one.sync({ commands: add(1) });
    await other.drain();
    const echo = await one.drain();
    const [response, ...further] = collection?.responses ?? [];
    const answered = response?.status === "1" && response.serverId !== undefined && further.length === 0;
    const added = [...commands, ...echo].filter(({ kind }) => kind === "Add");
    return answered && same(other.tokens(), sms(1)) && added.length === 0;
  },
  "CHG-02": async (stage) => {
    const [one, other] = await sharing(stage);
    const [token = ""] = sms(1);
    await one.sync({ commands: [{ kind: "Change", serverId: one.idOf(token), item: { read: "1" } }] });
    const commands = await other.drain();
    const reverted = await one.drain();
    const [change] = commands;
    return change?.kind === "Change" && change.item?.read === "1" && commands.length === 1 && reverted.length === 0;
  },
  "CHG-03": async (stage) => {
    const [one, other] = await sharing(stage);
    const flag = { Status: "2", FlagType: "Flag for follow up" };
    await one.sync({ commands: [{ kind: "Change", serverId: one.idOf(sms(1)[0] ?? ""), item: { flag } }] });
    const [change] = await other.drain();
    return change?.item?.flag?.Status === "2";
  },
  "CHG-04": async (stage) => {
    const [one, other] = await sharing(stage);
    await one.sync({ commands: [{ kind: "Delete", serverId: one.idOf(sms(1)[0] ?? "") }] });
    const commands = await other.drain();
    await one.drain();
    const kind = commands.map((command) => command.kind).join();
    return kind === "Delete" && same(one.tokens(), sms(2, 3)) && same(other.tokens(), sms(2, 3));
  },
  "CHG-06": async (stage) => {
    const [one, other] = await pair(stage);
    const text = `  Grüße, 你好 🙂 "quoted" <b>&\r\n${"long ".repeat(60)} `;
    await one.sync({ commands: add(1, "c0", { read: "1", importance: "2", body: { type: "1", data: text } }) });
    const [command] = await other.drain();
    const sent = add(1)[0];
    const { item } = command ?? {};
    const whole = item?.body?.data === text && item.body.type === "1" && item.body.truncated === undefined;
    const marks = item?.read === "1" && item.importance === "2";
    const original = sent?.kind === "Add" ? sent.item : {};
    const parties = item?.from === original.from && item?.to === original.to;
    return whole && marks && parties && item?.dateReceived === original.dateReceived;
  },
  "CHG-08": async (stage) => {
    const [one, other] = [await Replica.open(stage, sentItems), await Replica.open(stage, sentItems)];
    await other.drain({ options: both });
    await one.sync({ options: both, commands: add(1) });
    const [command] = await other.drain();
    const sent = smsOf(number(1));
    return command?.item?.from === sent.from && command?.item?.to === sent.to;
  },
  "CHG-09": async (stage) => {
    const [one] = await pair(stage);
    await one.sync({ commands: add(1, "c1") });
    await one.sync();
    await one.sync({ commands: add(2, "c1") });
    return holdsExactly(stage, sms(1, 2));
  },
  "CHG-10": async (stage) => {
    const [one, other] = await pair(stage);
    const dateReceived = new Date(noon - 5 * 86_400_000).toISOString();
    await one.sync({ commands: add(1, "c0", { dateReceived }) });
    await other.drain();
    return same(other.tokens(), sms(1));
  },
  "RTY-02": async (stage) => {
    const [one] = await pair(stage);
    await one.sync({ commands: add(1), lose: true });
    const { collection } = await one.retry();
    const [response] = collection?.responses ?? [];
    return response?.status === "1" && response.serverId !== undefined && holdsExactly(stage, sms(1));
  },
  "RTY-04": async (stage) => {
    const [one, other] = await sharing(stage);
    const [first = "", second = ""] = sms(1, 2);
    const commands = [
      { kind: "Change", serverId: one.idOf(first), item: { read: "1" } },
      { kind: "Delete", serverId: one.idOf(second) },
    ] as const;
    await one.sync({ commands, lose: true });
    const { commands: back, collection, bytes } = await one.retry();
    const answered = bytes.length === 0 || collection?.status === "1";
    const seen = (await other.drain()).map(({ kind, item }) => kind + (item?.read ?? "")).sort();
    const refused = collection?.responses.some(({ status }) => status !== "1") ?? false;
    const diverges = back.some(({ kind, item }) => kind !== "Change" || item?.read === "0");
    return answered && !diverges && !refused && seen.join() === "Change1,Delete";
  },
  "OUT-01": async (stage) => {
    const [one, other] = [await Replica.open(stage, outbox), await Replica.open(stage, outbox)];
    await one.drain({ options: both });
    await other.sync({ options: both, commands: add(1) });
    await one.drain();
    const [token = ""] = sms(1);
    const got = one.tokens().includes(token);
    await one.sync({ commands: [{ kind: "Delete", serverId: one.idOf(token) }] });
    await other.drain();
    return got && same(other.tokens(), []) && same(one.tokens(), []);
  },
  "OUT-03": (stage) => endsEarly(stage, outbox),
  "HNG-01": (stage) => endsEarly(stage, "1"),
  "HNG-02": async (stage) => {
    const [waiting, feeder] = [await Replica.open(stage), await Replica.open(stage)];
    await feeder.drain({ options: both });
    await waiting.drain({ options: [emailSet] });
    const answer = waiting.sync({ heartbeatInterval: 100 });
    await feeder.sync({ commands: add(1) });
    return (await answer).commands.length === 0;
  },
  "NEG-01": async (stage) => {
    const [plain, feeder] = [await Replica.open(stage), await Replica.open(stage)];
    await feeder.drain({ options: both });
    const seen = [...(await plain.drain({ options: [emailSet] }))];
    await feeder.sync({ commands: add(1) });
    seen.push(...(await plain.drain({ options: [emailSet] })));
    const serverId = feeder.idOf(sms(1)[0] ?? "");
    await feeder.sync({ commands: [{ kind: "Change", serverId, item: { read: "1" } }] });
    seen.push(...(await plain.drain()));
    await feeder.sync({ commands: [{ kind: "Delete", serverId }] });
    seen.push(...(await plain.drain()));
    return seen.length === 0;
  },
};

/** An SMS that arrives ends the wait long before the interval does. */
async function endsEarly(stage: Stage, folderId: "1" | "5"): Promise<boolean> {
  const [waiting, feeder] = [await Replica.open(stage, folderId), await Replica.open(stage, folderId)];
  await waiting.drain({ options: both });
  await feeder.drain({ options: both });
  let over = false;
  const answer = waiting.sync({ heartbeatInterval: 1500 }).then((one) => {
    over = true;
    return one;
  });
  await feeder.sync({ commands: add(1) });
  // A busy machine may read the answer a few exchanges late; the interval is some hundred exchanges long.
  for (let more = 0; more < 20 && !over; more++) await feeder.sync();
  const early = over;
  await answer;
  return early && same(waiting.tokens(), sms(1));
}
