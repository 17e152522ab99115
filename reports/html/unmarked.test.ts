import { expect, it } from "vitest";
import type { Exchange, ResponseMessage } from "../../harness/eas/index.js";
import { element } from "../../harness/wbxml/index.js";
import { makeExchange } from "../testing/exchange-builder.js";
import { whyUnmarked } from "./unmarked.js";

const gone = makeExchange({ id: "a", command: "Sync", failure: { kind: "closed", message: "closed" } });
const empty = makeExchange({ id: "b", command: "Sync", response: null });
const full = makeExchange({ id: "c", command: "Sync", response: element(0, "Sync", element(0, "Status", "1")) });

function answered(changes: Partial<ResponseMessage>): Exchange {
  const response = { status: 200, reason: "OK", headers: [], body: new Uint8Array(), faults: [], ...changes };
  return { ...empty, response };
}

const body = new TextEncoder().encode("<html>");
const fault = { code: "x", offset: 0, length: 1, expected: "version 1.3", found: "0x3C", section: "[MS-ASWBXML] 2.1" };
const refused = answered({ status: 500, reason: "Internal Server Error" });
const departing = answered({ body, faults: [fault], document: element(0, "Sync") });
const status4 = { expected: "Status 4 under Sync", seen: "HTTP 200 with an empty body" };
const http = { expected: "Status 4 under Sync", seen: "HTTP 500 (Internal Server Error)" };
const late = {
  expected: "an answer with the SMS before four fifths of the interval are over",
  seen: "an answer after 101 % of the interval, without the SMS",
};
const type = { expected: "Content-Type application/vnd.ms-sync.wbxml for a body", seen: "Content-Type text/html" };

it.each([
  ["no answer came", status4, [gone]],
  ["the body of the answer is empty", status4, [gone, empty]],
  ["something did not come", status4, [empty, full]],
  ["the HTTP status of the answer, 500; it stands before the body", http, [full, refused]],
  ["the HTTP status of the answer, 500; it stands before the body", http, [answered({ status: 500, body })]],
  ["something did not come", http, [full]],
  ["what is wrong is when the answer came", late, [full]],
  ["something did not come", { ...late, seen: "an answer after 25 % of the interval, without the SMS" }, [full]],
  ["the header Content-Type of the answer; it stands before the body", type, [full]],
  ["cannot be read as WBXML. The bytes at which that shows are marked", status4, [answered({ body, faults: [fault] })]],
  ["The bytes that are marked depart from WBXML", status4, [full, departing]],
  ["is no WBXML, and has no elements", status4, [answered({ body })]],
] as const)("a card without a mark says: %s", (words, finding, exchanges) => {
  expect(
    whyUnmarked(
      finding,
      exchanges.map((exchange) => ({ exchange })),
    ),
  ).toContain(words);
});
