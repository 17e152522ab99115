import fc from "fast-check";
import { expect, it } from "vitest";
import type { Exchange } from "../harness/eas/index.js";
import { exchangeLines, InvalidExchangeLine, readExchanges } from "./exchanges.js";
import { makeExchange } from "./testing/exchange-builder.js";
import { hostileRun } from "./testing/hostile.js";
import { emptyRun, sampleRun } from "./testing/sample.js";

function written(exchanges: readonly Exchange[]): string {
  return [...exchangeLines(exchanges)].join("");
}

it.each([
  ["sample", sampleRun()],
  ["empty", emptyRun()],
  ["hostile", hostileRun()],
])("reads back what it wrote of the %s run", (_name, { exchanges }) => {
  expect(readExchanges(written(exchanges))).toEqual(exchanges);
});

it("keeps any bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400, size: "max" }), fc.string({ unit: "binary" }), (bytes, id) => {
      const exchange = makeExchange({ id, command: "Sync", request: bytes, response: bytes });
      const text = written([exchange]);
      expect(text.indexOf("\n")).toBe(text.length - 1);
      expect(readExchanges(text)).toEqual([exchange]);
    }),
  );
});

it("writes bytes as base64 and XML beside them", () => {
  const [line = ""] = exchangeLines(sampleRun().exchanges.slice(-2));
  const { response } = JSON.parse(line);
  expect(Buffer.from(response.body, "base64").subarray(0, 4)).toEqual(Buffer.from([3, 1, 0x6a, 0]));
  expect(response.xml).toMatch(/^<GetItemEstimate xmlns="GetItemEstimate">/);
});

it("lets no credentials out, even when they were not masked at capture", () => {
  const exchange = makeExchange({ id: "leaky", command: "Sync" });
  const { request } = exchange;
  const text = written([
    {
      ...exchange,
      request: {
        ...request,
        url: "https://alice:hunter2pass@mail.example.com/Microsoft-Server-ActiveSync?Cmd=Sync",
        headers: [
          ["authorization", "Basic YWxpY2U6aHVudGVyMnBhc3M="],
          ["Cookie", "session=hunter2pass"],
          ["MS-ASProtocolVersion", "14.1"],
        ],
      },
    },
  ]);
  expect(text).not.toMatch(/hunter2pass|YWxpY2U6aHVudGVyMnBhc3M/);
  expect(text).toContain("14.1");
  expect(text).toContain("https://mail.example.com/");
});

it.each([
  ["broken JSON", '{"id":', "Line 2 of the exchanges cannot be read: it is not JSON."],
  ["another object", '{"id":"x"}', "Line 2 of the exchanges cannot be read: it has no id or no request."],
])("names the line that is %s", (_name, line, message) => {
  const [first = ""] = exchangeLines([makeExchange({ id: "first", command: "Sync" })]);
  expect(() => readExchanges(first + line)).toThrow(InvalidExchangeLine);
  expect(() => readExchanges(first + line)).toThrow(message);
});

it("passes over empty lines", () => {
  expect(readExchanges("\n\n")).toEqual([]);
});
