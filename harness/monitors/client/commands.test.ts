import { expect, test } from "vitest";
import { type Element, element } from "../../wbxml/index.js";
import { commandClass } from "./command-class.js";
import { smsAdds, smsChanges } from "./sms-commands.js";
import { smsPlace } from "./sms-place.js";
import { judged } from "./testing/judged.js";
import { both, clientAdd, emailSet, folders, SessionTold, serverAdd, sms } from "./testing/session.js";

const { inbox } = folders;
const item = sms("hello");
const holding = (name: string | null = "SMS") =>
  new SessionTold().prime(inbox).sync(inbox, both, [], { commands: [serverAdd("2:1", item, name)] });

test("Class stands in Add alone", () => {
  const good = holding().sync(inbox, undefined, [
    { kind: "Change", serverId: "2:1", item: { read: "1" } },
    { kind: "Delete", serverId: "2:1" },
    clientAdd("c", item),
  ]);
  expect(judged(commandClass, good.session)).toEqual([
    "ok 2.2.2.2.2-6 (Q20.client) at 3",
    "ok 2.2.2.2.2-6 (Q20.client) at 3",
  ]);
  const bad = holding().sync(inbox, undefined, [
    { kind: "Change", class: "SMS", serverId: "2:1", item: { read: "1" } },
    { kind: "Delete", class: "SMS", serverId: "2:1" },
  ]);
  expect(judged(commandClass, bad.session)).toEqual([
    'broken 2.2.2.2.2-6 (Q20.client) at 3: a Change with Class "SMS"',
    'broken 2.2.2.2.2-6 (Q20.client) at 3: a Delete with Class "SMS"',
  ]);
});

test("a new SMS is an Add with Class SMS and a ClientId of its own", () => {
  const good = new SessionTold().prime(inbox).sync(inbox, both, [clientAdd("a", item), clientAdd("b", item)]);
  expect(judged(smsAdds, good.session)).toEqual([
    "ok 3.1.1-2 at 2",
    "ok 3.1.4.1.2-4 at 2",
    "ok 3.1.1-2 at 2",
    "ok 3.1.4.1.2-4 at 2",
  ]);
});

test.each([
  ["no Class", clientAdd("a", item, null), "broken 3.1.1-2 at 2: an SMS without Class"],
  ["another Class", clientAdd("a", item, "Email"), 'broken 3.1.1-2 at 2: an SMS with Class "Email"'],
  ["an e-mail's element", clientAdd("a", { ...item, subject: "x" }), "broken 3.1.1-2 at 2: an SMS with Email:Subject"],
  ["no ClientId", clientAdd("", item), "broken 3.1.4.1.2-4 at 2: no ClientId"],
  ["a long ClientId", clientAdd("x".repeat(65), item), "broken 3.1.4.1.2-4 at 2: a ClientId of 65 characters"],
])("an Add with %s is told", (_name, command, seen) => {
  expect(judged(smsAdds, new SessionTold().prime(inbox).sync(inbox, both, [command]).session)).toContain(seen);
});

test("one ClientId for two Adds is told at both", () => {
  const told = new SessionTold().prime(inbox).sync(inbox, both, [clientAdd("a", item), clientAdd("a", item)]);
  const seen = judged(smsAdds, told.session).filter(
    (line) => line === "broken 3.1.4.1.2-4 at 2: 2 Adds with one ClientId",
  );
  expect(seen).toHaveLength(2);
});

test("an e-mail draft is no SMS", () => {
  const draft = clientAdd("a", { to: "ann@example.com", subject: "x" }, null);
  expect(judged(smsAdds, new SessionTold().prime(inbox).sync(inbox, both, [draft]).session)).toEqual([]);
});

test("Change and Delete name what the client was given, by the server or for its own Add", () => {
  const given = holding().sync(inbox, undefined, [clientAdd("a", item)], {
    responses: [{ kind: "Add", clientId: "a", serverId: "2:2", status: "1" }],
  });
  const good = given.sync(inbox, undefined, [
    { kind: "Change", serverId: "2:1", item: { read: "1" } },
    { kind: "Delete", serverId: "2:2" },
  ]);
  expect(judged(smsChanges, good.session)).toEqual(["ok 3.1.4.1.2-5 at 4", "ok 3.1.4.1.2-6 at 4"]);
});

test("a ServerId that the client was never given is told, and so is an empty Change", () => {
  const bad = holding().sync(inbox, undefined, [
    { kind: "Change", serverId: "2:9", item: { read: "1" } },
    { kind: "Change", serverId: "2:1", item: {} },
    { kind: "Delete", serverId: "2:9" },
  ]);
  expect(judged(smsChanges, bad.session)).toEqual([
    'broken 3.1.4.1.2-5 at 3: ServerId "2:9", which the client was never given',
    "broken 3.1.4.1.2-5 at 3: a Change without any element of the item",
    'broken 3.1.4.1.2-6 at 3: ServerId "2:9", which the client was never given',
  ]);
});

test("an item that the server deleted meanwhile may still be deleted by the client", () => {
  const crossing = holding()
    .sync(inbox, undefined, [], { commands: [{ kind: "Delete", serverId: "2:1" }] })
    .sync(inbox, undefined, [{ kind: "Delete", serverId: "2:1" }]);
  expect(judged(smsChanges, crossing.session)).toEqual(["ok 3.1.4.1.2-6 at 4"]);
});

test("nothing is said of e-mail, of a client without SMS, or of a session that begins in the middle", () => {
  const remove = [{ kind: "Delete", serverId: "2:9" }] as const;
  const mail = { to: "ann@example.com", from: "bob@example.com", subject: "x" };
  const held = new SessionTold().prime(inbox).sync(inbox, both, [], { commands: [serverAdd("2:9", mail, null)] });
  expect(judged(smsChanges, held.sync(inbox, undefined, remove).session)).toEqual([]);
  const mailOnly = new SessionTold().prime(inbox).sync(inbox, [emailSet]).sync(inbox, undefined, remove);
  expect(judged(smsChanges, mailOnly.session)).toEqual([]);
  const middle = { syncKey: "77", collectionId: inbox, options: both, commands: remove };
  expect(judged(smsChanges, new SessionTold().collection(middle).session)).toEqual([]);
});

test("the elements of an SMS stand in ApplicationData", () => {
  const good = new SessionTold().prime(inbox).sync(inbox, both, [clientAdd("a", item)]);
  expect(judged(smsPlace, good.session)).toEqual(["ok 3.1.4.1.2-7 at 2"]);
  const air = (tag: string, ...content: (Element | string)[]) => element(0, tag, ...content);
  const add = air("Add", air("Class", "SMS"), air("ClientId", "a"), element(2, "To", "[MOBILE:+15550100]"));
  const stray = air("Sync", air("Collections", air("Collection", air("Commands", add))));
  expect(judged(smsPlace, new SessionTold().raw("Sync", stray).session)).toEqual([
    "broken 3.1.4.1.2-7 at 1: Sync/Collections/Collection/Commands/Add/To outside ApplicationData",
  ]);
});
