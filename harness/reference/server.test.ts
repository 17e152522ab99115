import { expect, test } from "vitest";
import { addSms, both, emailSet, inbox, Phone, smsOf, smsSet, summary } from "./testing/phone.js";
import { withServer } from "./testing/running.js";

const e = (token: string) => ({ user: "alice", folder: "Inbox", token }) as const;
const s = (number: string) => ({ user: "alice", folder: "Inbox", item: smsOf(number) }) as const;

test("a phone gets exactly what its sets ask for", async () => {
  await withServer({}, async (server) => {
    server.deliverEmail(e("mail"));
    server.deliverSms(s("+12025550101"));
    const phone = await Phone.connected(server.url);
    const first = await phone.sync(inbox, { options: both });
    expect(summary(first.commands)).toEqual(["Add mail", 'Add "Ann" [MOBILE:+12025550101]']);
    const onlyMail = await Phone.connected(server.url);
    expect(summary((await onlyMail.sync(inbox)).commands)).toEqual(["Add mail"]);
    const onlySms = await Phone.connected(server.url);
    expect(summary((await onlySms.sync(inbox, { options: [smsSet] })).commands)).toEqual([
      'Add "Ann" [MOBILE:+12025550101]',
    ]);
  });
});

test("the sets stick, and a set left out takes its items away softly", async () => {
  await withServer({}, async (server) => {
    server.deliverSms(s("+12025550101"));
    const phone = await Phone.connected(server.url);
    await phone.sync(inbox, { options: both });
    server.deliverSms(s("+12025550102"));
    server.deliverEmail(e("mail"));
    expect((await phone.sync(inbox)).commands).toHaveLength(2);
    const dropped = await phone.sync(inbox, { options: [emailSet] });
    expect(summary(dropped.commands)).toEqual(["SoftDelete", "SoftDelete"]);
    const quiet = await phone.sync(inbox);
    expect([quiet.status, quiet.bytes.length]).toEqual([200, 0]);
    expect((await phone.sync(inbox, { options: both })).commands).toHaveLength(2);
  });
});

test("a client's SMS reaches the other phone and never comes back", async () => {
  await withServer({}, async (server) => {
    const [one, other] = [await Phone.connected(server.url), await Phone.connected(server.url)];
    await other.sync(inbox, { options: both });
    const added = await one.sync(inbox, { options: both, commands: [addSms("c0", smsOf("+12025550101"))] });
    expect(added.commands).toEqual([]);
    expect(added.collection?.responses).toMatchObject([{ kind: "Add", class: "SMS", clientId: "c0", status: "1" }]);
    expect((await one.sync(inbox)).bytes).toHaveLength(0);
    const [add] = (await other.sync(inbox)).commands;
    expect(add).toMatchObject({ kind: "Add", class: "SMS", item: { body: { data: "Text of +12025550101" } } });
    const read = { kind: "Change", serverId: add?.serverId ?? "", item: { read: "1" } } as const;
    await other.sync(inbox, { commands: [read] });
    const changes = (await one.sync(inbox)).commands;
    expect(changes).toMatchObject([{ kind: "Change", class: "SMS", item: { read: "1" } }]);
    await one.sync(inbox, { commands: [{ kind: "Delete", serverId: changes[0]?.serverId ?? "" }] });
    expect((await other.sync(inbox)).commands).toMatchObject([{ kind: "Delete", class: "SMS" }]);
  });
});

test("three sets are refused, and nothing has happened", async () => {
  await withServer({}, async (server) => {
    server.deliverSms(s("+12025550101"));
    const phone = await Phone.connected(server.url);
    await phone.sync(inbox, { options: both });
    const refused = await phone.sync(inbox, {
      options: [...both, { class: "Email" }],
      commands: [addSms("c0", smsOf("+12025550102"))],
    });
    expect(refused.response).toMatchObject({ status: "4", collections: [] });
    expect((await phone.sync(inbox)).bytes).toHaveLength(0);
    const witness = await Phone.connected(server.url);
    expect((await witness.sync(inbox, { options: both })).commands).toHaveLength(1);
  });
});

test("a lost answer comes again, and its commands take effect once", async () => {
  await withServer({}, async (server) => {
    server.deliverEmail(e("mail"));
    const phone = await Phone.connected(server.url);
    await phone.sync(inbox, { options: both });
    server.deliverSms(s("+12025550101"));
    const add = [addSms("c0", smsOf("+12025550102"))];
    const lost = await phone.sync(inbox, { options: [smsSet], commands: add, lose: true });
    const again = await phone.retry();
    expect(summary(again.commands)).toEqual(["SoftDelete", 'Add "Ann" [MOBILE:+12025550101]']);
    expect(again.collection?.responses[0]?.serverId).toBe(lost.collection?.responses[0]?.serverId);
    const witness = await Phone.connected(server.url);
    expect((await witness.sync(inbox, { options: both })).commands).toHaveLength(3);
  });
});

test("estimates count what the request asks for", async () => {
  await withServer({}, async (server) => {
    const phone = await Phone.connected(server.url);
    await phone.sync(inbox, { options: both });
    server.deliverEmail(e("mail"));
    server.deliverSms(s("+12025550101"));
    server.deliverSms(s("+12025550102"));
    const count = async (options?: Parameters<Phone["estimate"]>[1]) =>
      (await phone.estimate(inbox, options))?.responses[0]?.estimate;
    expect([await count(), await count([{}]), await count([smsSet]), await count(both)]).toEqual(["1", "1", "2", "3"]);
    expect((await phone.estimate(inbox, [...both, {}]))?.status).toBe("103");
    expect((await phone.sync(inbox)).commands).toHaveLength(3);
  });
});

test("outbound SMS needs a number, and its state is seen by all", async () => {
  await withServer({}, async (server) => {
    const phone = await Phone.connected(server.url);
    const without = await phone.settings({ enableOutboundSms: "1" });
    expect(without.response).toMatchObject({ status: "1", deviceInformationStatus: "5" });
    expect(server.outbound("alice")).toEqual([]);
    await phone.settings({ enableOutboundSms: "1", phoneNumber: "206-555-0112" });
    expect(server.outbound("alice")).toEqual([{ deviceId: phone.deviceId, number: "206-555-0112" }]);
    await phone.settings({ enableOutboundSms: "0" });
    expect(server.outbound("alice")).toEqual([]);
  });
});

test("a waiting Sync is answered when an SMS arrives, and empty when the interval is over", async () => {
  await withServer({}, async (server) => {
    const phone = await Phone.connected(server.url);
    await phone.sync(inbox, { options: both });
    const idle = await phone.sync(inbox, { heartbeatInterval: 60 });
    expect(idle.bytes).toHaveLength(0);
    const waiting = phone.sync(inbox, { heartbeatInterval: 3540 });
    const other = await Phone.connected(server.url);
    await other.sync(inbox, { options: both, commands: [addSms("c0", smsOf("+12025550101"))] });
    expect((await waiting).commands).toMatchObject([{ kind: "Add", class: "SMS" }]);
  });
});
