import fc from "fast-check";
import { expect, test } from "vitest";
import { codePage, type ItemFields } from "../eas/index.js";
import { element, isElement, textOf } from "../wbxml/index.js";
import { bodyPresent } from "./body-present.js";
import { codePages } from "./code-pages.js";
import { dateForm } from "./date-form.js";
import { leafElements } from "./leaf-elements.js";
import { responseStructure } from "./response-structure.js";
import { senderForm } from "./sender-form.js";
import { add, addSms, bothSets, broken, held, mail, mapElements, smsAlone, sync, watch } from "./testing/traffic.js";
import { valueTypes } from "./value-types.js";

/** One SMS with these changes, sent to a phone that asked for both classes. */
function oneSms(changes: ItemFields) {
  return sync({ options: bothSets, brings: [addSms("1", changes)] });
}

test.each(['"Ann" [MOBILE:+14255550123]', '"" [MOBILE:14255550123]', "[MOBILE:(425) 555-0123]"])(
  "From %s is one sender in the right form",
  (from) => {
    const seen = watch(senderForm, oneSms({ from }));
    expect(broken(seen)).toEqual([]);
    expect(held(seen)).toEqual(["ASMS-2.2-5", "ASMS-2.2.2.1.1-2", "ASMS-2.2.2.1.1-3", "ASMS-2.2-4", "ASMS-4.3-2"]);
  },
);

test.each([
  ["14255550123", 'ASMS-2.2.2.1.1-3 (Q21.from-group): "14255550123" (no-group)'],
  ["1@sms.example.com", 'ASMS-2.2.2.1.1-3 (Q21.from-group): "1@sms.example.com" (no-group)'],
  ['"Ann" <MOBILE:1425>', 'ASMS-2.2.2.1.1-3 (Q21.from-angle): "\\"Ann\\" <MOBILE:1425>" (angle-brackets)'],
  ["[mobile:1425]", 'ASMS-2.2.2.1.1-3 (Q21.case): "[mobile:1425]" (mobile-case)'],
  ["Ann [MOBILE:1425]", 'ASMS-2.2.2.1.1-3 (Q21.from-form): "Ann [MOBILE:1425]" (unquoted-name)'],
  ["[MOBILE:1]; [MOBILE:2]", 'ASMS-2.2.2.1.1-2 (Q21.from-group): more than one: "[MOBILE:1]; [MOBILE:2]"'],
])("From %s departs from the form", (from, finding) => {
  expect(broken(watch(senderForm, oneSms({ from })))).toEqual([finding]);
});

test("a sender is nobody's duty: an absent or empty From has no form, nor has that of an e-mail", () => {
  const { from: _, to: __, ...nobody } = addSms("1").item ?? {};
  const seen = watch(
    senderForm,
    sync({ brings: [add("1", nobody, "SMS"), addSms("2", { from: "", to: "" }), add("3", mail)] }),
  );
  expect([broken(seen), held(seen)]).toEqual([[], ["ASMS-2.2-5", "ASMS-2.2-4"]]);
});

test.each(['"Ann" [MOBILE:+1425]; [MOBILE:1426]', "[MOBILE:1],[MOBILE:2]", '"a; [b]" [MOBILE:1]'])(
  "To %s is a list of addresses",
  (to) => {
    expect(broken(watch(senderForm, oneSms({ to })))).toEqual([]);
  },
);

test.each([
  ["14255550123", '"14255550123" (no-group)'],
  ["[MOBILE:1]; bob@example.com", '"[MOBILE:1]; bob@example.com" (no-group)'],
  ["<MOBILE:1>", '"<MOBILE:1>" (angle-brackets)'],
  ["; ;", '"; ;" (no-group)'],
])("To %s departs from the form, which weighs little", (to, seen) => {
  expect(broken(watch(senderForm, oneSms({ to })))).toEqual([`ASMS-4.3-2 (Q21.to-form): ${seen}`]);
});

test("text as opaque bytes is no string, and is told once for each element", () => {
  const opaque: Parameters<typeof sync>[0]["reshape"] = (root) =>
    mapElements(root, (one) =>
      ["To", "From", "DateReceived"].includes(one.tag) && one.page === codePage.email
        ? { ...one, content: [{ opaque: new TextEncoder().encode(textOf(one)) }] }
        : one,
    );
  const traffic = sync({ options: smsAlone, brings: [addSms("1")], reshape: opaque });
  expect(broken(watch(senderForm, traffic))).toEqual(["ASMS-2.2-5: opaque bytes", "ASMS-2.2-4: opaque bytes"]);
  expect(broken(watch(dateForm, traffic))).toEqual(["ASMS-2.2-6: opaque bytes"]);
});

test("the conversation elements are bytes, not empty, and an index has a header of five", () => {
  const seen = (conversationId?: Uint8Array | string, conversationIndex?: Uint8Array | string) => {
    const { conversationId: _, conversationIndex: __, ...rest } = addSms("1").item ?? {};
    const item = {
      ...rest,
      ...(conversationId === undefined ? {} : { conversationId }),
      ...(conversationIndex === undefined ? {} : { conversationIndex }),
    };
    return broken(watch(valueTypes, sync({ options: bothSets, brings: [add("1", item, "SMS")] })));
  };
  const bytes = (length: number) => new Uint8Array(length).fill(7);
  expect(seen(bytes(1), bytes(10))).toEqual([]);
  expect(seen(bytes(16), bytes(8))).toEqual([]);
  expect(seen(bytes(0), bytes(4))).toEqual([
    "ASMS-2.2-12: it is empty",
    "ASMS-2.2-13: 4 bytes",
    "ASMS-2.2.2-22 (Q24.added): an SMS without a ConversationIndex of five bytes or more",
  ]);
  expect(seen("abc", "abcde")).toEqual([
    "ASMS-4.3-7: ConversationId is a string",
    "ASMS-4.3-7: ConversationIndex is a string",
  ]);
  expect(seen()).toEqual(["ASMS-2.2.2-22 (Q24.added): an SMS without a ConversationIndex of five bytes or more"]);
});

test("answers use the code pages of the protocol; Tasks inside Flag, and whatever an e-mail holds", () => {
  const withMore = (tag: string, more: ReturnType<typeof element>) =>
    sync({
      options: bothSets,
      brings: [addSms("1")],
      reshape: (root) =>
        mapElements(root, (one) => (one.tag === tag ? { ...one, content: [...(one.content ?? []), more] } : one)),
    });
  expect(held(watch(codePages, oneSms({})))).toEqual(["ASMS-2.2-2"]);
  expect(broken(watch(codePages, withMore("Flag", element(codePage.tasks, "StartDate", "x"))))).toEqual([]);
  const path = "Sync/Collections/Collection/Commands/Add/ApplicationData";
  expect(broken(watch(codePages, withMore("ApplicationData", element(codePage.tasks, "StartDate", "x"))))).toEqual([
    `ASMS-2.2-2: ${path}/StartDate: Tasks (code page 9) does not belong`,
  ]);
  expect(broken(watch(codePages, withMore("Collections", element(1, "Children", element(1, "Child", "x")))))).toEqual([
    "ASMS-2.2-2: Sync/Collections/Children: Contacts (code page 1) does not belong",
  ]);
});

test.each(["2009-01-08T00:14:36.000Z", "2009-01-08T00:14:36Z", "2009-01-08T00:14:36.5Z"])(
  "%s is a date",
  (dateReceived) => {
    const seen = watch(dateForm, oneSms({ dateReceived }));
    expect([broken(seen), held(seen)]).toEqual([[], ["ASMS-2.2-6", "ASMS-2.2.2.1.2-3"]]);
  },
);

test.each(["20090108T001436Z", "2009-01-08T00:14:36.000", "2009-01-08T00:14:36+01:00", "2009-02-30T00:00:00Z", ""])(
  "%j is no date",
  (dateReceived) => {
    const seen = broken(watch(dateForm, oneSms({ dateReceived })));
    const words = JSON.stringify(dateReceived);
    expect(seen).toEqual([`ASMS-2.2-6: ${words}`, `ASMS-2.2.2.1.2-3: ${words}`]);
  },
);

test("values of numbers and booleans are told from words", () => {
  expect(broken(watch(valueTypes, oneSms({})))).toEqual([]);
  const wrong = oneSms({
    read: "true",
    importance: "3",
    internetCpid: "utf-8",
    flag: { Status: "yes" },
    body: { type: "1", estimatedDataSize: "-1", data: "" },
  });
  expect(broken(watch(valueTypes, wrong))).toEqual([
    'ASMS-2.2-7: Importance is "3"',
    'ASMS-2.2-8: Read is "true"',
    'ASMS-2.2-10: InternetCPID is "utf-8"',
    'ASMS-4.3-6: InternetCPID is "utf-8"',
    'ASMS-2.2-11: Flag/Status is "yes"',
    'ASMS-2.2-9: Body/EstimatedDataSize is "-1"',
  ]);
});

test("property: Read is right exactly as 0 or 1", () => {
  const read = fc.oneof(
    fc.constantFrom("0", "1"),
    fc.string({ maxLength: 4, size: "max" }).map((text) => text.replace(/\0/g, "")),
  );
  fc.assert(
    fc.property(read, (value) => {
      const seen = broken(watch(valueTypes, oneSms({ read: value })));
      expect(seen.length).toBe(value === "0" || value === "1" ? 0 : 1);
    }),
  );
});

test("an Add of an SMS has one Body with its text, unless it is cut to nothing", () => {
  const whole = (body: ItemFields["body"]) => {
    const { body: _, ...rest } = addSms("1").item ?? {};
    return watch(
      bodyPresent,
      sync({ options: bothSets, brings: [add("1", body === undefined ? rest : { ...rest, body }, "SMS")] }),
    );
  };
  const told = "ASMS-4.3-4 (Q26.size): a Body without EstimatedDataSize";
  expect(held(whole({ type: "1", data: "Hello", estimatedDataSize: "5" }))).toEqual(["ASMS-4.3-4", "ASMS-2.2.1-1"]);
  expect(broken(whole({ type: "1", truncated: "1" }))).toEqual([told]);
  expect(broken(whole({ type: "1", estimatedDataSize: "0" }))).toEqual([]);
  expect(broken(whole(undefined))).toEqual(["ASMS-2.2.1-1: an SMS without a Body"]);
  expect(broken(whole({ data: "Hello" }))).toEqual([told, "ASMS-2.2.1-1: a Body without Type"]);
  expect(broken(whole({ type: "1" }))).toEqual([told, "ASMS-2.2.1-1: a Body without Data"]);
});

test("a phone that offered no plain text is only told of a missing Body", () => {
  const { body: _, ...rest } = addSms("1").item ?? {};
  const seen = watch(bodyPresent, sync({ options: [{ class: "SMS" }], brings: [add("1", rest, "SMS")] }));
  expect(broken(seen)).toEqual(["ASMS-2.2.1-1 (Q26.not-offered): an SMS without a Body"]);
});

test("an element inside From is told once, by the monitor of leaves", () => {
  const reshape: Parameters<typeof sync>[0]["reshape"] = (root) =>
    mapElements(root, (one) =>
      one.tag === "From"
        ? { ...one, content: [...(one.content ?? []), element(codePage.email, "Importance", "1")] }
        : one,
    );
  const traffic = sync({ options: smsAlone, brings: [addSms("1")], reshape });
  const path = "Sync/Collections/Collection/Commands/Add/ApplicationData/From";
  expect(broken(watch(leafElements, traffic))).toEqual([`ASMS-2.2.2-1 (Q22.leaf): ${path} holds Importance`]);
  expect(broken(watch(responseStructure, traffic))).toEqual([]);
  expect(broken(watch(senderForm, traffic))).toEqual([]);
  expect(held(watch(leafElements, oneSms({})))).toEqual(["ASMS-2.2.2-1"]);
});

test("everything in its place is seen to be there", () => {
  const seen = watch(responseStructure, oneSms({}));
  expect(broken(seen)).toEqual([]);
  const rows = ["ASMS-1.4-2", "ASMS-2.2-3", "ASMS-3.2.1-1", "ASMS-3.2.5.1-1", "ASMS-3.2.5.1-2", "ASMS-3.2.5.1-3"];
  expect(held(seen).sort()).toEqual(rows);
});

test("an SMS that stands beside ApplicationData is outside its place", () => {
  const traffic = sync({
    options: smsAlone,
    brings: [addSms("1")],
    reshape: (root) =>
      mapElements(root, (one) =>
        one.tag === "Add"
          ? {
              ...one,
              content: (one.content ?? []).flatMap((child) =>
                isElement(child) && child.tag === "ApplicationData" ? (child.content ?? []) : [child],
              ),
            }
          : one,
      ),
  });
  const rows = watch(responseStructure, traffic).filter(({ observation }) => !observation.holds);
  expect(new Set(rows.map(({ requirement }) => requirement))).toEqual(new Set(["ASMS-3.2.5.1-3", "ASMS-3.2.5.1-2"]));
});

test("elements of e-mail weigh less in an SMS than elements of anything else", () => {
  const more = (page: number, tag: string) =>
    sync({
      options: smsAlone,
      brings: [addSms("1")],
      reshape: (root) =>
        mapElements(root, (one) =>
          one.tag === "ApplicationData" ? { ...one, content: [...(one.content ?? []), element(page, tag, "x")] } : one,
        ),
    });
  expect(broken(watch(responseStructure, more(codePage.email, "Subject")))).toEqual([
    "ASMS-2.2-3 (Q25.mail-element): Email:Subject, which an e-mail has and an SMS has not",
  ]);
  expect(broken(watch(responseStructure, more(1, "FirstName")))).toEqual([
    "ASMS-2.2-3 (Q25.foreign-element): Contacts:FirstName, which belongs to no message",
  ]);
});

test("what is inside an e-mail is the business of other documents", () => {
  const withPreview = (brings: Parameters<typeof sync>[0]["brings"] & object) =>
    sync({
      version: "14.0",
      options: bothSets,
      brings,
      reshape: (root) =>
        mapElements(root, (one) =>
          one.tag === "Body" ? { ...one, content: [...(one.content ?? []), element(17, "Preview", "x")] } : one,
        ),
    });
  const mailWithBody = { ...mail, body: { type: "1", data: "Hello" } };
  expect(broken(watch(responseStructure, withPreview([add("1", mailWithBody)])))).toEqual([]);
  expect(broken(watch(responseStructure, withPreview([addSms("1")])))).toHaveLength(1);
});

test("an element that its code page does not have is on the wrong page", () => {
  const traffic = sync({
    options: smsAlone,
    brings: [addSms("1", { importance: "1" })],
    // Importance (0x12 on page 2) becomes 0x0B, a token that page 2 does not define.
    spoil: (bytes) =>
      bytes.map((byte, at) => (byte === 0x52 && bytes[at + 1] === 0x03 && bytes[at + 2] === 0x31 ? 0x4b : byte)),
  });
  const rows = watch(responseStructure, traffic).filter(({ observation }) => !observation.holds);
  expect(rows.map(({ requirement }) => requirement)).toEqual(["ASMS-1.4-2"]);
});

test("a Sync is answered by a Sync, and one that says something", () => {
  const root = (tag: string, hollow = false) =>
    broken(
      watch(responseStructure, sync({ reshape: (one) => (hollow ? { ...one, content: null } : { ...one, tag }) })),
    ).filter((finding) => finding.startsWith("ASMS-3.2.5.1-1"));
  expect(root("Sync")).toEqual([]);
  expect(root("Collections")).toEqual(["ASMS-3.2.5.1-1: AirSync:Collections"]);
  expect(root("Sync", true)).toEqual(["ASMS-3.2.5.1-1: a Sync with neither Collections nor Status"]);
});
