import { expect, test } from "vitest";
import { element } from "../wbxml/index.js";
import { classTags } from "./class-tags.js";
import { httpEnvelope } from "./http-envelope.js";
import { identifiers } from "./identifiers.js";
import { monitors } from "./index.js";
import { smsUnrequested } from "./sms-unrequested.js";
import { syncKey } from "./sync-key.js";
import {
  add,
  addSms,
  bothSets,
  broken,
  emailAlone,
  held,
  mail,
  mapElements,
  sms,
  smsAlone,
  sync,
  watch,
} from "./testing/traffic.js";
import { wbxmlEncoding } from "./wbxml-encoding.js";

const primed = () => sync({ key: "0", nextKey: "1" });

test("HTTP 200 with the right Content-Type passes, an empty body needs none", () => {
  expect(held(watch(httpEnvelope, sync({})))).toEqual(["ASMS-2.1-1"]);
  expect(broken(watch(httpEnvelope, sync({ http: { empty: true, type: undefined } })))).toEqual([]);
  expect(broken(watch(httpEnvelope, sync({ http: { type: "Application/VND.ms-sync.wbxml; charset=utf-8" } })))).toEqual(
    [],
  );
});

test("another Content-Type, and protocol errors by HTTP, are told", () => {
  expect(broken(watch(httpEnvelope, sync({ http: { type: "text/xml" } })))).toEqual([
    "ASMS-2.1-1: Content-Type text/xml",
  ]);
  expect(broken(watch(httpEnvelope, sync({ http: { type: undefined } })))).toEqual([
    "ASMS-2.1-1: Content-Type missing",
  ]);
  expect(broken(watch(httpEnvelope, sync({ http: { status: 400 } })))).toEqual(["ASMS-2.1-1: HTTP 400 for Sync"]);
  expect(broken(watch(httpEnvelope, sync({ http: { status: 500 } })))).toEqual(["ASMS-2.1-1: HTTP 500 for Sync"]);
});

test.each([401, 403, 449, 501, 503])("HTTP %i speaks of something else than the protocol", (status) => {
  expect(watch(httpEnvelope, sync({ http: { status } }))).toEqual([]);
});

test("a request that is wrong on purpose may be refused by HTTP 4xx; 5xx is no refusal", () => {
  const wrong = (status: number) => watch(httpEnvelope, sync({ deliberate: "three Options", http: { status } }));
  expect([400, 404, 422, 499].flatMap(wrong)).toEqual([]);
  expect(broken(wrong(500))).toEqual(["ASMS-2.1-1: HTTP 500 for Sync"]);
  expect(broken(wrong(302))).toEqual(["ASMS-2.1-1: HTTP 302 for Sync"]);
  expect(held(wrong(200))).toEqual(["ASMS-2.1-1"]);
});

test("bytes that depart from the binary form, and trees that are no trees, are told under their rows", () => {
  const seen = watch(wbxmlEncoding, sync({}));
  expect([broken(seen), held(seen)]).toEqual([[], ["ASMS-1.4-1", "ASMS-2.2-1"]]);
  const header = (at: number, value: number) => (bytes: Uint8Array) => bytes.with(at, value);
  expect(broken(watch(wbxmlEncoding, sync({ spoil: header(1, 4) })))[0]).toMatch(/^ASMS-1.4-1: byte 1: .*public/);
  expect(broken(watch(wbxmlEncoding, sync({ spoil: header(2, 3) })))[0]).toMatch(/^ASMS-1.4-1: byte 2: .*charset/);
  expect(broken(watch(wbxmlEncoding, sync({ spoil: (bytes) => bytes.slice(0, -1) })))[0]).toMatch(
    /^ASMS-2.2-1: .*truncated/,
  );
  const trailing = (bytes: Uint8Array) => new Uint8Array([...bytes, 1]);
  expect(broken(watch(wbxmlEncoding, sync({ spoil: trailing })))[0]).toMatch(/^ASMS-2.2-1: /);
});

test("a character that XML does not have is told with its place", () => {
  const bell = sync({ brings: [addSms("1", { body: { type: "1", data: "ring\u0007" } })] });
  const path = "Sync/Collections/Collection/Commands/Add/ApplicationData/Body/Data";
  expect(broken(watch(wbxmlEncoding, bell))).toEqual([
    `ASMS-2.2-1: the character U+0007 in ${path}, which XML does not have`,
  ]);
  const fine = sync({ brings: [addSms("1", { body: { type: "1", data: "ring\r\n\t🎉" } })] });
  expect(broken(watch(wbxmlEncoding, fine))).toEqual([]);
});

test("an SMS has Class SMS; without it the weight depends on what else was asked for", () => {
  const named = watch(classTags, sync({ options: bothSets, brings: [addSms("1"), add("2", mail)] }));
  expect([broken(named), held(named)]).toEqual([
    [],
    ["ASMS-2.2.2.2.2-1", "ASMS-2.2.2.2.1-4", "ASMS-4.3-1", "ASMS-2.2.2.2.2-7", "ASMS-2.2.2.2.2-2"],
  ]);
  const unnamed = (options: typeof bothSets) => broken(watch(classTags, sync({ options, brings: [add("1", sms)] })));
  expect(unnamed(bothSets)).toEqual(["ASMS-2.2.2.2.2-2 (Q18.both): an SMS without Class"]);
  expect(unnamed(smsAlone)).toEqual(["ASMS-2.2.2.2.2-2 (Q18.sms-alone): an SMS without Class"]);
  expect(unnamed(emailAlone)).toEqual([]);
});

test("a Class that names something else than the item is told, whichever way round", () => {
  const one = (name: string, item = sms) =>
    broken(watch(classTags, sync({ options: bothSets, brings: [add("1", item, name)] })));
  expect(one("IPM.Note.Mobile.SMS")).toEqual([
    'ASMS-2.2.2.2.1-4: Class "IPM.Note.Mobile.SMS" in Add',
    'ASMS-2.2.2.2.2-7: an SMS with Class "IPM.Note.Mobile.SMS"',
  ]);
  expect(one(" sms ")[0]).toBe('ASMS-2.2.2.2.1-4: Class " sms " in Add');
  expect(one("Email")).toEqual(['ASMS-2.2.2.2.2-7: an SMS with Class "Email"']);
  expect(one("SMS", mail)).toEqual(['ASMS-2.2.2.2.2-7: an e-mail with Class "SMS"']);
  expect(one("Tasks", mail)).toEqual(['ASMS-2.2.2.2.2-7: an e-mail with Class "Tasks"']);
  expect(one("Email", mail)).toEqual([]);
});

test("Change and Delete of an SMS are held to the class of the item that the phone holds", () => {
  const later = (...brings: Parameters<typeof sync>[0]["brings"] & object) =>
    broken(
      watch(
        classTags,
        primed(),
        sync({ key: "1", options: bothSets, brings: [addSms("1"), add("2", mail)], nextKey: "2" }),
        sync({ key: "2", brings, nextKey: "3" }),
      ),
    );
  expect(later({ kind: "Change", serverId: "1", class: "SMS", item: { read: "1" } })).toEqual([]);
  expect(later({ kind: "Change", serverId: "1", class: "Email", item: { read: "1" } })).toEqual([
    'ASMS-2.2.2.2.2-7: a Change of an SMS with Class "Email"',
  ]);
  expect(later({ kind: "Change", serverId: "1", item: { read: "1" } })).toEqual([
    "ASMS-2.2.2.2.2-3: a Change without Class",
  ]);
  expect(later({ kind: "Delete", serverId: "1" })).toEqual(["ASMS-2.2.2.2.2-4 (Q17.class): a Delete without Class"]);
  expect(later({ kind: "Delete", serverId: "2" })).toEqual([]);
  expect(later({ kind: "SoftDelete", serverId: "1" })).toEqual([]);
});

test("ServerIds: new ones are added, known ones changed and removed, none twice in an answer", () => {
  const steps = (...brings: Parameters<typeof sync>[0]["brings"] & object) =>
    watch(
      identifiers,
      primed(),
      sync({ key: "1", options: bothSets, brings: [addSms("1")], nextKey: "2" }),
      sync({ key: "2", brings, nextKey: "3" }),
    );
  expect(broken(steps(addSms("2"), { kind: "Delete", serverId: "1" }))).toEqual([]);
  expect(broken(steps(addSms("1")))).toEqual(['ASMS-3.1.4.1-2: Add for ServerId "1", which the client holds']);
  expect(broken(steps({ kind: "SoftDelete", serverId: "9" }))).toEqual([
    'ASMS-3.1.4.1-2: SoftDelete for ServerId "9", which the client does not hold',
  ]);
  expect(broken(steps(addSms("2"), { kind: "Delete", serverId: "2" }))).toEqual([
    'ASMS-3.1.4.1-2: ServerId "2" stands twice',
  ]);
});

test("a retry is answered against the state of its own key, and a lost answer changes nothing", () => {
  const first = sync({ key: "1", options: bothSets, brings: [addSms("1")], nextKey: "2" });
  const again = sync({ key: "1", options: bothSets, brings: [addSms("1")], nextKey: "2b" });
  expect(broken(watch(identifiers, primed(), first, again))).toEqual([]);
  const lost = sync({ key: "1", options: bothSets, brings: [addSms("1")], nextKey: "1", lost: true });
  expect(broken(watch(identifiers, primed(), lost, again))).toEqual([]);
});

test("at a key whose state nobody knows ServerIds are not judged", () => {
  const unknown = sync({ key: "77", brings: [{ kind: "Delete", serverId: "9" }] });
  expect(broken(watch(identifiers, unknown))).toEqual([]);
});

test("a phone's own Add makes the item its own; each ClientId is answered once", () => {
  const sends = [{ kind: "Add" as const, class: "SMS", clientId: "c", item: sms }];
  const word = { kind: "Add" as const, clientId: "c", serverId: "7", status: "1" };
  const change = { kind: "Change" as const, serverId: "7", item: { read: "0" } };
  type Says = NonNullable<Parameters<typeof sync>[0]["says"]>;
  const own = (says: Says, brings: (typeof change)[] = []) =>
    broken(watch(identifiers, primed(), sync({ key: "1", options: bothSets, sends, says, brings })));
  expect(own([word], [change])).toEqual([]);
  expect(own([])).toEqual(["ASMS-3.1.4.1.2-1: an Add without a word in Responses"]);
  // The name of what was added is then unknown, so no other name is wrong; where Status alone is missing, it is known.
  expect(own([], [change])).toEqual(["ASMS-3.1.4.1.2-1: an Add without a word in Responses"]);
  expect(own([{ kind: "Add", clientId: "c", serverId: "7" }], [change])).toEqual([]);
  expect(own([word, word])).toEqual(["ASMS-3.1.4.1.2-1: an Add with 2 words in Responses"]);
});

test("an answer with Commands or Responses has another SyncKey", () => {
  const brings = [addSms("1")];
  expect(held(watch(syncKey, sync({ key: "1", nextKey: "2", brings })))).toEqual(["ASMS-4.3-8", "ASMS-3.1.4.1-2"]);
  expect(broken(watch(syncKey, sync({ key: "1", nextKey: "1", brings })))).toEqual([
    "ASMS-3.1.4.1-2: the SyncKey did not change: Commands came under the very key that was sent",
  ]);
  const says = [{ kind: "Delete" as const, serverId: "1", status: "8" }];
  expect(broken(watch(syncKey, sync({ key: "1", nextKey: "1", says })))).toEqual([
    "ASMS-3.1.4.1-2: the SyncKey did not change: Responses came under the very key that was sent",
  ]);
  expect(broken(watch(syncKey, sync({ key: "1", nextKey: "k".repeat(65), brings })))).toEqual([
    "ASMS-3.1.4.1-2: a SyncKey of 65 characters",
  ]);
  expect(watch(syncKey, sync({ key: "1", nextKey: "1" }))).toEqual([]);
  const marked = watch(syncKey, sync({ key: "1", nextKey: "1", says })).map(({ observation }) => [
    observation.about?.tag,
    observation.within,
  ]);
  expect(marked).toEqual([["Collection", ["SyncKey"]]]);
  expect(broken(watch(syncKey, sync({ key: "1", nextKey: "2", brings, status: "4" })))).toEqual([
    'ASMS-4.3-8: Commands beside Status "4"',
  ]);
});

test("SMS for a phone that did not ask is told, disguised or not", () => {
  const brings = [addSms("1")];
  const first = (options?: typeof bothSets) => sync({ key: "1", ...(options ? { options } : {}), brings });
  expect(held(watch(smsUnrequested, primed(), sync({ brings: [add("1", mail)] })))).toEqual(["ASMS-3.2.5.1-4"]);
  expect(broken(watch(smsUnrequested, primed(), first()))).toEqual([
    'ASMS-3.2.5.1-4 (Q36.unrequested): Add of an SMS with Class "SMS"',
  ]);
  expect(broken(watch(smsUnrequested, primed(), first(emailAlone)))).toHaveLength(1);
  expect(broken(watch(smsUnrequested, primed(), sync({ brings: [add("1", sms)] })))).toEqual([
    "ASMS-3.2.5.1-4 (Q36.disguised): Add of an SMS with another Class or none",
  ]);
  expect(watch(smsUnrequested, primed(), first(smsAlone))).toEqual([]);
});

test("sets stay in force; after SyncKey 0, a refusal or a lost answer nobody can say", () => {
  const asks = sync({ key: "1", options: bothSets, nextKey: "2" });
  const leak = (key: string) => sync({ key, brings: [addSms("9")], nextKey: "9" });
  expect(watch(smsUnrequested, primed(), asks, leak("2"))).toEqual([]);
  const drops = sync({ key: "2", options: emailAlone, nextKey: "3" });
  expect(broken(watch(smsUnrequested, primed(), asks, drops, leak("3")))).toHaveLength(1);
  expect(watch(smsUnrequested, primed(), asks, drops, primed(), leak("1"))).toEqual([]);
  const refused = sync({ key: "2", options: bothSets, status: "4" });
  expect(watch(smsUnrequested, primed(), refused, leak("1"))).toEqual([]);
  expect(watch(smsUnrequested, primed(), sync({ options: emailAlone, lost: true }), leak("1"))).toEqual([]);
  expect(watch(smsUnrequested, primed(), sync({ options: [{ class: "sms" }] }), leak("2"))).toEqual([]);
});

test("versions before SMS are nobody's business", () => {
  const old = sync({ version: "12.1", brings: [addSms("1")], nextKey: "1", http: { type: "text/xml" } });
  for (const monitor of monitors) expect(watch(monitor, old), monitor.id).toEqual([]);
});

test("no monitor throws, whatever the answer is made of", () => {
  const odd = [
    sync({ spoil: () => new Uint8Array([1, 2, 3]) }),
    sync({ spoil: () => new TextEncoder().encode("<html></html>") }),
    sync({ http: { empty: true } }),
    sync({ reshape: (root) => ({ ...root, content: null }) }),
    sync({
      brings: [addSms("")],
      reshape: (root) => mapElements(root, (one) => (one.tag === "ServerId" ? element(0, "Class", "SMS") : one)),
    }),
    { ...sync({}), response: undefined },
  ];
  for (const monitor of monitors) {
    const exchanges = odd.map(({ response, ...rest }) => (response === undefined ? rest : { ...rest, response }));
    expect(() => watch(monitor, ...exchanges), monitor.id).not.toThrow();
  }
});

test("ids are unique, and every monitor declares the rows that it emits", () => {
  expect(new Set(monitors.map(({ id }) => id)).size).toBe(monitors.length);
  const traffic = [primed(), sync({ options: bothSets, brings: [addSms("1"), add("2", mail)] })];
  for (const monitor of monitors) {
    const emitted = watch(monitor, ...traffic).map(({ requirement }) => requirement);
    expect(
      emitted.filter((row) => !monitor.requirements.includes(row)),
      monitor.id,
    ).toEqual([]);
  }
});
