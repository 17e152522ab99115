import { expect, test } from "vitest";
import { childElements, decode, element, encode } from "../wbxml/index.js";
import { type Exchange, exchangesOf, holderOf, markOf, markOfAbout, pathTo, pointing } from "./index.js";

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

/** An answer to Sync with one Add: without Class, and with From. */
function answered() {
  const data = element(0, "ApplicationData", element(2, "From", "x"));
  const add = element(0, "Add", element(0, "ServerId", "1"), data);
  const body = encode(element(0, "Sync", element(0, "Commands", add)));
  const document = decode(body);
  const found = childElements(document).flatMap(childElements)[0];
  if (found === undefined) throw new Error("the tree has lost its Add");
  const response = { status: 200, reason: "OK", headers: [], body, faults: [], document };
  return { add: found, body, exchange: { ...exchange("2"), response } };
}

const missed = { holds: false, expected: "x", seen: "y" };

test("the element that an observation is about is found in whichever exchange of the evidence holds it", () => {
  const { add, exchange: second, body } = answered();
  const evidence = [exchange("1"), second, exchange("3")];
  const mark = markOfAbout({ ...missed, about: add }, evidence);
  expect(mark).toEqual({ exchange: "2", side: "response", start: add.start, end: add.end, path: "Sync/Commands/Add" });
  const from = markOfAbout({ ...missed, about: add, within: ["ApplicationData", "From"] }, evidence);
  expect(from?.path).toBe("Sync/Commands/Add/ApplicationData/From");
  expect(new TextDecoder().decode(body.subarray(from?.start, from?.end))).toContain("x");
});

test("of what is missing the innermost element is marked that should hold it", () => {
  const { add, exchange: shown } = answered();
  const about = { ...missed, about: add };
  expect(markOfAbout({ ...about, within: ["Class"] }, shown)?.path).toBe("Sync/Commands/Add");
  expect(markOfAbout({ ...about, within: ["ApplicationData", "Body", "Data"] }, shown)?.path).toBe(
    "Sync/Commands/Add/ApplicationData",
  );
});

test("evidence may point at what all that is said of it is about; an observation of its own element goes first", () => {
  const { add, exchange: shown } = answered();
  const evidence = pointing([exchange("1"), shown], add);
  expect(exchangesOf(evidence).map(({ id }) => id)).toEqual(["1", "2"]);
  expect(markOfAbout(missed, evidence)?.path).toBe("Sync/Commands/Add");
  const [serverId] = childElements(add);
  expect(markOfAbout({ ...missed, about: serverId }, evidence)?.path).toBe("Sync/Commands/Add/ServerId");
  expect(markOfAbout(missed, pointing(shown, undefined))).toBeUndefined();
  expect(markOfAbout({ ...missed, about: element(0, "Add") }, evidence)).toBeUndefined();
});

test("a mark is in the exchange that it names, else in the last one where such an element stands, else where there are bytes", () => {
  const { add, exchange: second } = answered();
  const response = { status: 200, reason: "OK", headers: [], body: new Uint8Array(40), faults: [] };
  const [bare, third] = [exchange("1"), { ...exchange("3"), response }];
  const mark = { side: "response", start: add.start ?? 0, end: add.end ?? 0, path: "Sync/Commands/Add" } as const;
  expect(holderOf({ ...mark, exchange: "1" }, [bare, second, third])).toBe("1");
  expect(holderOf({ ...mark, exchange: "elsewhere" }, [bare, second, third])).toBe("2");
  expect(holderOf(mark, [bare, second, third])).toBe("2");
  expect(holderOf({ ...mark, path: "" }, [bare, second, third, bare])).toBe("3");
  expect(holderOf({ ...mark, end: 99 }, [second, third])).toBeUndefined();
  expect(holderOf(mark, [bare])).toBe("1");
});
