import { expect, test } from "vitest";
import { buildSyncRequest, buildSyncResponse, type Exchange, type OptionSet } from "../eas/index.js";
import { missesMail } from "./harm-mail.js";
import { sampleExchange } from "./testing/samples.js";

const email: OptionSet = { filterType: "0" };
const sms: OptionSet = { class: "SMS", filterType: "0" };
let clock = 0;

/** A Sync of a device with these sets, and the e-mail that it is sent. */
function sync(device: string, options: readonly OptionSet[], subjects: readonly string[]): Exchange {
  clock += 1;
  const asked = { syncKey: "1", collectionId: "5", options };
  const commands = subjects.map((subject) => ({ kind: "Add", serverId: subject, item: { subject } }) as const);
  const said = { syncKey: "2", collectionId: "5", status: "1", commands, responses: [], moreAvailable: false };
  const bare = sampleExchange(`c/${device}/${clock}`, { device, command: "Sync" });
  return {
    ...bare,
    partnership: { ...bare.partnership, deviceId: device },
    startedAt: new Date(clock).toISOString(),
    request: { ...bare.request, document: buildSyncRequest({ collections: [asked] }, "14.1") },
    response: {
      status: 200,
      reason: "OK",
      headers: [],
      body: new Uint8Array(1),
      faults: [],
      document: buildSyncResponse({ collections: [said] }, "14.1"),
    },
  };
}

test.each([
  ["a phone that asks for both", "A", true],
  ["the device that cleans up, which comes to an emptied mailbox", "feeder", false],
])("e-mail that another device was sent, and %s is not", (_, device, isMissed) => {
  const control = sync("W", [email], ["one", "two"]);
  const answer = sync(device, [email, sms], ["two"]);
  expect(missesMail([control, answer], [answer.id])).toBe(isMissed);
  const whole = sync(device, [email, sms], ["one", "two"]);
  expect(missesMail([control, whole], [whole.id])).toBe(false);
});
