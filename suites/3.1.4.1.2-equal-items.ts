import { setTimeout as sleep } from "node:timers/promises";
import type { SyncAnswer } from "../harness/device/types.js";
import type { ClientCommand, CommandResponse, FolderName } from "../harness/eas/index.js";
import { type CaseContext, type SeededItem, testCase } from "../harness/run/index.js";
import { clientIdOf, judgeOfWords, saidBy, wordOn, wordsBy } from "./add-outcome.js";
import { eachHeldOnce, holdings, holdsAll } from "./observe.js";
import { freshView, syncAll, syncUntilHeld, view } from "./stage.js";
import { listed } from "./words.js";

/** Servers that date an SMS by its arrival may do so in whole seconds. */
const apartMs = 1100;

const requirement = "ASMS-3.1.4.1.2-1";

testCase(
  {
    id: "equal-sms-both-kept",
    scenario: "CHG-09",
    section: "3.1.4.1.2",
    purpose: "Two SMS with the same sender, recipient and text, sent a minute apart, are two items for every device",
    requirements: [requirement],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { check, device, inconclusive, mailbox, sets, signal } = context;
    const { token, item } = mailbox.draft();
    const equal: SeededItem = { token, item, class: "SMS", folder: mailbox.place };
    // A minute apart: two of the same moment would be one (ruling Q60). Where SMS are taken without a date only, the server's are apart.
    const times = [2, 1].map((minutes) => new Date(Date.now() - minutes * 60_000).toISOString());
    await mailbox.admit(device);
    const adder = await view(context, device, equal.folder);
    await syncAll(adder, sets.both);
    const added: Told[] = [];
    for (const [index, dateReceived] of times.entries()) {
      const clientId = `${clientIdOf(token)}${index}`;
      const command: ClientCommand = {
        kind: "Add",
        class: "SMS",
        clientId,
        item: item.dateReceived === undefined ? item : { ...item, dateReceived },
      };
      const answer = await adder.folder.sync({ options: sets.both, commands: [command] });
      const word = answer.responses.find((one) => one.kind === "Add" && one.clientId === clientId);
      added.push(demandTaken(context, answer, word));
      await sleep(apartMs, undefined, { signal });
    }
    judgeNames(context, added);
    const other = await freshView(context, "B", equal.folder);
    const copies = () => holdings(other).get(token)?.length ?? 0;
    const until = () => copies() > 1;
    const { answers } = await other.folder.drain({ options: sets.both, repeatOptions: true, until });
    if (copies() === 0) inconclusive("another device was sent neither of them", "CAP-01");
    if (copies() < 2) demandWords(context, added);
    const expected = "another device is sent two items";
    const held = { holds: copies() === 2, expected, seen: `it is sent ${copies()}` };
    // One too many is wrong as well, but nothing that was acknowledged is lost.
    check(requirement, held, [...answersOf(added), ...answers], copies() > 2 ? {} : { ruling: "Q42.stored" });
  },
);

testCase(
  {
    id: "same-moment-sms-both-kept",
    scenario: "CHG-09",
    section: "3.1.4.1.2",
    purpose: "SMS of one sender and one moment with different texts, as the parts of a long message are, are all kept",
    requirements: [requirement],
    needs: ["sms.seed"],
  },
  async (context) => {
    const { check, device, inconclusive, mailbox, sets } = context;
    const folder = mailbox.place;
    const [first, second, third] = partsOf(context, folder);
    await mailbox.admit(device);
    const adder = await view(context, device, folder);
    await syncAll(adder, sets.both);
    const added: Told[] = [];
    // Two come together, one later: a server may look for what is there already before a request or at each Add.
    for (const together of [[first, second], [third]]) {
      const commands = together.map(({ token, item }) => {
        return { kind: "Add" as const, class: "SMS", clientId: clientIdOf(token), item };
      });
      const answer = await adder.folder.sync({ options: sets.both, commands });
      for (const { token } of together) added.push(demandTaken(context, answer, wordOn(answer, token)));
    }
    const all = [first, second, third];
    judgeNames(context, added);
    const other = await freshView(context, "B", folder);
    const drained = await syncUntilHeld(other, all, { options: sets.both });
    if (!all.some((part) => holdsAll(other, [part]))) inconclusive("another device was sent none of them", "CAP-01");
    const kept = eachHeldOnce(other, drained, all);
    if (!holdsAll(other, all)) demandWords(context, added);
    check(requirement, kept, [...answersOf(added), ...drained.answers], { ruling: "Q42.stored" });
  },
);

/** Three SMS that differ in their texts alone. Where a date is given, it is the same. */
function partsOf({ mailbox }: CaseContext, folder: FolderName): [SeededItem, SeededItem, SeededItem] {
  const head = mailbox.draft();
  const { body: _, ...sameHead } = head.item;
  const part = (): SeededItem => {
    const { token, item } = mailbox.draft();
    return { token, item: { ...item, ...sameHead }, class: "SMS", folder };
  };
  return [{ ...head, class: "SMS", folder }, part(), part()];
}

/** An Add, and the word on it. */
interface Told {
  readonly answer: SyncAnswer;
  readonly word: CommandResponse | undefined;
}

/** @throws Inconclusive where the Add was refused, or its request not served */
function demandTaken({ inconclusive }: CaseContext, answer: SyncAnswer, word: CommandResponse | undefined): Told {
  const said = saidBy(answer, word);
  const did = said === "refused" ? "refused" : "not served";
  if (said === "refused" || said === "request failed")
    inconclusive(`the Add of an SMS was ${did}: ${wordsBy(answer, word)}`, "CAP-01");
  return { answer, word };
}

/** What did not come may have been refused. @throws Inconclusive where an Add has no word that would tell */
function demandWords({ inconclusive }: CaseContext, added: readonly Told[]): void {
  const silent = added.find(({ answer, word }) => saidBy(answer, word) === "unsaid");
  if (silent === undefined) return;
  inconclusive(`an SMS was answered with ${wordsBy(silent.answer, silent.word)}, and not all came`, judgeOfWords);
}

function answersOf(added: readonly Told[]): readonly SyncAnswer[] {
  return [...new Set(added.map(({ answer }) => answer))];
}

/** Each has a ServerId, and not that of another. Where there is no word at all, another case misses it. */
function judgeNames({ check }: CaseContext, added: readonly Told[]): void {
  const words = added.flatMap(({ word }) => (word === undefined ? [] : [word]));
  if (words.length < added.length) return;
  const ids = words.map(({ serverId = "" }) => serverId);
  const holds = new Set(ids).size === added.length && !ids.includes("");
  const expected = `${added.length} SMS get ${added.length} ServerIds`;
  check(requirement, { holds, expected, seen: listed(ids.map((id) => id || "none")) }, answersOf(added));
}
