import type { DeviceFolder } from "../harness/device/types.js";
import type { OptionSet } from "../harness/eas/index.js";
import { testCase } from "../harness/run/index.js";
import { answered, forEstimate } from "./estimates.js";

testCase(
  {
    id: "estimate-two-collections",
    scenario: "EST-07",
    section: "3.1.4.2",
    purpose:
      "An estimate of two Collections with two Options each is given; the limit of two counts for each Collection",
    requirements: ["ASMS-3.2.5.2-1"],
    needs: ["estimate.sms", "sms.options", "folder.sent"],
  },
  async (context) => {
    const { check, device, inconclusive, sets } = context;
    const [inbox, sent] = [await device.open("Inbox"), await device.open("Sent Items")];
    for (const folder of [inbox, sent]) await folder.sync({ options: sets.both });
    const ask = (options: readonly OptionSet[], folder: DeviceFolder, ...beside: DeviceFolder[]) =>
      folder.estimate({ options: forEstimate(options), beside });
    const given = (answer: Awaited<ReturnType<typeof ask>>, ...folders: DeviceFolder[]) =>
      folders.map(({ folder: { serverId, displayName } }) => {
        const seen = answered(answer, serverId);
        return { ...seen, expected: `for ${displayName}: ${seen.expected}` };
      });

    // Where either of these is refused already, it is not the number of Options that the request as a whole has.
    for (const folder of [inbox, sent]) {
      const alone = given(await ask(sets.both, folder), folder);
      if (alone.some(({ holds }) => !holds)) inconclusive("one Collection with both sets gets no estimate", "EST-03");
    }
    const few = given(await ask([sets.email], inbox, sent), inbox, sent);
    if (few.some(({ holds }) => !holds)) inconclusive("two Collections with one set each get no estimate", "EST-01");

    const answer = await ask(sets.both, inbox, sent);
    for (const seen of given(answer, inbox, sent)) check("ASMS-3.2.5.2-1", seen, answer);
  },
);

/** Pairs that are not one set for the default class and one for SMS. */
const otherPairs: readonly (readonly OptionSet[])[] = [
  [{ class: "Tasks" }, { class: "Contacts" }],
  [{ class: "SMS" }, { class: "Tasks" }],
];

testCase(
  {
    id: "estimate-other-classes",
    scenario: "EST-07",
    section: "3.1.4.2",
    purpose: "An estimate for classes that are neither the folder's own nor SMS is not answered as a success",
    requirements: ["ASMS-3.1.4.2-4"],
    needs: ["estimate.sms", "sms.options"],
  },
  async (context) => {
    const folder = await context.device.open("Inbox");
    await folder.sync({ options: context.sets.both });
    for (const pair of otherPairs) {
      const answer = await folder.estimate({ options: forEstimate(pair), deliberate: "a class of another folder" });
      context.check("ASMS-3.1.4.2-4", answer.refused(), answer, { ruling: "Q3.pair" });
    }
  },
);
