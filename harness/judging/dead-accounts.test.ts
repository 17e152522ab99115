import fc from "fast-check";
import { expect, it, test } from "vitest";
import { buildSettingsRequest, type Exchange, turnedAwayBy } from "../eas/index.js";
import { element } from "../wbxml/index.js";
import { settleBlocks } from "./blocks.js";
import { turnedAwayForGood } from "./dead-accounts.js";
import { sampleCase, sampleExchange, sampleFinding } from "./testing/samples.js";

let count = 0;

function said(status: number, { code = "1", user = "alice" }: { code?: string; user?: string } = {}): Exchange {
  count += 1;
  const document = element(0, "Sync", element(0, "Status", code));
  return sampleExchange(`x/A/${count}`, {
    partnership: { user, deviceId: "A", deviceType: "P" },
    response: { status, reason: "", headers: [], body: new Uint8Array(), faults: [], document },
  });
}

function aboutSms(exchange: Exchange): Exchange {
  const document = buildSettingsRequest({ deviceInformation: { enableOutboundSms: "1" } }, "14.1");
  return { ...exchange, request: { ...exchange.request, document } };
}

test.each([
  ["HTTP 403", said(403)],
  ["HTTP 401", said(401)],
  ["HTTP 500", said(500)],
  ["Status 110", said(200, { code: "110" })],
  ["Status 129", said(200, { code: "129" })],
])("%s turns away whoever asks", (how, exchange) => {
  expect(turnedAwayBy(exchange)).toBe(how);
});

test.each([
  ["success", said(200)],
  ["a refusal of the request", said(200, { code: "4" })],
  ["HTTP 400", said(400)],
  ["an overload", said(503)],
  ["an overload in a Status", said(200, { code: "111" })],
  ["a full mailbox", said(507)],
  ["a demand for provisioning", said(449)],
])("%s turns nobody away", (_, exchange) => {
  expect(turnedAwayBy(exchange)).toBeUndefined();
});

it("names what came after the last success of an account that had spoken of SMS, and nothing else", () => {
  const dead = [said(403), said(200, { code: "110" })];
  const ids = dead.map(({ id }) => id);
  expect([...turnedAwayForGood([aboutSms(said(200)), ...dead])]).toEqual(ids);
  expect([...turnedAwayForGood([said(200), ...dead])]).toEqual([]);
  expect([...turnedAwayForGood([aboutSms(said(200)), ...dead, said(200)])]).toEqual([]);
  expect([...turnedAwayForGood([...dead.map(aboutSms)])]).toEqual([]);
  expect([...turnedAwayForGood([aboutSms(said(200, { user: "bob" })), said(200), ...dead])]).toEqual([]);
});

it("names no exchange that was served", () => {
  const one = fc.record({ status: fc.constantFrom(200, 403, 500, 503), sms: fc.boolean() });
  fc.assert(
    fc.property(fc.array(one), (all) => {
      const exchanges = all.map(({ status, sms }) => (sms ? aboutSms(said(status)) : said(status)));
      const served = exchanges.filter(({ response }) => response?.status === 200 || response?.status === 503);
      const found = turnedAwayForGood(exchanges);
      expect(served.filter(({ id }) => found.has(id))).toEqual([]);
    }),
  );
});

test("who has shown that SMS closes an account says so for all cases that the closed account kept from going on", () => {
  const findings = [sampleFinding({ outcome: "fail", ruling: "Q64.account", exchanges: ["a/A/9"] })];
  const shown = sampleCase({ id: "account-after-sms", caseId: "account-after-sms", verdict: "fail", findings });
  const kept = sampleCase({ id: "b", verdict: "inconclusive", reason: "turned away", exchanges: ["b/A/1", "b/A/2"] });
  const turnedAway = new Set(["b/A/2"]);
  expect(settleBlocks([shown, kept], turnedAway)[1]?.blockedBy).toBe("account-after-sms");
  expect(settleBlocks([shown, kept])[1]?.blockedBy).toBeUndefined();
  expect(settleBlocks([{ ...shown, verdict: "pass", findings: [] }, kept], turnedAway)[1]?.blockedBy).toBeUndefined();
});
