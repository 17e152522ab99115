import { expect, test } from "vitest";
import { childElements, decode, element, encode } from "../wbxml/index.js";
import { type Exchange, exchangesOf, markOf, pathTo } from "./index.js";

const exchange = (id: string): Exchange => ({
  id,
  device: "A",
  partnership: { user: "u", deviceId: "d", deviceType: "t" },
  command: "Sync",
  startedAt: "2009-01-08T00:14:36.000Z",
  durationMs: 1,
  request: { method: "POST", url: "http://h/", headers: [], body: new Uint8Array(), faults: [] },
});

test("the exchanges behind a piece of evidence, in order", () => {
  const [a, b, c] = [exchange("1"), exchange("2"), exchange("3")];
  expect(exchangesOf(a)).toEqual([a]);
  expect(exchangesOf({ exchange: b })).toEqual([b]);
  expect(exchangesOf([c, { exchange: a }, b])).toEqual([c, a, b]);
  expect(exchangesOf([])).toEqual([]);
});

test("an element is marked by its path and its bytes", () => {
  const bytes = encode(
    element(0, "Sync", element(0, "Collections"), element(0, "Collections", element(0, "Collection"))),
  );
  const root = decode(bytes);
  const target = childElements(root).flatMap(childElements)[0];
  if (target === undefined) throw new Error("the tree has lost its Collection");
  expect(pathTo(root, target)).toBe("Sync/Collections/Collection");
  const mark = markOf("response", root, target);
  expect(mark).toMatchObject({ side: "response", path: "Sync/Collections/Collection" });
  expect([...bytes.subarray(mark?.start, mark?.end)]).toEqual([0x0f]);
});

test("what has no bytes or stands elsewhere has no mark", () => {
  const status = element(0, "Status", "1");
  expect(markOf("request", element(0, "Sync", status), status)).toBeUndefined();
  expect(pathTo(element(0, "Sync"), status)).toBeUndefined();
});
