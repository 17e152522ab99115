import { expect, test } from "vitest";
import { element } from "../wbxml/index.js";
import { codePage } from "./code-page.js";
import { concernsSms } from "./concerns-sms.js";

const { airSync, getItemEstimate, settings } = codePage;
const set = (name: string) => element(airSync, "Options", element(airSync, "Class", name));

test.each([
  ["a Sync with the SMS set", true, element(airSync, "Sync", set("SMS"))],
  ["an estimate with the SMS set", true, element(getItemEstimate, "GetItemEstimate", set("SMS"))],
  ["a Settings with the switch", true, element(settings, "Settings", element(settings, "EnableOutboundSMS", "0"))],
  ["a Sync with another class", false, element(airSync, "Sync", set("Email"))],
  ["an empty body", false, undefined],
] as const)("%s concerns SMS: %s", (_, concerns, document) => {
  expect(concernsSms({ request: document === undefined ? {} : { document } })).toBe(concerns);
});
