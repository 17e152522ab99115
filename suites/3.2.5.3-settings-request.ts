import type { Device, SettingsAnswer } from "../harness/device/types.js";
import type { DeviceInformation, Observation } from "../harness/eas/index.js";
import { type AxisValue, type CaseContext, testCase } from "../harness/run/index.js";
import { axis } from "./axes.js";
import { when } from "./observe.js";

const noNumber = "EnableOutboundSMS set to 1 without a telephone number ([MS-ASMS] 3.2.5.3)";

/** The elements of the Settings request of example 4.4, with the element name that exists (OSLanguage); the values are ours. */
const example: DeviceInformation = {
  model: "Asms-Conformance-1",
  imei: "356938035643809",
  friendlyName: "Ann's phone",
  os: "Handheld 7.2",
  osLanguage: "de-DE",
  phoneNumber: "202-555-0164",
  enableOutboundSms: "1",
  mobileOperator: "Example Mobile",
};

/** As long as a value of Settings may be ([MS-ASCMD] 2.2.3.134). */
const longNumber = "0".repeat(1024);

/** The answer passes over DeviceInformation: whatever is asked of it is answered alike. */
function ignoresDevice({ response }: SettingsAnswer): boolean {
  return response !== undefined && !response.hasDeviceInformation && response.status === "1";
}

/** The children of Set stand in any order. */
const orders: readonly AxisValue<(names: [string, string][]) => [string, string][]>[] = [
  { name: "as-in-example", value: (entries) => entries },
  { name: "reversed", value: (entries) => [...entries].reverse() },
  { name: "by-name", value: (entries) => [...entries].sort(([one], [other]) => (one < other ? -1 : 1)) },
];

function enable(device: Device, phoneNumber: string): Promise<SettingsAnswer> {
  return device.setDeviceInformation({ phoneNumber, enableOutboundSms: "1" });
}

/** The number is not needed then ([MS-ASMS] 3.1.4.3), and may be there. */
function disable(device: Device, phoneNumber?: string): Promise<SettingsAnswer> {
  return device.setDeviceInformation({ ...(phoneNumber === undefined ? {} : { phoneNumber }), enableOutboundSms: "0" });
}

testCase(
  {
    id: "settings-enable-with-number",
    scenario: "SET-01",
    section: "3.1.4.3",
    purpose: "A device that gives its telephone number may enable outbound SMS, however the number is written",
    requirements: ["ASMS-2.2.2.2.3-4", "ASMS-4.4-1", "ASMS-4.4-2"],
    needs: ["base"],
    axes: { order: orders },
  },
  async (context) => {
    const { check, device } = context;
    const ordered = Object.fromEntries(axis(context, "order", orders)(Object.entries(example)));
    const first = await device.setDeviceInformation(ordered);
    if (context.claims === "none" && first.exchange.response?.status === 501) {
      context.notApplicable("the target has no Settings command", first);
    }
    check("ASMS-4.4-1", first.succeeded(), first);
    if (ignoresDevice(first)) return;
    for (const number of ["+12065550112", "(206) 555-0112", longNumber]) {
      const answer = await enable(device, number);
      check("ASMS-4.4-2", answer.succeeded(), answer, { ruling: "Q32.with-number" });
    }
    const short = await enable(device, "206-555-0112");
    check("ASMS-2.2.2.2.3-4", short.succeeded(), short, { ruling: "Q32.with-number" });
    await disable(device);
  },
);

testCase(
  {
    id: "settings-enable-without-number",
    scenario: "SET-02",
    section: "3.2.5.3",
    purpose: "Enabling outbound SMS is refused with Status 5 while no telephone number is known for the device",
    requirements: ["ASMS-3.2.5.3-1"],
    needs: ["settings.outbound"],
  },
  async (context) => {
    await judgeNoNumber(context, context.device, { model: "Phone", enableOutboundSms: "1" }, "Q32.no-number");
    const other = await context.newDevice("B");
    await judgeNoNumber(context, other, { enableOutboundSms: "1" }, "Q32.no-number");
  },
);

testCase(
  {
    id: "settings-enable-with-empty-number",
    scenario: "SET-07",
    section: "3.2.5.3",
    purpose: "An empty telephone number is none: enabling outbound SMS with it is refused with Status 5",
    requirements: ["ASMS-3.2.5.3-1"],
    needs: ["settings.outbound"],
  },
  (context) => judgeNoNumber(context, context.device, { phoneNumber: "", enableOutboundSms: "1" }, "Q31.empty-number"),
);

/** Status 5 for this request, each time: a number that was not given once is not known later. The device is left disabled. */
async function judgeNoNumber(
  context: CaseContext,
  device: Device,
  information: DeviceInformation,
  ruling: string,
): Promise<void> {
  for (const time of ["first", "second"]) {
    const answer = await device.setDeviceInformation(information, noNumber);
    const observation = when(`asked for the ${time} time`, answer.refusedWith("5"));
    const elsewhere = observation.holds && observation.remark !== undefined;
    context.check("ASMS-3.2.5.3-1", observation, answer, { ruling: elsewhere ? "Q31.place" : ruling });
    if (observation.holds) context.check("ASMS-3.2.5.3-1", answer.agreesOn("5"), answer, { ruling: "Q31.agree" });
  }
  await disable(device);
}

testCase(
  {
    id: "settings-disable-without-number",
    scenario: "SET-03",
    section: "3.1.4.3",
    purpose: "A device may disable outbound SMS without giving a number, whether or not it was enabled before",
    requirements: ["ASMS-2.2.2.2.3-5", "ASMS-2.2.2.2.3-6", "ASMS-3.1.4.3-5"],
    needs: ["settings.outbound"],
  },
  async (context) => {
    const { check, device } = context;
    const never = await disable(device);
    if (ignoresDevice(never)) context.inconclusive("the answer has no DeviceInformation at all", "SET-01");
    check("ASMS-3.1.4.3-5", never.succeeded(), never);
    await enable(device, "206-555-0112");
    const withdrawn = await disable(device);
    check("ASMS-2.2.2.2.3-5", withdrawn.succeeded(), withdrawn);
    await enable(device, "206-555-0112");
    const again = await disable(device);
    check("ASMS-2.2.2.2.3-6", again.succeeded(), again);
  },
);

testCase(
  {
    id: "settings-propagation",
    scenario: "SET-05",
    section: "3.2.5.3",
    purpose: "The server makes a device's outbound SMS state and latest number known to the user's other clients",
    requirements: ["ASMS-2.2.2.2.3-5", "ASMS-3.2.5.3-2"],
    needs: ["settings.outbound", "inspect.outbound"],
  },
  async (context) => {
    const { check, device, hooks } = context;
    const { deviceId, user } = device.partnership;
    const shown = async () => (await hooks.outbound?.(user))?.find((one) => one.deviceId === deviceId)?.number;
    // The second is as long as a number may be: 15 digits (ITU-T E.164), of a code that no country has.
    const [number, other] = ["+12065550112", "+999123456789012"];
    // Another number, requests repeated as after a lost answer, and back again after the device withdrew: without a number, and with it.
    for (const said of [number, other, other, off(), off(), number, off(number), off(other), other, off()]) {
      const enabled = typeof said === "string" ? said : undefined;
      const answer = await (typeof said === "string" ? enable(device, said) : disable(device, said.number));
      const requirement = enabled === undefined ? "ASMS-2.2.2.2.3-5" : "ASMS-3.2.5.3-2";
      check(requirement, shownAfter(answer, await shown(), enabled), answer);
    }
  },
);

/** The device withdraws, and may name a number as it does. */
function off(number?: string): { readonly number: string | undefined } {
  return { number };
}

/** What other clients are shown. Where it is wrong because Settings was refused, the refusal is told first. */
function shownAfter(answer: SettingsAnswer, seen: string | undefined, wanted: string | undefined): Observation {
  const observation = shownAs(seen, wanted);
  const settled = answer.succeeded();
  if (observation.holds || settled.holds) return observation;
  return { ...observation, seen: `Settings was answered with ${settled.seen}, and ${observation.seen}` };
}

/** Telephone numbers are compared by their digits. */
function shownAs(seen: string | undefined, wanted: string | undefined) {
  const words = (number: string | undefined) =>
    number === undefined ? "the device is not shown as enabled" : `the device is shown as enabled with ${number}`;
  return {
    holds: seen?.replace(/\D/g, "") === wanted?.replace(/\D/g, ""),
    expected: `to the user's other clients ${words(wanted)}`,
    seen: words(seen),
  };
}
