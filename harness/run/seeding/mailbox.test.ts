import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDevice, type Device } from "../../device/index.js";
import type { Exchange, FolderName } from "../../eas/index.js";
import type { Capability } from "../../judging/results.js";
import { type ReferenceServer, startReferenceServer } from "../../reference/index.js";
import type { TargetHooks } from "../case.js";
import type { CaseMailbox, MailboxSetup } from "../environment.js";
import { optionSets } from "../option-sets.js";
import { Inconclusive } from "../outcome.js";
import { drawn } from "../random.js";
import { isFictionNumber, openMailbox } from "./index.js";

const user = "alice";
let server: ReferenceServer;
const devices: Device[] = [];
let exchanges: Exchange[] = [];

async function start(...mutants: readonly string[]): Promise<void> {
  server = await startReferenceServer({ mutants, users: { [user]: "secret" } });
}

beforeEach(() => {
  exchanges = [];
});

afterEach(async () => {
  await Promise.all(devices.splice(0).map((device) => device.close()));
  await server.close();
});

async function newDevice(label: string): Promise<Device> {
  const device = createDevice({
    endpoint: { url: server.url, authorization: `Basic ${btoa(`${user}:secret`)}` },
    label,
    partnership: { user, deviceId: `DEVICE${devices.length}`, deviceType: "AsmsConformance" },
    protocolVersion: "14.1",
    idPrefix: "case",
    record: (exchange) => exchanges.push(exchange),
    settleMs: 0,
  });
  devices.push(device);
  await device.connect();
  return device;
}

const hooks: TargetHooks = {
  deliverEmail: async (input) => server.deliverEmail(input),
  deliverSms: async (input) => server.deliverSms(input),
  edit: async (input) => server.edit(input),
  remove: async (input) => server.remove(input),
};

function mailbox(changes: Partial<MailboxSetup> = {}): CaseMailbox {
  return openMailbox({
    caseId: "a-case",
    account: { user, email: `${user}@localhost` },
    protocolVersion: "14.1",
    hooks,
    capabilities: [],
    settleMs: 0,
    newDevice,
    random: drawn(1, "a-case"),
    runToken: "run",
    signal: new AbortController().signal,
    ...changes,
  });
}

/** What a fresh device is given of a folder, as tokens, by the class that it is given with. */
async function given(box: CaseMailbox, folder: FolderName = "Inbox") {
  const view = await (await newDevice("W")).open(folder);
  await view.drain({ options: optionSets.both });
  const shown = [...view.held.values()];
  return {
    asSms: shown.filter((held) => held.class === "SMS").map((held) => box.tokenOf(held)),
    others: shown.filter((held) => held.class !== "SMS").map((held) => box.tokenOf(held)),
    byToken: new Map(shown.map((held) => [box.tokenOf(held), held])),
    tokens: box.tokensHeld(view),
  };
}

function capability(name: string, value: Capability["value"], more: Partial<Capability> = {}): Capability {
  return { name, value, reason: "as the probe saw", evidence: [], ...more };
}

describe("SMS", () => {
  it("are added by a feeder and known again by the number in From", async () => {
    await start();
    const box = mailbox();
    const seeded = await box.sms({ text: "exactly this", read: "1", importance: "2", fromName: "Ada" });
    expect(isFictionNumber(seeded.token)).toBe(true);
    expect(seeded).toMatchObject({ class: "SMS", folder: "Inbox", serverId: expect.any(String) });
    const { asSms, others, byToken, tokens } = await given(box);
    expect({ asSms, others }).toEqual({ asSms: [seeded.token], others: [] });
    expect(tokens).toEqual({ sms: [seeded.token], email: [] });
    expect(byToken.get(seeded.token)?.item).toMatchObject({
      from: `"Ada" [MOBILE:+${seeded.token}]`,
      read: "1",
      importance: "2",
      body: { data: "exactly this" },
    });
    expect(new Set(exchanges.map(({ device }) => device))).toEqual(new Set(["feeder", "W"]));
  });

  it("come many at once, all different, in one request", async () => {
    await start();
    const box = mailbox();
    const { sms } = await box.fill({ sms: 12, folder: "Sent Items" });
    const { asSms } = await given(box, "Sent Items");
    expect(new Set(asSms)).toEqual(new Set(sms.map(({ token }) => token)));
    expect(asSms).toHaveLength(12);
    expect(sms.map(({ folder }) => folder)).toEqual(Array(12).fill("Sent Items"));
  });

  it("have the age that was asked for", async () => {
    await start();
    const box = mailbox();
    const { token } = await box.sms({ folder: "Sent Items", ageHours: 240 });
    const date = (await given(box, "Sent Items")).byToken.get(token)?.item.dateReceived ?? "";
    expect(Math.abs(Date.now() - Date.parse(date) - 240 * 3_600_000)).toBeLessThan(60_000);
  });

  it("as drafts are not sent, and known when a device adds them itself", async () => {
    await start();
    const box = mailbox();
    const { token, item } = box.draft({ text: "from the device" });
    expect(exchanges).toEqual([]);
    const inbox = await (await newDevice("A")).open("Inbox");
    await inbox.sync({ options: optionSets.both, commands: [{ kind: "Add", class: "SMS", clientId: "1", item }] });
    expect((await given(box)).asSms).toEqual([token]);
  });

  it("disguised as e-mail by the server are still known as the SMS that was seeded", async () => {
    await start("M-add-as-email");
    const box = mailbox();
    const { token } = await box.sms();
    const { asSms, others, tokens } = await given(box);
    expect({ asSms, others, tokens }).toEqual({ asSms: [], others: [token], tokens: { sms: [token], email: [] } });
  });

  it("go where the probe found that they are stored", async () => {
    await start("P-picky");
    const box = mailbox({ capabilities: [capability("sms.seed", "yes", { rung: 3, outcome: "works" })] });
    const { token, folder } = await box.sms();
    expect(folder).toBe("Sent Items");
    expect((await given(box, "Sent Items")).asSms).toEqual([token]);
  });

  it("come by the operator's hook where a device's Add gives none", async () => {
    await start("M-add-phoney");
    const box = mailbox({ capabilities: [capability("sms.seed", "yes", { outcome: "feigned" })] });
    const { token } = await box.sms();
    expect((await given(box)).asSms).toEqual([token]);
  });

  it("come by the hook when they are old and the server dates those of devices itself", async () => {
    await start("B-date-normalised");
    const box = mailbox({
      capabilities: [
        capability("sms.seed", "yes", { rung: 1 }),
        capability("sms.backdate", "yes", { outcome: "hook" }),
      ],
    });
    const { token } = await box.sms({ ageHours: 240 });
    const date = (await given(box)).byToken.get(token)?.item.dateReceived ?? "";
    expect(Date.now() - Date.parse(date)).toBeGreaterThan(200 * 3_600_000);
  });

  it("end the case as inconclusive, naming the gate, where there is no way", async () => {
    await start();
    const box = mailbox({ capabilities: [capability("sms.seed", "broken", { outcome: "feigned" })] });
    const refused = await box.sms().catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Inconclusive);
    expect(refused).toMatchObject({ blockedBy: "CAP-01", reason: expect.stringContaining("as the probe saw") });
    expect(exchanges).toEqual([]);
  });

  it("that are refused in the middle of a run end the case as blocked by CAP-01", async () => {
    await start("P-honest-no");
    const refused = await mailbox()
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
    await start();
    const box = mailbox();
    const { token } = await box.email({ ageHours: 240, text: "an old letter" });
    const held = (await given(box)).byToken.get(token);
    expect(held?.item.subject).toBe(token);
    expect(Date.now() - Date.parse(held?.item.dateReceived ?? "")).toBeGreaterThan(200 * 3_600_000);
  });

  it("is sent by the feeder to itself where there is no hook", async () => {
    await start();
    const box = mailbox({ hooks: {} });
    const { token } = await box.email();
    expect((await given(box)).tokens).toEqual({ sms: [], email: [token] });
    await expect(box.email({ folder: "Sent Items" })).rejects.toThrow(/needs a seeding adapter/);
    await expect(box.email({ ageHours: 48 })).rejects.toThrow(/needs a seeding adapter/);
  });

  it("that never arrives ends the case as inconclusive", async () => {
    await start("P-deaf");
    const box = mailbox({ hooks: {}, capabilities: [capability("email.seed", "yes", { measured: 0 })] });
    await expect(box.email()).rejects.toThrow(/did not arrive/);
  });
});

describe("changes on the server", () => {
  it("of SMS are made by the feeder and seen by others", async () => {
    await start();
    const box = mailbox();
    const { sms } = await box.fill({ sms: 2 });
    const [kept, gone] = sms;
    if (kept === undefined || gone === undefined) throw new Error("two were asked for");
    await box.edit(kept, { read: "1", flagStatus: "2" });
    await box.remove(gone);
    const { asSms, byToken } = await given(box);
    expect(asSms).toEqual([kept.token]);
    expect(byToken.get(kept.token)?.item).toMatchObject({ read: "1", flag: { Status: "2" } });
  });

  it("of e-mail are made by the hook, or by the feeder where there is none", async () => {
    for (const withHooks of [
      hooks,
      { deliverEmail: async (input) => server.deliverEmail(input) } satisfies TargetHooks,
    ]) {
      await start();
      const box = mailbox({ hooks: withHooks });
      const read = await box.email();
      const gone = await box.email();
      await box.edit(read, { read: "1" });
      await box.remove(gone);
      const { others, byToken } = await given(box);
      expect(others).toEqual([read.token]);
      expect(byToken.get(read.token)?.item.read).toBe("1");
      await server.close();
    }
    await start();
  });

  it("that the server refuses end the case as inconclusive where no hook can help", async () => {
    await start();
    const box = mailbox({ hooks: {} });
    const seeded = await box.sms();
    await box.remove(seeded);
    await expect(box.edit(seeded, { read: "1" })).rejects.toThrow(/did not take the feeder's Change: Status 8/);
  });
});

describe("clean-up", () => {
  it("removes what the feeder, the hook and the case's own device put in, and nothing else", async () => {
    await start();
    server.deliverEmail({ user, token: "somebody's letter", folder: "Inbox" });
    const box = mailbox();
    await box.fill({ sms: 3, email: 2 });
    await box.sms({ folder: "Sent Items" });
    const { item } = box.draft();
    const inbox = await (await newDevice("A")).open("Inbox");
    await inbox.sync({ options: optionSets.both, commands: [{ kind: "Add", class: "SMS", clientId: "1", item }] });
    expect(await box.cleanUp()).toEqual([]);
    const left = await given(box);
    expect(left).toMatchObject({ asSms: [], others: [undefined] });
    expect((await given(box, "Sent Items")).asSms).toEqual([]);
    expect((await given(box, "Deleted Items")).asSms).toEqual([]);
  });

  it("finds a draft that a device put where no SMS belongs, when the draft says so", async () => {
    await start("M-sms-in-calendar");
    const box = mailbox();
    const { token, item } = box.draft({ folder: "Calendar" });
    const calendar = await (await newDevice("A")).open("Calendar");
    await calendar.sync({ commands: [{ kind: "Add", class: "SMS", clientId: "1", item }] });
    const shown = async (label: string) => {
      const view = await (await newDevice(label)).open("Calendar");
      await view.drain({ options: [{ class: "SMS" }] });
      return box.tokensHeld(view).sms;
    };
    expect(await shown("B")).toEqual([token]);
    expect(await box.cleanUp()).toEqual([]);
    expect(await shown("C")).toEqual([]);
  });

  it("asks nothing of the target when nothing was put in", async () => {
    await start();
    expect(await mailbox().cleanUp()).toEqual([]);
    expect(exchanges).toEqual([]);
  });

  it("is done by the operator's reset where there is one", async () => {
    await start();
    const box = mailbox({ hooks: { ...hooks, reset: async (name) => server.reset(name) } });
    await box.fill({ sms: 1, email: 1 });
    const before = exchanges.length;
    expect(await box.cleanUp()).toEqual([]);
    expect(exchanges).toHaveLength(before);
    const left = await given(box);
    expect(left).toMatchObject({ asSms: [], others: [] });
  });

  it("says what it could not remove, and never throws", async () => {
    await start();
    const broken = mailbox({ hooks: { ...hooks, remove: () => Promise.reject(new Error("no such mailbox")) } });
    const { token } = await broken.email();
    expect(await broken.cleanUp()).toEqual([expect.stringMatching(`no such mailbox.*${token}`)]);
  });

  it("switches a feeder off that announced itself as able to send SMS", async () => {
    await start("P-wants-settings");
    const box = mailbox({ hooks: {}, capabilities: [capability("sms.seed", "yes", { rung: 8 })] });
    const { token } = await box.sms();
    expect(server.outbound(user)).toHaveLength(1);
    expect((await given(box)).asSms).toEqual([token]);
    expect(await box.cleanUp()).toEqual([]);
    expect(server.outbound(user)).toEqual([]);
  });
});

it("draws the same texts for the same seed, and other numbers in every run", async () => {
  await start();
  const [first, again, other] = ["run1", "run1", "run2"].map((runToken) => mailbox({ runToken }).draft());
  expect(first).toEqual({ ...again, item: { ...again?.item, dateReceived: first?.item.dateReceived } });
  expect(other?.token).not.toBe(first?.token);
  const words = (text = ""): string => text.replace(/ mk\w+$/, "");
  expect(words(other?.item.body?.data)).toBe(words(first?.item.body?.data));
});
