import { addSms, both, calendar, emailSet, inbox, Phone, smsOf, smsSet } from "./phone.js";
import { holdsExactly, number, Replica, type Scenario, type Stage, same, seedEmail, seedSms, sms } from "./stage.js";

function mixed(stage: Stage): void {
  seedEmail(stage, "e1");
  seedSms(stage, 1);
  seedEmail(stage, "e2");
  seedSms(stage, 2);
}

const all = ["e1", "e2", ...sms(1, 2)];
const mails = ["e1", "e2"];

const refused = (answer: Awaited<ReturnType<Phone["sync"]>>): boolean =>
  answer.status === 200 &&
  (answer.response?.status ?? answer.collection?.status) === "4" &&
  answer.commands.length === 0;

async function refuses(stage: Stage, sets: readonly (readonly { class?: string }[])[]): Promise<boolean> {
  mixed(stage);
  const replica = await Replica.open(stage);
  const answers = [];
  for (const options of sets) answers.push(await replica.sync({ options }));
  return answers.every(refused);
}

/** Scenarios about Options, by their ids in vectors/mutants.json. */
export const optionScenarios: Readonly<Record<string, Scenario>> = {
  "OPT-01": async (stage) => {
    mixed(stage);
    const replica = await Replica.open(stage);
    const commands = await replica.drain({ options: both });
    return same(replica.tokens(), all) && commands.length === all.length;
  },
  "OPT-02": async (stage) => {
    mixed(stage);
    return holdsExactly(stage, sms(1, 2), [smsSet]);
  },
  "OPT-03": async (stage) => {
    mixed(stage);
    return holdsExactly(stage, mails, [emailSet]);
  },
  "OPT-04": async (stage) => {
    mixed(stage);
    const replica = await Replica.open(stage);
    await replica.drain();
    return same(replica.tokens(), mails);
  },
  "OPT-05": async (stage) => {
    mixed(stage);
    return (await holdsExactly(stage, all, both)) && (await holdsExactly(stage, all, [emailSet, smsSet]));
  },
  "OPT-06": async (stage) => {
    mixed(stage);
    const named = { ...emailSet, class: "Email" };
    return (await holdsExactly(stage, mails, [named])) && (await holdsExactly(stage, all, [named, smsSet]));
  },
  "OPT-07": async (stage) => {
    const phone = await Phone.connected(stage.server.url, stage.version);
    const asked = await phone.sync(calendar, { options: [smsSet] });
    const added = await phone.sync(calendar, { commands: [addSms("c0", smsOf(number(1)))] });
    const status = added.collection?.responses[0]?.status;
    return refused(asked) && status !== "1";
  },
  "OPT-09": async (stage) => {
    seedSms(stage, 1, 1, inbox, { body: { type: "1", data: "x".repeat(400) } });
    const cut = (truncationSize: number) => ({ bodyPreferences: [{ type: 1, truncationSize }] });
    const replica = await Replica.open(stage);
    const [add] = await replica.drain({ options: [{ class: "SMS", ...cut(200) }, cut(50)] });
    const body = add?.item?.body;
    return body?.data?.length === 200 && body.truncated === "1" && body.type === "1";
  },
  "ERR-01": (stage) =>
    refuses(stage, [
      [{}, smsSet, {}],
      [smsSet, {}, { class: "Email" }],
      [{}, {}, {}],
    ]),
  "ERR-02": (stage) =>
    refuses(stage, [
      [{ class: "Tasks" }],
      [{ class: "Calendar" }, smsSet],
      [{ class: "Contacts" }],
      [{ class: "Notes" }],
      [{ class: "Foo" }],
    ]),
  "ERR-03": async (stage) => {
    const replica = await Replica.open(stage);
    await replica.drain();
    const wrong = await replica.sync({ options: [{}, smsSet, {}] });
    mixed(stage);
    const answer = await replica.sync();
    return wrong.commands.length === 0 && answer.collection?.status === "1" && same(replica.tokens(), mails);
  },
  "ERR-04": (stage) =>
    refuses(stage, [
      [smsSet, smsSet],
      [{}, { class: "Email" }],
    ]),
  "ERR-05": async (stage) => {
    const replica = await Replica.open(stage);
    await replica.drain({ options: both });
    const answer = await replica.sync({ options: [...both, {}], commands: [addSms("c0", smsOf(number(1)))] });
    return refused(answer) && holdsExactly(stage, []);
  },
  "STK-01": async (stage) => {
    const replica = await Replica.open(stage);
    await replica.drain({ options: both });
    mixed(stage);
    await replica.drain();
    return same(replica.tokens(), all);
  },
  "STK-02": async (stage) => {
    const replica = await Replica.open(stage);
    await replica.drain({ options: [smsSet] });
    mixed(stage);
    await replica.drain();
    return same(replica.tokens(), sms(1, 2));
  },
  "STK-03": async (stage) => {
    const replica = await Replica.open(stage);
    await replica.drain({ options: both.map((set) => ({ ...set, filterType: "2" })) });
    seedEmail(stage, "old", 240);
    seedSms(stage, 1, 240);
    await replica.drain();
    return same(replica.tokens(), []);
  },
  "STK-04": async (stage) => {
    const [one, other] = [await Replica.open(stage), await Replica.open(stage)];
    await one.drain({ options: both });
    await other.drain({ options: [emailSet] });
    seedSms(stage, 1);
    await one.drain();
    await other.drain();
    return same(one.tokens(), sms(1)) && same(other.tokens(), []);
  },
};
