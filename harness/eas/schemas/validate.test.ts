import { describe, expect, test } from "vitest";
import { type Content, decode, type Element, element, encode } from "../../wbxml/index.js";
import {
  commandCodes,
  hasSchema,
  inspectResponse,
  type SchemaFault,
  validateRequest,
  validateResponse,
} from "../index.js";

const air = (tag: string, ...content: Content[]) => element(0, tag, ...content);
const email = (tag: string, ...content: Content[]) => element(2, tag, ...content);
const base = (tag: string, ...content: Content[]) => element(17, tag, ...content);
const email2 = (tag: string, ...content: Content[]) => element(22, tag, ...content);
const settings = (tag: string, ...content: Content[]) => element(18, tag, ...content);
const estimate = (tag: string, ...content: Content[]) => element(6, tag, ...content);

const collection = (...content: Content[]) => air("Sync", air("Collections", air("Collection", ...content)));
const head = [air("SyncKey", "k2"), air("CollectionId", "15"), air("Status", "1")];
const sync = (...content: Content[]) => collection(...head, ...content);
const added = (...content: Content[]) =>
  sync(air("Commands", air("Add", air("Class", "SMS"), air("ServerId", "15:1"), ...content)));
const item = (...content: Content[]) => added(air("ApplicationData", ...content));

const short = (fault: SchemaFault) =>
  `${fault.code} at ${fault.path}: expected ${fault.expected}; found ${fault.found}`;
const faults = (root: Element, version = "14.1", command = "Sync") =>
  validateResponse(command, root, version).map(short);

describe("an SMS item with the elements of [MS-ASMS] 4.3", () => {
  const example = item(
    email("To", '"12025550164" [MOBILE:12025550164]'),
    email("From", '"12025550171" [MOBILE:+12025550171]'),
    email("DateReceived", "2019-03-05T17:42:10.000Z"),
    email("Importance", "1"),
    email("Read", "0"),
    base(
      "Body",
      base("Type", "1"),
      base("EstimatedDataSize", "6"),
      base("Data", "The ferry leaves at nine, not at ten.\n"),
    ),
    email("InternetCPID", "1252"),
    email("Flag"),
    email2("ConversationId", { opaque: Uint8Array.of(1, 0, 2) }),
    email2("ConversationIndex", { opaque: Uint8Array.of(3) }),
  );

  test.each(["14.0", "14.1", "16.0", "16.1", "an unknown version"])("has no fault at %s", (version) => {
    expect(faults(example, version)).toEqual([]);
    expect(inspectResponse("Sync", decode(encode(example)), version).remarks).toEqual([]);
  });
});

describe("what an item gets wrong", () => {
  test.each<[string, Element, string[]]>([
    [
      "elements directly under Add",
      added(email("To", "x"), email("From", "y")),
      [
        "unexpected-element at Sync/Collections/Collection/Commands/Add/To: expected only AirSync:Class, AirSync:ServerId, AirSync:ApplicationData in Add; found Email:To",
        "unexpected-element at Sync/Collections/Collection/Commands/Add/From: expected only AirSync:Class, AirSync:ServerId, AirSync:ApplicationData in Add; found Email:From",
      ],
    ],
    [
      "a leaf with a child",
      item(email("From", email("To", "x"))),
      [
        "wrong-content at Sync/Collections/Collection/Commands/Add/ApplicationData/From/To: expected text of at most 32768 characters in From; found Email:To",
      ],
    ],
    [
      "ConversationId on page 2",
      item(email("ConversationId", { opaque: Uint8Array.of(1) })),
      [
        "undefined-element at Sync/Collections/Collection/Commands/Add/ApplicationData/ConversationId: expected an element of code page 2 (Email); found ConversationId",
      ],
    ],
    [
      "ConversationId inline",
      item(email2("ConversationId", "abc")),
      [
        'wrong-content at Sync/Collections/Collection/Commands/Add/ApplicationData/ConversationId: expected opaque data in ConversationId; found "abc"',
      ],
    ],
    [
      "opaque text",
      item(email("From", { opaque: Uint8Array.of(65) })),
      [
        "wrong-content at Sync/Collections/Collection/Commands/Add/ApplicationData/From: expected text of at most 32768 characters in From; found 1 bytes of opaque data",
      ],
    ],
    [
      "a compact date",
      item(email("DateReceived", "20090108T001436Z")),
      [
        'wrong-value at Sync/Collections/Collection/Commands/Add/ApplicationData/DateReceived: expected a dateTime of the form 2009-01-08T00:14:36.000Z in DateReceived; found "20090108T001436Z"',
      ],
    ],
    [
      "Read in words",
      item(email("Read", "true")),
      [
        'wrong-value at Sync/Collections/Collection/Commands/Add/ApplicationData/Read: expected 0 or 1 in Read; found "true"',
      ],
    ],
    [
      "an element twice",
      item(email("From", "a"), email("From", "b")),
      [
        "repeated-element at Sync/Collections/Collection/Commands/Add/ApplicationData/From: expected at most 1 Email:From in ApplicationData; found 2",
      ],
    ],
    [
      "a Body without Type",
      item(base("Body", base("Data", "x"))),
      [
        "missing-element at Sync/Collections/Collection/Commands/Add/ApplicationData/Body: expected AirSyncBase:Type in Body; found none",
      ],
    ],
    [
      "a Flag member on the wrong page",
      item(email("Flag", email("Subject", "x"))),
      [
        "unexpected-element at Sync/Collections/Collection/Commands/Add/ApplicationData/Flag/Subject: expected only Tasks:Subject, Email:Status, Email:FlagType, Tasks:DateCompleted, Email:CompleteTime, Tasks:StartDate, Tasks:DueDate, Tasks:UtcStartDate, Tasks:UtcDueDate, Tasks:ReminderSet, Tasks:ReminderTime, Tasks:OrdinalDate, Tasks:SubOrdinalDate in Flag; found Email:Subject",
      ],
    ],
    [
      "text in ApplicationData",
      added(air("ApplicationData", "text")),
      [
        'wrong-content at Sync/Collections/Collection/Commands/Add/ApplicationData: expected no text in ApplicationData; found "text"',
      ],
    ],
  ])("%s", (_name, root, expected) => {
    expect(faults(root)).toEqual(expected);
  });

  test("Preview before 14.1", () => {
    const root = item(base("Body", base("Type", "1"), base("Preview", "x")));
    expect(faults(root, "14.1")).toEqual([]);
    expect(faults(root, "14.0")).toEqual([
      "wrong-version at Sync/Collections/Collection/Commands/Add/ApplicationData/Body/Preview: expected Preview belongs to 14.1 and later; found AirSyncBase:Preview in Body",
    ]);
  });

  test("items of other classes are none of its business", () => {
    expect(faults(item(element(4, "Subject", "x"), element(1, "FirstName", "y"), base("NativeBodyType", "1")))).toEqual(
      [],
    );
  });
});

describe("what a Sync response gets wrong", () => {
  test.each<[string, Element, string[]]>([
    [
      "another root",
      air("Status", "1"),
      ["wrong-root at Status: expected the document AirSync:Sync; found AirSync:Status"],
    ],
    [
      "an unnamed item",
      sync(air("Commands", air("Delete"))),
      [
        "missing-element at Sync/Collections/Collection/Commands/Delete: expected AirSync:ServerId in Delete; found none",
      ],
    ],
    [
      "an empty ServerId",
      sync(air("Commands", air("Delete", air("ServerId")))),
      [
        "wrong-value at Sync/Collections/Collection/Commands/Delete/ServerId: expected 1 to 64 characters in ServerId; found nothing",
      ],
    ],
    [
      "a long SyncKey",
      collection(air("SyncKey", "k".repeat(65)), air("CollectionId", "1"), air("Status", "1")),
      [
        `wrong-value at Sync/Collections/Collection/SyncKey: expected 1 to 64 characters in SyncKey; found "${"k".repeat(60)}…"`,
      ],
    ],
    [
      "no Status for an Add",
      sync(air("Responses", air("Add", air("ClientId", "c")))),
      ["missing-element at Sync/Collections/Collection/Responses/Add: expected AirSync:Status in Add; found none"],
    ],
    [
      "a Status that is no number",
      collection(air("SyncKey", "k"), air("CollectionId", "1"), air("Status", "OK")),
      [
        'wrong-value at Sync/Collections/Collection/Status: expected a Status: one to three digits in Status; found "OK"',
      ],
    ],
    [
      "MoreAvailable with a value",
      sync(air("MoreAvailable", "1")),
      [
        'wrong-content at Sync/Collections/Collection/MoreAvailable: expected an empty element in MoreAvailable; found "1"',
      ],
    ],
    [
      "Limit beside Collections",
      air("Sync", air("Status", "15"), air("Limit", "10"), air("Collections")),
      ["exclusive-elements at Sync: expected AirSync:Limit or AirSync:Collections, not both; found both"],
    ],
    [
      "empty Commands",
      sync(air("Commands")),
      ["missing-element at Sync/Collections/Collection/Commands: expected a child in Commands; found none"],
    ],
    [
      "an element of a request",
      sync(air("GetChanges", "1")),
      [
        "unexpected-element at Sync/Collections/Collection/GetChanges: expected only AirSync:Class, AirSync:SyncKey, AirSync:CollectionId, AirSync:Status, AirSync:Commands, AirSync:Responses, AirSync:MoreAvailable in Collection; found AirSync:GetChanges",
      ],
    ],
  ])("%s", (_name, root, expected) => {
    expect(faults(root)).toEqual(expected);
  });

  test("what is tolerated is a remark", () => {
    const root = collection(air("Class", "Email"), ...head);
    expect(inspectResponse("Sync", root, "12.1")).toEqual({ faults: [], remarks: [] });
    const { faults: none, remarks } = inspectResponse("Sync", root, "14.1");
    expect(none).toEqual([]);
    expect(remarks.map(short)).toEqual([
      "wrong-version at Sync/Collections/Collection/Class: expected Class belongs to Collection before 14.0 only; found AirSync:Class in Collection",
    ]);
    const early = sync(air("Responses", air("Add", air("ClientId", "c"), air("Status", "1"), air("ApplicationData"))));
    expect(inspectResponse("Sync", early, "14.1")).toMatchObject({ faults: [], remarks: [{ code: "wrong-version" }] });
    expect(inspectResponse("Sync", early, "16.1")).toEqual({ faults: [], remarks: [] });
  });
});

describe("the other commands", () => {
  test("Class in an estimate is a remark after 12.1", () => {
    const response = estimate(
      "GetItemEstimate",
      estimate(
        "Response",
        estimate("Status", "1"),
        estimate("Collection", estimate("Class", "Email"), estimate("CollectionId", "1"), estimate("Estimate", "5")),
      ),
    );
    expect(inspectResponse("GetItemEstimate", response, "12.1").remarks).toEqual([]);
    const report = inspectResponse("GetItemEstimate", response, "14.1");
    expect([report.faults.length, report.remarks.length]).toEqual([0, 1]);
  });

  test("DeviceInformation without any Status is a fault, one wrapped in Set a remark", () => {
    const answer = (...content: Content[]) =>
      settings("Settings", settings("Status", "1"), settings("DeviceInformation", ...content));
    expect(faults(answer(), "14.1", "Settings")).toEqual([
      "missing-element at Settings/DeviceInformation: expected Settings:Status or Settings:Set in DeviceInformation; found neither",
    ]);
    const wrapped = inspectResponse("Settings", answer(settings("Set", settings("Status", "5"))), "14.0");
    expect([wrapped.faults.length, wrapped.remarks.length]).toEqual([0, 1]);
    expect(faults(answer(settings("Status", "5")), "14.1", "Settings")).toEqual([]);
  });

  test("an element that the version does not have", () => {
    const set = settings(
      "Settings",
      settings("DeviceInformation", settings("Set", settings("EnableOutboundSMS", "1"))),
    );
    expect(validateRequest("Settings", set, "14.0")).toEqual([]);
    expect(validateRequest("Settings", set, "12.1").map(short)).toEqual([
      "wrong-version at Settings/DeviceInformation/Set/EnableOutboundSMS: expected Settings:EnableOutboundSMS in 14.0, 14.1, 16.0, 16.1 only; found Settings:EnableOutboundSMS in 12.1",
    ]);
  });

  test("a command without a schema has no faults, and says so", () => {
    expect(hasSchema("Search")).toBe(false);
    expect(validateResponse("Search", air("Sync"), "14.1")).toEqual([]);
    expect(Object.keys(commandCodes).filter(hasSchema)).toHaveLength(11);
  });
});
