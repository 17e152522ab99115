import { expect, test } from "vitest";
import { element } from "../../wbxml/index.js";
import { deviceInformation } from "./device-information.js";
import { judged } from "./testing/judged.js";
import { SessionTold } from "./testing/session.js";

test("enabling with a number and disabling without one are in order", () => {
  const told = new SessionTold()
    .settings({ model: "Phone", phoneNumber: "206-555-0112", enableOutboundSms: "1" })
    .settings({ enableOutboundSms: "0" })
    .settings({ model: "Phone" });
  expect(judged(deviceInformation, told.session)).toEqual([
    "ok 4.4-3 at 1",
    "ok 3.1.4.3-1 (Q34.provision) at 1",
    "ok 3.1.4.3-4 at 1",
    "ok 3.1.4.3-3 at 1",
    "ok 4.4-3 at 2",
    "ok 3.1.4.3-1 (Q34.provision) at 2",
    "ok 3.1.4.3-4 at 2",
    "ok 4.4-3 at 3",
  ]);
});

test.each([
  [{ enableOutboundSms: "1" }, "broken 3.1.4.3-3 at 1: no PhoneNumber"],
  [{ enableOutboundSms: "1", phoneNumber: " " }, "broken 3.1.4.3-3 at 1: an empty PhoneNumber"],
  [{ enableOutboundSms: "true", phoneNumber: "1" }, 'broken 3.1.4.3-4 at 1: EnableOutboundSMS is "true"'],
])("%j is told", (information, seen) => {
  expect(judged(deviceInformation, new SessionTold().settings(information).session)).toContain(seen);
});

test("a Provision that enables is reported, one that does not is nothing", () => {
  const told = new SessionTold().provision({ model: "Phone" }).provision({ enableOutboundSms: "1" });
  expect(judged(deviceInformation, told.session)).toEqual([
    "broken 3.1.4.3-1 (Q34.provision) at 2: it is sent in a Provision request",
  ]);
});

test("an element that Set does not have is reported", () => {
  const set = element(18, "Set", element(18, "Model", "Phone"), element(18, "EmailAddresses", "x"));
  const told = new SessionTold().raw("Settings", element(18, "Settings", element(18, "DeviceInformation", set)));
  expect(judged(deviceInformation, told.session)).toEqual(["broken 4.4-3 at 1: EmailAddresses in Set"]);
});
