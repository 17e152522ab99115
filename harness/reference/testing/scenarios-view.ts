import { both, emailSet, inbox, smsSet } from "./phone.js";
import {
  holdsExactly,
  hoursPerDay,
  kinds,
  Replica,
  type Scenario,
  type Stage,
  same,
  seedEmail,
  seedSms,
  sms,
} from "./stage.js";

/** Two e-mails and three SMS, all held under both sets. */
async function full(stage: Stage): Promise<Replica> {
  for (const token of ["e1", "e2"]) seedEmail(stage, token);
  for (const ordinal of [1, 2, 3]) seedSms(stage, ordinal);
  const replica = await Replica.open(stage);
  await replica.drain({ options: both });
  return replica;
}

const ages = [1 / hoursPerDay, 2.5, 5, 10, 20, 60];

function aged(stage: Stage): void {
  for (const [index, days] of ages.entries()) seedSms(stage, index + 1, days * hoursPerDay);
}

/** Scenarios about soft deletes, filters and windows, by their ids in vectors/mutants.json. */
export const viewScenarios: Readonly<Record<string, Scenario>> = {
  "SD-01": async (stage) => {
    const replica = await full(stage);
    const commands = await replica.drain({ options: [emailSet] });
    return kinds(commands).join() === "SoftDelete,SoftDelete,SoftDelete" && same(replica.tokens(), ["e1", "e2"]);
  },
  "SD-02": async (stage) => {
    const replica = await full(stage);
    const commands = await replica.drain({ options: [smsSet] });
    return kinds(commands).join() === "SoftDelete,SoftDelete" && same(replica.tokens(), sms(1, 2, 3));
  },
  "SD-03": async (stage) => {
    const replica = await full(stage);
    await replica.drain({ options: [emailSet] });
    return (await replica.drain()).length === 0;
  },
  "SD-04": async (stage) => {
    const replica = await full(stage);
    await replica.drain({ options: [emailSet] });
    const commands = await replica.drain({ options: both });
    return (
      commands.filter(({ kind }) => kind === "Add").length === 3 &&
      same(replica.tokens(), ["e1", "e2", ...sms(1, 2, 3)])
    );
  },
  "SD-05": async (stage) => {
    const replica = await full(stage);
    const other = await Replica.open(stage);
    await other.drain({ options: both });
    await replica.drain({ options: [emailSet] });
    return (await other.drain()).length === 0 && holdsExactly(stage, ["e1", "e2", ...sms(1, 2, 3)]);
  },
  "SD-06": async (stage) => {
    const replica = await full(stage);
    const first = await replica.sync({ options: [emailSet], windowSize: 2 });
    const second = await replica.sync({ windowSize: 2 });
    const counts = [first, second].map(({ commands }) => commands.filter(({ kind }) => kind === "SoftDelete").length);
    const more = [first, second].map(({ collection }) => collection?.moreAvailable);
    const within = Math.max(first.commands.length, second.commands.length) <= 2;
    return within && counts.join() === "2,1" && more.join() === "true,false";
  },
  "FLT-01": async (stage) => {
    aged(stage);
    const expected = [[1, 2, 3, 4, 5, 6], [1], [1, 2], [1, 2, 3], [1, 2, 3, 4], [1, 2, 3, 4, 5]];
    for (const [filterType, ordinals] of expected.entries()) {
      const options = [{ ...smsSet, filterType: String(filterType) }];
      if (!(await holdsExactly(stage, sms(...ordinals), options))) return false;
    }
    return true;
  },
  "FLT-02": async (stage) => {
    seedEmail(stage, "old", 240);
    seedSms(stage, 1, 240);
    seedSms(stage, 2);
    const replica = await Replica.open(stage);
    await replica.drain({ options: both });
    const narrowed = await replica.drain({ options: [{ ...smsSet, filterType: "2" }, emailSet] });
    const widened = await replica.drain({ options: both });
    const again = await replica.drain();
    return kinds(narrowed).join() === "SoftDelete" && kinds(widened).join() === "Add" && again.length === 0;
  },
  "FLT-03": async (stage) => {
    for (const [token, age] of [
      ["old", 240],
      ["new", 1],
    ] as const)
      seedEmail(stage, token, age);
    for (const [ordinal, age] of [
      [1, 240],
      [2, 1],
    ] as const)
      seedSms(stage, ordinal, age);
    for (const [mailFilter, smsFilter] of [
      ["0", "0"],
      ["0", "2"],
      ["2", "0"],
      ["2", "2"],
    ] as const) {
      const sets = [
        { ...smsSet, filterType: smsFilter },
        { ...emailSet, filterType: mailFilter },
      ];
      const held = ["new", ...sms(2), ...(mailFilter === "0" ? ["old"] : []), ...(smsFilter === "0" ? sms(1) : [])];
      if (!(await holdsExactly(stage, held, sets))) return false;
      if (!(await holdsExactly(stage, held, [...sets].reverse()))) return false;
    }
    return true;
  },
  "WIN-01": async (stage) => {
    const tokens = [1, 2, 3, 4, 5].flatMap((ordinal) => {
      seedEmail(stage, `e${ordinal}`);
      seedSms(stage, ordinal);
      return [`e${ordinal}`, ...sms(ordinal)];
    });
    const replica = await Replica.open(stage, inbox);
    await replica.drain({ options: both, windowSize: 3 });
    const sizes = stage.answers.map(({ commands }) => commands.length);
    return same(replica.tokens(), tokens) && Math.max(...sizes) <= 3;
  },
  "RTY-01": async (stage) => {
    const replica = await Replica.open(stage);
    await replica.drain({ options: both });
    seedEmail(stage, "e1");
    seedSms(stage, 1);
    await replica.sync({ lose: true });
    await replica.retry();
    return same(replica.tokens(), ["e1", ...sms(1)]);
  },
  "RTY-03": async (stage) => {
    const replica = await full(stage);
    await replica.sync({ options: [emailSet], lose: true });
    const commands = [...(await replica.retry()).commands, ...(await replica.drain())];
    return kinds(commands).join() === "SoftDelete,SoftDelete,SoftDelete" && same(replica.tokens(), ["e1", "e2"]);
  },
};
