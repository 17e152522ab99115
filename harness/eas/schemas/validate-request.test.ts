import { describe, expect, test } from "vitest";
import { type Content, type Element, element } from "../../wbxml/index.js";
import { type SchemaFault, validateRequest } from "../index.js";

const air = (tag: string, ...content: Content[]) => element(0, tag, ...content);
const base = (tag: string, ...content: Content[]) => element(17, tag, ...content);
const estimate = (tag: string, ...content: Content[]) => element(6, tag, ...content);
const collection = (...content: Content[]) => air("Sync", air("Collections", air("Collection", ...content)));
const short = (fault: SchemaFault) =>
  `${fault.code} at ${fault.path}: expected ${fault.expected}; found ${fault.found}`;

describe("requests", () => {
  const options = (...content: Content[]) =>
    collection(air("SyncKey", "k"), air("CollectionId", "1"), air("Options", ...content));

  test.each<[string, Element, string[]]>([
    [
      "an order of its own",
      collection(air("CollectionId", "1"), air("SyncKey", "k")),
      [
        "wrong-order at Sync/Collections/Collection/SyncKey: expected the order AirSync:SyncKey, AirSync:CollectionId in Collection; found AirSync:CollectionId, AirSync:SyncKey",
      ],
    ],
    [
      "three sets of options",
      collection(air("SyncKey", "k"), air("CollectionId", "1"), air("Options"), air("Options"), air("Options")),
      [
        "repeated-element at Sync/Collections/Collection/Options: expected at most 2 AirSync:Options in Collection; found 3",
      ],
    ],
    [
      "both ways to wait",
      air("Sync", air("Wait", "1"), air("HeartbeatInterval", "60")),
      ["exclusive-elements at Sync: expected AirSync:Wait or AirSync:HeartbeatInterval, not both; found both"],
    ],
    [
      "a filter that does not exist",
      options(air("FilterType", "9")),
      [
        'wrong-value at Sync/Collections/Collection/Options/FilterType: expected a number from 0 to 8 in FilterType; found "9"',
      ],
    ],
    [
      "TruncationSize before Type",
      options(base("BodyPreference", base("TruncationSize", "1"), base("Type", "1"))),
      [
        "wrong-order at Sync/Collections/Collection/Options/BodyPreference/Type: expected the order AirSyncBase:Type, AirSyncBase:TruncationSize in BodyPreference; found AirSyncBase:TruncationSize, AirSyncBase:Type",
      ],
    ],
    [
      "an Add without ClientId",
      collection(air("SyncKey", "k"), air("CollectionId", "1"), air("Commands", air("Add", air("ApplicationData")))),
      ["missing-element at Sync/Collections/Collection/Commands/Add: expected AirSync:ClientId in Add; found none"],
    ],
  ])("%s", (_name, root, expected) => {
    expect(validateRequest("Sync", root, "14.1").map(short)).toEqual(expected);
  });

  test("Options may stand in any order", () => {
    expect(
      validateRequest(
        "Sync",
        options(air("FilterType", "0"), base("BodyPreference", base("Type", "1")), air("Class", "SMS")),
        "14.1",
      ),
    ).toEqual([]);
  });

  test("Options of an estimate need a child", () => {
    const request = estimate(
      "GetItemEstimate",
      estimate(
        "Collections",
        estimate("Collection", air("SyncKey", "k"), estimate("CollectionId", "1"), air("Options")),
      ),
    );
    expect(validateRequest("GetItemEstimate", request, "14.1").map((fault) => fault.code)).toEqual(["missing-element"]);
  });
});
