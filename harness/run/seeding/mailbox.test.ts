import { afterEach, describe, expect, it } from "vitest";
import type { TargetHooks } from "../case.js";
import { optionSets } from "../option-sets.js";
import { Inconclusive } from "../outcome.js";
import { isFictionNumber } from "./index.js";
import { capability, MailboxStage } from "./testing/mailbox-stage.js";

let stage: MailboxStage;

afterEach(() => stage.close());

describe("SMS", () => {
  it("are added by a feeder and known again by the number in From", async () => {
    stage = await MailboxStage.open();
    const box = stage.mailbox();
    const seeded = await box.sms({ text: "exactly this", read: "1", importance: "2", fromName: "Ada" });
    expect(isFictionNumber(seeded.token)).toBe(true);
    expect(seeded).toMatchObject({ class: "SMS", folder: "Inbox", serverId: expect.any(String) });
    const { asSms, others, byToken, tokens } = await stage.given(box);
    expect({ asSms, others }).toEqual({ asSms: [seeded.token], others: [] });
    expect(tokens).toEqual({ sms: [seeded.token], email: [] });
    expect(byToken.get(seeded.token)?.item).toMatchObject({
      from: `"Ada" [MOBILE:+${seeded.token}]`,
      read: "1",
      importance: "2",
      body: { data: "exactly this" },
    });
    expect(new Set(stage.exchanges.map(({ device }) => device))).toEqual(new Set(["feeder", "W"]));
  });

  it("come many at once, all different, in one request", async () => {
    stage = await MailboxStage.open();
    const box = stage.mailbox();
    const { sms } = await box.fill({ sms: 12, folder: "Sent Items" });
    const { asSms } = await stage.given(box, "Sent Items");
    expect(new Set(asSms)).toEqual(new Set(sms.map(({ token }) => token)));
    expect(asSms).toHaveLength(12);
    expect(sms.map(({ folder }) => folder)).toEqual(Array(12).fill("Sent Items"));
  });

  it("come in several states by turns, the first one plain, and not where the target takes no more than the least", async () => {
    stage = await MailboxStage.open();
    const box = stage.mailbox();
    const { sms } = await box.fill({ sms: [1, 30, 240].map((ageHours) => ({ ageHours })), email: 3 });
    const { byToken } = await stage.given(box);
    const states = sms.map(({ token }) => byToken.get(token)?.item);
    expect(states.map((item) => [item?.read, item?.importance, item?.flag?.Status])).toEqual([
      ["0", "1", undefined],
      ["1", "2", undefined],
      ["0", "1", "2"],
    ]);
    const ages = states.map((item) => Math.round((Date.now() - Date.parse(item?.dateReceived ?? "")) / 3_600_000));
    expect(ages).toEqual([1, 30, 240]);
    const mail = [...byToken.values()].filter(({ item }) => item.subject !== undefined);
    expect(mail.map(({ item }) => [item.read, item.flag?.Status]).sort()).toEqual([
      ["0", undefined],
      ["0", "2"],
      ["1", undefined],
    ]);
    const frugal = stage.mailbox({ capabilities: [capability("sms.seed", "yes", { rung: 5, outcome: "works" })] });
    const drawn = (await frugal.fill({ sms: 3, folder: "Inbox" })).sms.map(({ item }) => [item.read, item.flag]);
    expect(drawn).toEqual(Array(3).fill(["0", undefined]));
  });

  it("have the age that was asked for", async () => {
    stage = await MailboxStage.open();
    const box = stage.mailbox();
    const { token } = await box.sms({ folder: "Sent Items", ageHours: 240 });
    const date = (await stage.given(box, "Sent Items")).byToken.get(token)?.item.dateReceived ?? "";
    expect(Math.abs(Date.now() - Date.parse(date) - 240 * 3_600_000)).toBeLessThan(60_000);
  });

  it("as drafts are not sent, and known when a device adds them itself", async () => {
    stage = await MailboxStage.open();
    const box = stage.mailbox();
    const { token, item } = box.draft({ text: "from the device" });
    expect(stage.exchanges).toEqual([]);
    const inbox = await (await stage.newDevice("A")).open("Inbox");
    await inbox.sync({ options: optionSets.both, commands: [{ kind: "Add", class: "SMS", clientId: "1", item }] });
    expect((await stage.given(box)).asSms).toEqual([token]);
  });

  it("disguised as e-mail by the server are still known as the SMS that was seeded", async () => {
    stage = await MailboxStage.open("M-add-as-email");
    const box = stage.mailbox();
    const { token } = await box.sms();
    const { asSms, others, tokens } = await stage.given(box);
    expect({ asSms, others, tokens }).toEqual({ asSms: [], others: [token], tokens: { sms: [token], email: [] } });
  });

  it("go where the probe found that they are stored", async () => {
    stage = await MailboxStage.open("P-picky");
    const box = stage.mailbox({ capabilities: [capability("sms.seed", "yes", { rung: 3, outcome: "works" })] });
    const { token, folder } = await box.sms();
    expect(folder).toBe("Sent Items");
    expect((await stage.given(box, "Sent Items")).asSms).toEqual([token]);
  });

  it("come by the operator's hook where a device's Add gives none", async () => {
    stage = await MailboxStage.open("M-add-phoney");
    const box = stage.mailbox({ capabilities: [capability("sms.seed", "yes", { outcome: "feigned" })] });
    const { token } = await box.sms();
    expect((await stage.given(box)).asSms).toEqual([token]);
  });

  it("come by the hook when they are old and the server dates those of devices itself", async () => {
    stage = await MailboxStage.open("B-date-normalised");
    const box = stage.mailbox({
      capabilities: [
        capability("sms.seed", "yes", { rung: 1 }),
        capability("sms.backdate", "yes", { outcome: "hook" }),
      ],
    });
    const { token } = await box.sms({ ageHours: 240 });
    const date = (await stage.given(box)).byToken.get(token)?.item.dateReceived ?? "";
    expect(Date.now() - Date.parse(date)).toBeGreaterThan(200 * 3_600_000);
  });

  it("end the case as inconclusive, naming the gate, where there is no way", async () => {
    stage = await MailboxStage.open();
    const box = stage.mailbox({ capabilities: [capability("sms.seed", "broken", { outcome: "feigned" })] });
    const refused = await box.sms().catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Inconclusive);
    expect(refused).toMatchObject({ blockedBy: "CAP-01", reason: expect.stringContaining("as the probe saw") });
    expect(stage.exchanges).toEqual([]);
  });

  it("that are refused in the middle of a run end the case as blocked by CAP-01", async () => {
    stage = await MailboxStage.open("P-honest-no");
    const refused = await stage
      .mailbox()
      .sms()
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Inconclusive);
    expect(refused).toMatchObject({
      blockedBy: "CAP-01",
      reason: expect.stringMatching(/Status 4.*exchange case\/feeder/),
    });
  });
});

describe("e-mail", () => {
  it("is delivered by the hook with any date", async () => {
    stage = await MailboxStage.open();
    const box = stage.mailbox();
    const { token } = await box.email({ ageHours: 240, text: "an old letter" });
    const held = (await stage.given(box)).byToken.get(token);
    expect(held?.item.subject).toBe(token);
    expect(Date.now() - Date.parse(held?.item.dateReceived ?? "")).toBeGreaterThan(200 * 3_600_000);
  });

  it("is sent by the feeder to itself where there is no hook", async () => {
    stage = await MailboxStage.open();
    const box = stage.mailbox({ hooks: {} });
    const { token } = await box.email();
    expect((await stage.given(box)).tokens).toEqual({ sms: [], email: [token] });
    await expect(box.email({ folder: "Sent Items" })).rejects.toThrow(/needs a seeding adapter/);
    await expect(box.email({ ageHours: 48 })).rejects.toThrow(/needs a seeding adapter/);
  });

  it("that never arrives ends the case as inconclusive", async () => {
    stage = await MailboxStage.open("P-deaf");
    const box = stage.mailbox({ hooks: {}, capabilities: [capability("email.seed", "yes", { measured: 0 })] });
    await expect(box.email()).rejects.toThrow(/did not arrive/);
  });
});

describe("changes on the server", () => {
  it("of SMS are made by the feeder and seen by others", async () => {
    stage = await MailboxStage.open();
    const box = stage.mailbox();
    const { sms } = await box.fill({ sms: 2 });
    const [kept, gone] = sms;
    if (kept === undefined || gone === undefined) throw new Error("two were asked for");
    await box.edit(kept, { read: "1", flagStatus: "2" });
    await box.remove(gone);
    const { asSms, byToken } = await stage.given(box);
    expect(asSms).toEqual([kept.token]);
    expect(byToken.get(kept.token)?.item).toMatchObject({ read: "1", flag: { Status: "2" } });
  });

  it("of e-mail are made by the hook, or by the feeder where there is none", async () => {
    const allHooks = (all: TargetHooks): TargetHooks => all;
    const deliveryAlone = ({ deliverEmail }: TargetHooks): TargetHooks => (deliverEmail ? { deliverEmail } : {});
    for (const given of [allHooks, deliveryAlone]) {
      stage = await MailboxStage.open();
      const box = stage.mailbox({ hooks: given(stage.hooks) });
      const read = await box.email();
      const gone = await box.email();
      await box.edit(read, { read: "1" });
      await box.remove(gone);
      const { others, byToken } = await stage.given(box);
      expect(others).toEqual([read.token]);
      expect(byToken.get(read.token)?.item.read).toBe("1");
      await stage.close();
    }
    stage = await MailboxStage.open();
  });

  it("that the server refuses end the case as inconclusive where no hook can help", async () => {
    stage = await MailboxStage.open();
    const box = stage.mailbox({ hooks: {} });
    const seeded = await box.sms();
    await box.remove(seeded);
    await expect(box.edit(seeded, { read: "1" })).rejects.toThrow(/did not take the feeder's Change: Status 8/);
  });
});

it("draws the same texts for the same seed, and other numbers in every run", async () => {
  stage = await MailboxStage.open();
  const [first, again, other] = ["run1", "run1", "run2"].map((runToken) => stage.mailbox({ runToken }).draft());
  expect(first).toEqual({ ...again, item: { ...again?.item, dateReceived: first?.item.dateReceived } });
  expect(other?.token).not.toBe(first?.token);
  const words = (text = ""): string => text.replace(/ mk\w+$/, "");
  expect(words(other?.item.body?.data)).toBe(words(first?.item.body?.data));
});
