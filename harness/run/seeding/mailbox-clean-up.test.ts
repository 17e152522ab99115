import { afterEach, describe, expect, it } from "vitest";
import { optionSets } from "../option-sets.js";
import { capability, MailboxStage, user } from "./testing/mailbox-stage.js";

let stage: MailboxStage;

afterEach(() => stage.close());

describe("clean-up", () => {
  it("removes what the feeder, the hook and the case's own device put in, and nothing else", async () => {
    stage = await MailboxStage.open();
    stage.server.deliverEmail({ user, token: "somebody's letter", folder: "Inbox" });
    const box = stage.mailbox();
    await box.fill({ sms: 3, email: 2 });
    await box.sms({ folder: "Sent Items" });
    const { item } = box.draft();
    const inbox = await (await stage.newDevice("A")).open("Inbox");
    await inbox.sync({ options: optionSets.both, commands: [{ kind: "Add", class: "SMS", clientId: "1", item }] });
    expect(await box.cleanUp()).toEqual([]);
    const left = await stage.given(box);
    expect(left).toMatchObject({ asSms: [], others: [undefined] });
    expect((await stage.given(box, "Sent Items")).asSms).toEqual([]);
    expect((await stage.given(box, "Deleted Items")).asSms).toEqual([]);
  });

  it("finds a draft that a device put where no SMS belongs, when the draft says so", async () => {
    stage = await MailboxStage.open("M-sms-in-calendar");
    const box = stage.mailbox();
    const { token, item } = box.draft({ folder: "Calendar" });
    const calendar = await (await stage.newDevice("A")).open("Calendar");
    await calendar.sync({ commands: [{ kind: "Add", class: "SMS", clientId: "1", item }] });
    const shown = async (label: string) => {
      const view = await (await stage.newDevice(label)).open("Calendar");
      await view.drain({ options: [{ class: "SMS" }] });
      return box.tokensHeld(view).sms;
    };
    expect(await shown("B")).toEqual([token]);
    expect(await box.cleanUp()).toEqual([]);
    expect(await shown("C")).toEqual([]);
  });

  it("asks nothing of the target when nothing was put in", async () => {
    stage = await MailboxStage.open();
    expect(await stage.mailbox().cleanUp()).toEqual([]);
    expect(stage.exchanges).toEqual([]);
  });

  it("is done by the operator's reset where there is one", async () => {
    stage = await MailboxStage.open();
    const box = stage.mailbox({ hooks: { ...stage.hooks, reset: async (name) => stage.server.reset(name) } });
    await box.fill({ sms: 1, email: 1 });
    const before = stage.exchanges.length;
    expect(await box.cleanUp()).toEqual([]);
    expect(stage.exchanges).toHaveLength(before);
    const left = await stage.given(box);
    expect(left).toMatchObject({ asSms: [], others: [] });
  });

  it("says what it could not remove, and never throws", async () => {
    stage = await MailboxStage.open();
    const broken = stage.mailbox({
      hooks: { ...stage.hooks, remove: () => Promise.reject(new Error("no such mailbox")) },
    });
    const { token } = await broken.email();
    expect(await broken.cleanUp()).toEqual([expect.stringMatching(`no such mailbox.*${token}`)]);
  });

  it("switches a feeder off that announced itself as able to send SMS", async () => {
    stage = await MailboxStage.open("P-wants-settings");
    const box = stage.mailbox({ hooks: {}, capabilities: [capability("sms.seed", "yes", { rung: 8 })] });
    const { token } = await box.sms();
    expect(stage.server.outbound(user)).toHaveLength(1);
    expect((await stage.given(box)).asSms).toEqual([token]);
    expect(await box.cleanUp()).toEqual([]);
    expect(stage.server.outbound(user)).toEqual([]);
  });
});
