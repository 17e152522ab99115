import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Exchange } from "../harness/eas/index.js";
import { sampleRun } from "../harness/judging/testing/samples.js";
import { curlLine, type Trust, trustOf } from "./curl.js";
import { makeExchange } from "./testing/exchange-builder.js";
import { settingsNoNumber } from "./testing/sample-exchanges.js";

const nobody: Trust = { insecure: false, extraAuthority: false };

/** What a shell makes of the line: arguments of curl, and the bytes that it is fed. */
function run(
  line: string,
  env: Readonly<Record<string, string>> = {},
): { readonly args: readonly string[]; readonly body: Buffer } {
  const standIns = "curl() { printf '%s\\n' \"$@\" >&2; cat; }; xxd() { cat; }";
  const { stdout, stderr } = spawnSync("sh", ["-c", `${standIns}; ${line}`], {
    input: "",
    env: { ...process.env, ...env },
  });
  return { args: stderr.toString().split("\n"), body: stdout };
}

it("sends the same bytes to the same place, with the login from outside", () => {
  const [exchange] = settingsNoNumber;
  if (exchange === undefined) throw new Error("no exchange");
  const { args, body } = run(curlLine(exchange, nobody)?.line ?? "");
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
      const { args } = run(curlLine({ ...exchange, request }, nobody)?.line ?? "");
      expect(args).toContain(`X-Odd: ${value}`);
      expect(args.at(-2)).toBe(`http://host/${tail}`.replace(/^http:\/\/[^/?#]*@/, "http://"));
    }),
    { numRuns: 30 },
  );
});

it("makes no line of what has none", () => {
  const long = makeExchange({ id: "x", command: "Sync", request: new Uint8Array(4_000) });
  expect(curlLine(long, nobody)).toBeUndefined();
  const exchange = makeExchange({ id: "x", command: "Sync" });
  const request = { ...exchange.request, headers: [["X", "a\r\nb"] as const] };
  expect(curlLine({ ...exchange, request }, nobody)).toBeUndefined();
});

const secrets = { ASMS_USER: "alice", ASMS_PASSWORD: "p w", ASMS_AUTHORIZATION: "Bearer a b", ASMS_CA: "/my ca.pem" };

it.each([
  ["Basic YTpi", ["-u", "alice:p w"], ["ASMS_USER, the name of the user", "ASMS_PASSWORD, the password"]],
  [
    "Bearer ********",
    ["-H", "Authorization: Bearer a b"],
    ["ASMS_AUTHORIZATION, the whole value of the Authorization header"],
  ],
  [
    "********",
    ["-H", "Authorization: Bearer a b"],
    ["ASMS_AUTHORIZATION, the whole value of the Authorization header"],
  ],
  [undefined, [], []],
] as const)("logs in as the request did, which had the header %s", (value, login, variables) => {
  const exchange = makeExchange({ id: "x", command: "Sync" });
  const headers = value === undefined ? [] : [["Authorization", value] as const];
  const found = curlLine({ ...exchange, request: { ...exchange.request, headers } }, nobody);
  expect(found?.variables).toEqual(variables);
  expect(run(found?.line ?? "", secrets).args.slice(0, 2 + login.length)).toEqual(["-sS", ...login, "-X"]);
  expect(found?.line).not.toMatch(/YTpi|tok3n/);
});

it.each([
  ["https", { insecure: true, extraAuthority: true }, ["--insecure"], []],
  ["https", { insecure: false, extraAuthority: true }, ["--cacert", "/my ca.pem"], ["ASMS_CA"]],
  ["https", { insecure: false, extraAuthority: false }, [], []],
  ["http", { insecure: true, extraAuthority: true }, [], []],
] as const)("trusts over %s whom the run trusted: %j", (scheme, configuration, options, needs) => {
  const exchange = makeExchange({ id: "x", command: "Sync" });
  const request = { ...exchange.request, url: `${scheme}://host/`, headers: [] };
  const found = curlLine({ ...exchange, request }, trustOf(sampleRun({ configuration })));
  expect(run(found?.line ?? "", secrets).args.slice(0, 2 + options.length)).toEqual(["-sS", ...options, "-X"]);
  expect(found?.variables.map((text) => text.split(",")[0])).toEqual(needs);
});
