import { both, emailSet, smsSet } from "./phone.js";
import { Replica, type Scenario, type Stage, seedEmail, seedSms } from "./stage.js";

/** Three e-mails and seven SMS are due under both sets. */
async function due(stage: Stage): Promise<Replica> {
  const replica = await Replica.open(stage);
  await replica.drain({ options: both });
  for (const ordinal of [1, 2, 3]) seedEmail(stage, `e${ordinal}`);
  for (const ordinal of [1, 2, 3, 4, 5, 6, 7]) seedSms(stage, ordinal);
  return replica;
}

async function count(replica: Replica, options?: Parameters<Replica["phone"]["estimate"]>[1]): Promise<string> {
  const response = await replica.phone.estimate(replica.folderId, options);
  return response?.responses[0]?.estimate ?? `status ${response?.status}`;
}

async function statuses(replica: Replica, information: Parameters<Replica["phone"]["settings"]>[0]): Promise<string> {
  const { status, response } = await replica.phone.settings(information);
  return `${status}/${response?.status}/${response?.deviceInformationStatus}`;
}

function shown(stage: Stage): string {
  return stage.server
    .outbound("alice")
    .map(({ number }) => number)
    .join();
}

/** Status 5 at DeviceInformation, or tolerated at Settings. */
const refusals = ["200/1/5", "200/5/undefined"];

/** Scenarios about estimates and Settings, by their ids in vectors/mutants.json. */
export const otherScenarios: Readonly<Record<string, Scenario>> = {
  "EST-01": async (stage) => {
    const replica = await due(stage);
    return `${await count(replica)},${await count(replica, [emailSet])}` === "3,3";
  },
  "EST-02": async (stage) => (await count(await due(stage), [smsSet])) === "7",
  "EST-03": async (stage) => {
    const replica = await due(stage);
    return `${await count(replica, both)},${await count(replica, [emailSet, smsSet])}` === "10,10";
  },
  "EST-04": async (stage) => {
    const replica = await due(stage);
    const counts = `${await count(replica, both)},${await count(replica, both)}`;
    return counts === "10,10" && (await replica.drain()).length === 10;
  },
  "EST-05": async (stage) => {
    const replica = await Replica.open(stage);
    await replica.drain({ options: both });
    for (const [index, age] of [240, 240, 1].entries()) seedEmail(stage, `e${index}`, age);
    for (const [index, age] of [240, 1, 1, 1, 1].entries()) seedSms(stage, index + 1, age);
    const narrow = { filterType: "2" };
    const one = await count(replica, [smsSet, { ...emailSet, ...narrow }]);
    const other = await count(replica, [{ ...smsSet, ...narrow }, emailSet]);
    return `${one},${other}` === "6,7";
  },
  "EST-06": async (stage) => {
    const replica = await due(stage);
    await replica.drain();
    return (await count(replica, both)) === "0";
  },
  "EST-07": async (stage) => {
    const replica = await due(stage);
    const answer = await replica.phone.estimate(replica.folderId, [...both, {}]);
    return answer?.responses.every(({ status }) => status !== "1") ?? false;
  },
  "EST-10": async (stage) => {
    for (const ordinal of [1, 2, 3, 4, 5, 6]) seedSms(stage, ordinal);
    const replica = await Replica.open(stage);
    await replica.drain({ options: both });
    const user = "alice";
    for (const ordinal of [1, 2, 3]) stage.server.edit({ user, token: `+1202555010${ordinal}`, read: "1" });
    for (const ordinal of [4, 5]) stage.server.remove({ user, token: `+1202555010${ordinal}` });
    return (await count(replica, [smsSet])) === "5";
  },
  "SET-01": async (stage) => {
    const replica = await Replica.open(stage);
    const numbers = ["206-555-0112", "+12065550112"];
    const answers = [];
    for (const phoneNumber of numbers) answers.push(await statuses(replica, { enableOutboundSms: "1", phoneNumber }));
    return answers.join() === "200/1/1,200/1/1";
  },
  "SET-02": async (stage) => refusals.includes(await statuses(await Replica.open(stage), { enableOutboundSms: "1" })),
  "SET-03": async (stage) => {
    const replica = await Replica.open(stage);
    await statuses(replica, { enableOutboundSms: "1", phoneNumber: "2065550112" });
    return (await statuses(replica, { enableOutboundSms: "0" })) === "200/1/1";
  },
  "SET-05": async (stage) => {
    const replica = await Replica.open(stage);
    await statuses(replica, { enableOutboundSms: "1", phoneNumber: "206-555-0112" });
    const first = shown(stage);
    await statuses(replica, { enableOutboundSms: "1", phoneNumber: "206-555-0113" });
    const second = shown(stage);
    await statuses(replica, { enableOutboundSms: "0" });
    return [first, second, shown(stage)].join() === "206-555-0112,206-555-0113,";
  },
  "SET-07": async (stage) =>
    refusals.includes(await statuses(await Replica.open(stage), { enableOutboundSms: "1", phoneNumber: "" })),
};
