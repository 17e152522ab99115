import * as fc from "fast-check";
import { expect, test } from "vitest";
import { element } from "../../wbxml/index.js";
import { syncResponse } from "../arbitraries.js";
import { buildSyncResponse, documentToJson } from "../index.js";
import { locate } from "./json-form.js";

test("children stand under their qualified names, text and opaque data beside them", () => {
  const root = element(
    0,
    "Sync",
    element(0, "Status", "4"),
    element(22, "ConversationId", { opaque: Uint8Array.of(1, 2) }),
    element(0, "Status", "5", "6"),
    element(0, "MoreAvailable"),
  );
  expect(documentToJson(root)).toEqual({
    "AirSync:Sync": [
      {
        "#order": ["AirSync:Status", "Email2:ConversationId", "AirSync:Status", "AirSync:MoreAvailable"],
        "AirSync:Status": [{ "#text": "4" }, { "#text": "56" }],
        "Email2:ConversationId": [{ "#opaque": "AQI=" }],
        "AirSync:MoreAvailable": [{}],
      },
    ],
  });
});

test("a pointer leads to its elements, and past the end to the last one it reaches", () => {
  const status = element(0, "Status", "4");
  const second = element(0, "Status", "5");
  const root = element(0, "Sync", status, second);
  expect(locate(root, "/AirSync:Sync/0/AirSync:Status/1/#text")).toEqual({ chain: [root, second] });
  expect(locate(root, "/AirSync:Sync/0/AirSync:Status")).toEqual({ chain: [root], list: [status, second] });
  expect(locate(root, "/AirSync:Sync/0/AirSync:Status/7").chain).toEqual([root]);
  expect(locate(root, "").chain).toEqual([]);
});

test("the form can be written as JSON and read again", () => {
  fc.assert(
    fc.property(syncResponse, (response) => {
      const json = documentToJson(buildSyncResponse(response, "14.1"));
      expect(JSON.parse(JSON.stringify(json))).toEqual(json);
    }),
  );
});
