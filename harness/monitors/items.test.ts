import fc from "fast-check";
import { expect, test } from "vitest";
import { codePage, type ItemFields } from "../eas/index.js";
import { element, isElement } from "../wbxml/index.js";
import { bodyPresent } from "./body-present.js";
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
    expect(held(seen)).toEqual(["ASMS-2.2.2.1.1-2", "ASMS-2.2.2.1.1-3"]);
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

test("a sender is nobody's duty: an absent or empty From is not judged, nor that of an e-mail", () => {
  const { from: _, ...nobody } = addSms("1").item ?? {};
  expect(
    watch(senderForm, sync({ brings: [add("1", nobody, "SMS"), addSms("2", { from: "" }), add("3", mail)] })),
  ).toEqual([]);
});

test.each(["2009-01-08T00:14:36.000Z", "2009-01-08T00:14:36Z", "2009-01-08T00:14:36.5Z"])(
  "%s is a date",
  (dateReceived) => {
    const seen = watch(dateForm, oneSms({ dateReceived }));
    expect([broken(seen), held(seen)]).toEqual([[], ["ASMS-2.2.2.1.2-3"]]);
  },
);

test.each(["20090108T001436Z", "2009-01-08T00:14:36.000", "2009-01-08T00:14:36+01:00", "2009-02-30T00:00:00Z", ""])(
  "%j is no date",
  (dateReceived) => {
    const seen = broken(watch(dateForm, oneSms({ dateReceived })));
    expect(seen).toEqual([`ASMS-2.2.2.1.2-3: ${JSON.stringify(dateReceived)}`]);
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
  expect(held(whole({ type: "1", data: "Hello" }))).toEqual(["ASMS-2.2.1-1"]);
  expect(broken(whole({ type: "1", truncated: "1" }))).toEqual([]);
  expect(broken(whole({ type: "1", estimatedDataSize: "0" }))).toEqual([]);
  expect(broken(whole(undefined))).toEqual(["ASMS-2.2.1-1: an SMS without a Body"]);
  expect(broken(whole({ data: "Hello" }))).toEqual(["ASMS-2.2.1-1: a Body without Type"]);
  expect(broken(whole({ type: "1" }))).toEqual(["ASMS-2.2.1-1: a Body without Data"]);
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
  expect(watch(senderForm, traffic)).toEqual([]);
  expect(held(watch(leafElements, oneSms({})))).toEqual(["ASMS-2.2.2-1"]);
});

test("everything in its place is seen to be there", () => {
  const seen = watch(responseStructure, oneSms({}));
  expect(broken(seen)).toEqual([]);
  expect(held(seen).sort()).toEqual(["ASMS-1.4-2", "ASMS-2.2-3", "ASMS-3.2.1-1", "ASMS-3.2.5.1-3"]);
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
  expect(new Set(rows.map(({ requirement }) => requirement))).toEqual(new Set(["ASMS-3.2.5.1-3"]));
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
