import { expect, test } from "vitest";
import { both, emailSet, inbox, outbox, Phone, smsOf, smsSet } from "../testing/phone.js";
import { withServer } from "../testing/running.js";

const s = (number: string) => ({ user: "alice", folder: "Inbox", item: smsOf(number) }) as const;

async function primed(url: string): Promise<[Phone, string]> {
  const phone = await Phone.connected(url);
  await phone.prime(inbox);
  return [phone, phone.keys.get(inbox) ?? ""];
}

test("a Sync that waits ends for an arrival, not for a change; the change comes when the interval is over", async () => {
  await withServer({}, async (server) => {
    server.deliverSms(s("+12025550101"));
    const [phone] = await primed(server.url);
    await phone.sync(inbox, { options: both });
    let over = false;
    const waiting = phone.sync(inbox, { heartbeatInterval: 600 }).then((answer) => {
      over = true;
      return answer;
    });
    await phone.folders();
    server.edit({ user: "alice", token: "+12025550101", read: "1" });
    await phone.folders();
    expect(over).toBe(false);
    expect((await waiting).commands).toMatchObject([{ kind: "Change", item: { read: "1" } }]);
  });
});

test("a Sync that waits without the SMS set goes on when an SMS arrives", async () => {
  await withServer({}, async (server) => {
    const [phone] = await primed(server.url);
    await phone.sync(inbox, { options: [emailSet] });
    const waiting = phone.sync(inbox, { wait: 1 });
    await phone.folders();
    server.deliverSms(s("+12025550101"));
    const answer = await waiting;
    expect([answer.status, answer.bytes.length]).toEqual([200, 0]);
  });
});

test("sets that came with a request that waited in vain are in force", async () => {
  await withServer({}, async (server) => {
    const [phone] = await primed(server.url);
    expect((await phone.sync(inbox, { options: [smsSet], heartbeatInterval: 60 })).bytes).toHaveLength(0);
    server.deliverSms(s("+12025550101"));
    expect((await phone.sync(inbox)).commands).toMatchObject([{ class: "SMS" }]);
  });
});

test("a Sync that waits is over when the server closes", async () => {
  await withServer({}, async (server) => {
    const [phone] = await primed(server.url);
    await phone.prime(outbox);
    const waiting = phone.sync(outbox, { options: both, heartbeatInterval: 3540 }).then(
      () => "answered",
      () => "closed",
    );
    await phone.folders();
    await server.close();
    expect(["answered", "closed"]).toContain(await waiting);
  });
});
