import { expect, test } from "vitest";
import {
  type Exchange,
  isEnvironmental,
  type ResponseMessage,
  type TransportFailure,
} from "../../harness/eas/index.js";
import { element, encode } from "../../harness/wbxml/index.js";
import { answered, type Grade, gradeOf, readable, withoutServerError } from "./grade.js";

function exchange(came: Partial<ResponseMessage> | TransportFailure["kind"], command = "Sync"): Exchange {
  const response = { status: 200, reason: "OK", headers: [], body: new Uint8Array(), faults: [] };
  return {
    id: "x/A/1",
    device: "A",
    partnership: { user: "u", deviceId: "D", deviceType: "T" },
    command,
    startedAt: "2026-01-01T00:00:00.000Z",
    durationMs: 1,
    request: { method: "POST", url: "http://x/", headers: [], body: new Uint8Array(), faults: [] },
    ...(typeof came === "string"
      ? { failure: { kind: came, message: "gone" } }
      : { response: { ...response, ...came } }),
  };
}

/** With these bytes as the body of the request. */
function sent(whole: Exchange, ...body: readonly number[]): Exchange {
  return { ...whole, request: { ...whole.request, body: new Uint8Array(body) } };
}

const status = (value: string) => element(0, "Sync", element(0, "Status", value));

test.each<[Grade | undefined, Exchange]>([
  ["taken", exchange({})],
  ["taken", exchange({ document: status("1") })],
  ["refused by Status", exchange({ document: status("4") })],
  ["refused by HTTP status", exchange({ status: 400 })],
  ["refused by HTTP status", exchange({ status: 501 }, "Nothing")],
  ["server error", exchange({ status: 501 })],
  ["server error", exchange({ status: 500 })],
  ["too late", exchange("timeout")],
  ["connection dropped", exchange("closed")],
  ["connection dropped", exchange("malformed")],
  [undefined, exchange("refused")],
  [undefined, exchange("aborted")],
  ["server error", exchange({ status: 503 })],
  ["refused by HTTP status", exchange({ status: 401 })],
  ["refused by HTTP status", exchange({ status: 429 })],
  ["no answer to read", exchange({ status: 302 })],
  ["no answer to read", exchange({}, "Settings")],
  ["no answer to read", exchange({ body: new Uint8Array([60]) })],
  ["taken", exchange({ body: new Uint8Array([60]), headers: [["Content-Encoding", "br"]] })],
  ["no answer to read", sent(exchange({}), 0x03, 0x01)],
  ["taken", sent(exchange({}), ...encode(status("1")))],
])("is %s", (grade, came) => {
  expect(gradeOf(came)).toBe(grade);
});

test("no answer, or one that is late, is none; a server error is one", () => {
  expect(answered(exchange("closed"))).toMatchObject({ holds: false, seen: "no answer: gone" });
  expect(answered(exchange("timeout")).holds).toBe(false);
  expect(answered(exchange({ status: 500 })).holds).toBe(true);
  expect(withoutServerError(exchange({ status: 500, reason: "Oops" }))).toMatchObject({
    holds: false,
    seen: "HTTP 500 Oops without a body",
  });
  expect(withoutServerError(exchange({ status: 400 })).holds).toBe(true);
});

test("a redirect says nothing to a phone; HTTP 503 and 403 may speak of more than the request", () => {
  expect(readable(exchange({ status: 302 })).holds).toBe(false);
  expect(readable(exchange({ document: status("4") })).holds).toBe(true);
  expect([503, 403, 500, 400].map((code) => isEnvironmental(exchange({ status: code })))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
