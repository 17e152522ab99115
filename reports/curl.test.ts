import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Exchange } from "../harness/eas/index.js";
import { curlLine } from "./curl.js";
import { makeExchange } from "./testing/exchange-builder.js";
import { settingsNoNumber } from "./testing/sample-exchanges.js";

/** What a shell makes of the line: arguments of curl, and the bytes that it is fed. */
function run(line: string): { readonly args: readonly string[]; readonly body: Buffer } {
  const standIns = "curl() { printf '%s\\n' \"$@\" >&2; cat; }; xxd() { cat; }";
  const { stdout, stderr } = spawnSync("sh", ["-c", `${standIns}; ${line}`], { input: "" });
  return { args: stderr.toString().split("\n"), body: stdout };
}

it("sends the same bytes to the same place, with the login from outside", () => {
  const [exchange] = settingsNoNumber;
  if (exchange === undefined) throw new Error("no exchange");
  const { args, body } = run(curlLine(exchange) ?? "");
  expect(body).toEqual(Buffer.from(exchange.request.body));
  expect(args).toContain(exchange.request.url);
  expect(args).toContain("MS-ASProtocolVersion: 14.1");
  expect(args).toContain("Content-Type: application/vnd.ms-sync.wbxml");
  expect(args).toContain("POST");
  expect(args.join(" ")).not.toContain("Authorization");
});

it("quotes whatever a header or an address holds", () => {
  const printable = fc.string({ maxLength: 40, unit: "grapheme-ascii" });
  fc.assert(
    fc.property(printable, printable, (value, tail) => {
      const exchange: Exchange = makeExchange({ id: "x", command: "Sync" });
      const request = { ...exchange.request, url: `http://host/${tail}`, headers: [["X-Odd", value] as const] };
      const { args } = run(curlLine({ ...exchange, request }) ?? "");
      expect(args).toContain(`X-Odd: ${value}`);
      expect(args.at(-2)).toBe(`http://host/${tail}`.replace(/^http:\/\/[^/?#]*@/, "http://"));
    }),
    { numRuns: 30 },
  );
});

it("makes no line of what has none", () => {
  const long = makeExchange({ id: "x", command: "Sync", request: new Uint8Array(4_000) });
  expect(curlLine(long)).toBeUndefined();
  const exchange = makeExchange({ id: "x", command: "Sync" });
  const request = { ...exchange.request, headers: [["X", "a\r\nb"] as const] };
  expect(curlLine({ ...exchange, request })).toBeUndefined();
});
