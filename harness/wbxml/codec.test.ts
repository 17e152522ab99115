import { expect, it } from "vitest";
import { decode, element, encode, fromXml, toXml } from "./index.js";

it("takes a document from XML to bytes and back", () => {
  const xml = '<Sync xmlns="AirSync"><Collections><Collection><SyncKey>0</SyncKey></Collection></Collections></Sync>';
  const tree = fromXml(xml);
  expect(tree).toEqual(
    element(0, "Sync", element(0, "Collections", element(0, "Collection", element(0, "SyncKey", "0")))),
  );
  expect(toXml(decode(encode(tree)))).toBe(xml);
});
