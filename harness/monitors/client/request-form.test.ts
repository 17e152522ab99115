import { expect, test } from "vitest";
import { element, encode } from "../../wbxml/index.js";
import { requestForm } from "./request-form.js";
import { judged } from "./testing/judged.js";
import { both, clientAdd, folders, SessionTold, sms, smsSet } from "./testing/session.js";

const { inbox } = folders;

test("requests that decode and follow their schemas are in order; an empty one has no form", () => {
  const told = new SessionTold()
    .folders()
    .prime(inbox)
    .sync(inbox, both, [clientAdd("a", sms("hello"))])
    .raw("Sync")
    .estimate(both)
    .settings({ phoneNumber: "206-555-0112", enableOutboundSms: "1" });
  const seen = judged(requestForm, told.session);
  expect(seen.filter((line) => !line.startsWith("ok "))).toEqual([]);
  expect(new Set(seen.map((line) => line.slice(-1)))).toEqual(new Set(["1", "2", "3", "5", "6"]));
});

test("a body that does not decode is told by its first departure", () => {
  const cut = encode(element(0, "Sync", element(0, "WindowSize", "5"))).slice(0, -1);
  const [line = ""] = judged(requestForm, new SessionTold().bytes("Sync", cut).session);
  expect(line).toMatch(/^broken 3\.1\.1-1 at 1: byte \d+: .* \(truncated, /);
});

test("an order that the schema forbids is told with its path", () => {
  const collection = element(0, "Collection", element(0, "CollectionId", "2"), element(0, "SyncKey", "1"));
  const told = new SessionTold().raw("Sync", element(0, "Sync", element(0, "Collections", collection)));
  expect(judged(requestForm, told.session)[1]).toMatch(
    /^broken 3\.1\.1-1 at 1: Sync\/Collections\/Collection\/SyncKey: /,
  );
});

test("what has a row of its own is not told twice", () => {
  const told = new SessionTold().prime(inbox).sync(
    inbox,
    [...both, smsSet],
    [
      { kind: "Change", class: "SMS", serverId: "2:1", item: { read: "1" } },
      { kind: "Delete", class: "SMS", serverId: "2:1" },
    ],
  );
  expect(judged(requestForm, told.session).filter((line) => !line.startsWith("ok "))).toEqual([]);
});

test("a SyncKey that the server made too long is not the client's fault", () => {
  const long = "k".repeat(70);
  const made = (told: SessionTold) => told.collection({ syncKey: long, collectionId: inbox, options: both });
  const given = new SessionTold().collection({ syncKey: "0", collectionId: inbox }, { syncKey: long });
  expect(judged(requestForm, made(given).session).filter((line) => !line.startsWith("ok "))).toEqual([]);
  const invented = made(new SessionTold().collection({ syncKey: "0", collectionId: inbox }));
  expect(judged(requestForm, invented.session).filter((line) => line.startsWith("broken "))).toHaveLength(1);
});
