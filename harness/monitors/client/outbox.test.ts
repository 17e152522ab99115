import { describe, expect, test } from "vitest";
import { outboxRelay } from "./outbox-relay.js";
import { outboxWatch } from "./outbox-watch.js";
import { judged } from "./testing/judged.js";
import { both, clientAdd, emailSet, folders, SessionTold, serverAdd, sms } from "./testing/session.js";

const { inbox, outbox, sent } = folders;
const enabled = () => new SessionTold().folders().settings({ phoneNumber: "1", enableOutboundSms: "1" });

describe("watching the Outbox", () => {
  const watch = outboxWatch({ first: 60, gap: 15 });
  const watching = () => enabled().prime(outbox).sync(outbox, both);

  test("a client that polls at short intervals is in order", () => {
    const told = watching().wait(10).sync(outbox, undefined).wait(14).sync(outbox, undefined);
    expect(judged(watch, told.session)).toEqual([
      "ok 3.1.5.1-2 (Q47.steps) at 4",
      "ok 3.2.5.1.1-1 at 4",
      "ok 3.2.5.1.1-2 (Q54.interval) at 6",
      "ok 3.1.5.1-4 (Q54.important) at 6",
    ]);
  });

  test("a gap above the limit is told", () => {
    const told = watching().wait(40).sync(outbox, undefined).wait(3).sync(inbox, undefined);
    expect(judged(watch, told.session).slice(2)).toEqual([
      "broken 3.2.5.1.1-2 (Q54.interval) at 5: the longest gap was 40 minutes",
      "broken 3.1.5.1-4 (Q54.important) at 5: the longest gap was 40 minutes",
    ]);
  });

  test("a hanging Sync, repeated by empty requests, watches all the while", () => {
    const hanging = { durationMs: 30 * 60_000 };
    const told = watching()
      .sync(outbox, undefined, [], {}, hanging)
      .wait(30)
      .raw("Sync", undefined, undefined, hanging);
    expect(judged(watch, told.wait(30).sync(outbox, undefined).session).slice(2)).toEqual([
      "ok 3.2.5.1.1-2 (Q54.interval) at 4",
      "ok 3.1.5.1-4 (Q54.important) at 4",
    ]);
  });

  test("a client that never looks into the Outbox, or for e-mail only, is told once there was time", () => {
    const seen = "no Sync of the Outbox with an SMS set in 90 minutes after enabling";
    const never = enabled().wait(90).prime(inbox);
    expect(judged(watch, never.session)).toEqual([
      `broken 3.1.5.1-2 (Q47.steps) at 2: ${seen}`,
      `broken 3.2.5.1.1-1 at 2: ${seen}`,
    ]);
    const mailOnly = enabled().prime(outbox).sync(outbox, [emailSet]).wait(90).sync(outbox, undefined);
    expect(judged(watch, mailOnly.session)).toHaveLength(2);
    expect(judged(watch, enabled().wait(30).prime(inbox).session)).toEqual([]);
  });

  test("a client that is not enabled, was refused, or has disabled it need not watch", () => {
    const idle = (told: SessionTold) => judged(watch, told.wait(90).prime(inbox).session);
    expect(idle(new SessionTold().folders())).toEqual([]);
    expect(idle(new SessionTold().folders().settings({ enableOutboundSms: "1" }, "5"))).toEqual([]);
    expect(idle(enabled().wait(10).settings({ enableOutboundSms: "0" }))).toEqual([]);
  });

  test("without a known Outbox nothing can be said", () => {
    const told = new SessionTold().settings({ phoneNumber: "1", enableOutboundSms: "1" }).wait(90).prime(inbox);
    expect(judged(watch, told.session)).toEqual([]);
  });
});

describe("relaying from the Outbox", () => {
  const relay = outboxRelay({ remove: 15, report: 10 });
  const item = sms("See you at eight");
  const given = (told: SessionTold = enabled()) =>
    told.prime(outbox).sync(outbox, both, [], { commands: [serverAdd("6:1", item)] });
  const removed = () =>
    given()
      .wait(1)
      .sync(outbox, undefined, [{ kind: "Delete", serverId: "6:1" }]);
  const filing = [clientAdd("s", sms("See you at eight\r\n"))];

  test("taken, deleted, filed: in order", () => {
    const told = removed().prime(sent).wait(1).sync(sent, both, filing).wait(60).sync(inbox, undefined);
    expect(judged(relay, told.session)).toEqual([
      "ok 3.1.5.1-5 (Q47.steps) at 5",
      "ok 3.1.5.1-10 (Q47.steps) at 7",
      "ok 3.1.5.1-1 (Q47.order) at 7",
    ]);
  });

  test("filed before it was deleted", () => {
    const told = given().prime(sent).wait(1).sync(sent, both, filing).wait(1);
    expect(judged(relay, told.sync(outbox, undefined, [{ kind: "Delete", serverId: "6:1" }]).session)).toEqual([
      "ok 3.1.5.1-5 (Q47.steps) at 7",
      "ok 3.1.5.1-10 (Q47.steps) at 6",
      "broken 3.1.5.1-1 (Q47.order) at 6: the Add to Sent Items came first",
    ]);
  });

  test("never deleted", () => {
    expect(judged(relay, given().wait(20).sync(inbox, undefined).session)).toEqual([
      "broken 3.1.5.1-5 (Q47.steps) at 4: it was not deleted",
    ]);
    expect(judged(relay, given().wait(5).sync(inbox, undefined).session)).toEqual([]);
  });

  test("deleted, and neither filed nor reported", () => {
    const other = [clientAdd("s", sms("another text"))];
    const told = removed().prime(sent).sync(sent, both, other).wait(20).sync(inbox, undefined);
    expect(judged(relay, told.session).map((line) => line.split(":")[0])).toEqual([
      "ok 3.1.5.1-5 (Q47.steps) at 5",
      "broken 3.1.5.1-10 (Q47.steps) at 5",
      "broken 3.1.5.1-11 (Q48.report) at 5",
    ]);
    expect(judged(relay, removed().wait(5).sync(inbox, undefined).session)).toHaveLength(1);
  });

  test("a failure that is reported in the Inbox", () => {
    const told = (text: string) =>
      removed()
        .prime(inbox)
        .wait(3)
        .sync(inbox, both, [clientAdd("r", sms(text, { to: "" }))])
        .wait(60)
        .sync(sent, undefined);
    expect(judged(relay, told("Could not be sent to +1 555 0100").session)).toEqual([
      "ok 3.1.5.1-5 (Q47.steps) at 5",
      "ok 3.1.5.1-11 (Q48.report) at 7",
      "ok 3.1.5.1-11 (Q48.form) at 7",
    ]);
    expect(judged(relay, told("Could not be sent").session)[2]).toBe(
      "broken 3.1.5.1-11 (Q48.form) at 7: an SMS, without the number of the recipient",
    );
  });

  test("a client that is not enabled leaves the Outbox alone", () => {
    const idle = () => given(new SessionTold().folders());
    expect(judged(relay, idle().wait(30).sync(inbox, undefined).session)).toEqual(["ok 3.1.4.3-2 at 3"]);
    expect(judged(relay, idle().sync(outbox, undefined, [{ kind: "Delete", serverId: "6:1" }]).session)).toEqual([
      "broken 3.1.4.3-2 at 4: it deletes an SMS there",
    ]);
    const withdrawn = given(enabled().wait(1).settings({ enableOutboundSms: "0" }));
    expect(judged(relay, withdrawn.session)).toEqual(["ok 3.1.4.3-2 at 5"]);
  });

  test("an item that comes twice is one message, and two messages of one text need two copies", () => {
    const again = { commands: [serverAdd("6:1", item)] };
    const repeated = given().sync(outbox, undefined, [], again).wait(1);
    const one = repeated
      .sync(outbox, undefined, [{ kind: "Delete", serverId: "6:1" }])
      .prime(sent)
      .sync(sent, both, filing);
    expect(judged(relay, one.wait(60).sync(inbox, undefined).session)).toHaveLength(3);

    const twins = given().sync(outbox, undefined, [], { commands: [serverAdd("6:2", item)] });
    const removedBoth = twins.sync(outbox, undefined, [
      { kind: "Delete", serverId: "6:1" },
      { kind: "Delete", serverId: "6:2" },
    ]);
    const told = removedBoth.prime(sent).sync(sent, both, filing).wait(60).sync(inbox, undefined);
    const broken = judged(relay, told.session).filter((line) => line.startsWith("broken "));
    expect(broken.map((line) => line.split(" ")[1])).toEqual(["3.1.5.1-10", "3.1.5.1-11"]);
  });

  test("e-mail in the Outbox is no SMS", () => {
    const mail = { to: "ann@example.com", from: "bob@example.com", subject: "x" };
    const told = enabled()
      .prime(outbox)
      .sync(outbox, both, [], { commands: [serverAdd("6:1", mail, null)] });
    expect(judged(relay, told.wait(60).sync(inbox, undefined).session)).toEqual([]);
  });
});
