import { type DeviceInformation, readProvisionRequest, readSettingsRequest } from "../../eas/index.js";
import { child, childElements, type Element, namespaceOf } from "../../wbxml/index.js";
import type { Monitor, MonitorObservation } from "../monitor.js";
import { broken, held } from "../observe.js";
import { type Asked, markIn, requests } from "./requests.js";

const bySettings = "EnableOutboundSMS is sent in a Settings request";
const withNumber = "EnableOutboundSMS 1 comes with the PhoneNumber of the device";
const zeroOrOne = "EnableOutboundSMS is 1 to enable and 0 to disable";
const vocabulary =
  "Set has no elements but Model, IMEI, FriendlyName, OS, OSLanguage, PhoneNumber, UserAgent, EnableOutboundSMS, MobileOperator";
const setPath = "Settings/DeviceInformation/Set";
const known = [
  "Model",
  "IMEI",
  "FriendlyName",
  "OS",
  "OSLanguage",
  "PhoneNumber",
  "UserAgent",
  "EnableOutboundSMS",
  "MobileOperator",
].map((tag) => `Settings:${tag}`);

/** How the client provisions the relay of outbound SMS ([MS-ASMS] 3.1.4.3 and 4.4, ruling Q34). */
export const deviceInformation: Monitor = {
  id: "CLI-SETTINGS",
  section: "3.1.4.3",
  purpose: "The client enables outbound SMS by Settings, with its number, and disables it by 0",
  requirements: ["ASMS-3.1.4.3-1", "ASMS-3.1.4.3-3", "ASMS-3.1.4.3-4", "ASMS-4.4-3"],
  judges: "client",
  *observe(session) {
    for (const asked of requests(session, ["Settings", "Provision"])) {
      const { exchange, document } = asked;
      if (exchange.command === "Provision") {
        const information = readProvisionRequest(document)?.deviceInformation;
        if (information?.enableOutboundSms !== undefined) yield elsewhere(asked);
        continue;
      }
      yield* elements(asked);
      yield* enabling(asked, readSettingsRequest(document)?.deviceInformation ?? {});
    }
  },
};

function elsewhere({ exchange, document }: Asked): MonitorObservation {
  const observation = broken(bySettings, "it is sent in a Provision request", markIn(document, "Provision"));
  return { requirement: "ASMS-3.1.4.3-1", exchange, observation, ruling: "Q34.provision" };
}

function* enabling(
  { exchange, document }: Asked,
  { enableOutboundSms: value, phoneNumber }: DeviceInformation,
): Iterable<MonitorObservation> {
  if (value === undefined) return;
  const mark = markIn(document, "Settings");
  yield {
    requirement: "ASMS-3.1.4.3-1",
    exchange,
    observation: held(bySettings, "it is"),
    ruling: "Q34.provision",
  };
  const seen = `EnableOutboundSMS is ${JSON.stringify(value)}`;
  yield {
    requirement: "ASMS-3.1.4.3-4",
    exchange,
    observation: value === "0" || value === "1" ? held(zeroOrOne, seen) : broken(zeroOrOne, seen, mark),
  };
  if (value !== "1") return;
  const number = phoneNumber?.trim() ?? "";
  const fault = phoneNumber === undefined ? "no PhoneNumber" : "an empty PhoneNumber";
  yield {
    requirement: "ASMS-3.1.4.3-3",
    exchange,
    observation: number === "" ? broken(withNumber, fault, mark) : held(withNumber, "it does"),
  };
}

/** "Language", as the document's example prints it, has no token: what is sent in its place cannot be decoded. */
function* elements({ exchange, document }: Asked): Iterable<MonitorObservation> {
  const set = setOf(document);
  if (set === undefined) return;
  const stranger = childElements(set).find(({ page, tag }) => !known.includes(`${namespaceOf(page)}:${tag}`));
  yield {
    requirement: "ASMS-4.4-3",
    exchange,
    observation:
      stranger === undefined
        ? held(vocabulary, "none but these")
        : broken(vocabulary, `${stranger.tag} in Set`, markIn(stranger, `${setPath}/${stranger.tag}`)),
  };
}

function setOf(document: Element): Element | undefined {
  const information = child(document, document.page, "DeviceInformation");
  return information === undefined ? undefined : child(information, document.page, "Set");
}
