import type { DeviceInformation } from "../harness/eas/index.js";
import { type AxisValue, testCase } from "../harness/run/index.js";
import { axis } from "./axes.js";

// EnableOutboundSMS and PhoneNumber, each value of the one with each of the other ([MS-ASMS] 2.2.2.2.3, 3.2.5.3).

/** Both settings that the document has are tried by other cases in the default run; the first value here is neither. */
const enabling = ["2", "1", "0", "-1", "yes", ""] as const;

type Enabling = (typeof enabling)[number];

const numbers: readonly AxisValue<string | undefined>[] = [
  { name: "short", value: "206-555-0112" },
  { name: "absent", value: undefined },
  { name: "empty", value: "" },
  { name: "long", value: "0".repeat(1024) },
];

const values: readonly AxisValue<Enabling>[] = enabling.map((value) => ({
  name: value === "" ? "empty" : value,
  value,
}));

interface Verdict {
  readonly requirement: string;
  readonly ruling?: string;
  readonly wanted: "success" | "refusal" | "5";
}

/** What a conformant server does on a device that never gave a number. */
function verdictOn(value: Enabling, number: string | undefined): Verdict {
  if (value === "") return { requirement: "ASMS-2.2.2.2.3-4", ruling: "Q33.empty", wanted: "refusal" };
  if (value === "0") return { requirement: "ASMS-3.1.4.3-5", wanted: "success" };
  if (value !== "1") return { requirement: "ASMS-2.2.2.2.3-4", ruling: "Q33.other-values", wanted: "refusal" };
  if (number === undefined) return { requirement: "ASMS-3.2.5.3-1", ruling: "Q32.no-number", wanted: "5" };
  if (number === "") return { requirement: "ASMS-3.2.5.3-1", ruling: "Q31.empty-number", wanted: "5" };
  return { requirement: "ASMS-4.4-2", ruling: "Q32.with-number", wanted: "success" };
}

testCase(
  {
    id: "settings-values",
    scenario: "SET-10",
    section: "3.2.5.3",
    purpose:
      "EnableOutboundSMS 0 is accepted, 1 only with a telephone number of whatever form, other values are refused",
    requirements: ["ASMS-2.2.2.2.3-4", "ASMS-3.1.4.3-5", "ASMS-3.2.5.3-1", "ASMS-4.4-2"],
    needs: ["settings.outbound"],
    axes: { enable: values, number: numbers },
  },
  async (context) => {
    const { check, device } = context;
    const value = axis(context, "enable", values);
    const number = axis(context, "number", numbers);
    const information: DeviceInformation = {
      ...(number === undefined ? {} : { phoneNumber: number }),
      enableOutboundSms: value,
    };
    const { requirement, ruling, wanted } = verdictOn(value, number);
    const under = ruling === undefined ? {} : { ruling };
    const deliberate = "EnableOutboundSMS with a value, or without a number, that [MS-ASMS] does not allow";
    const answer = await device.setDeviceInformation(information, wanted === "success" ? undefined : deliberate);
    const { response } = answer;
    // As good as unread: whatever is asked is answered alike, so that nothing shows what becomes of this value.
    if (wanted !== "5" && response?.status === "1" && !response.hasDeviceInformation) {
      context.inconclusive("the answer has no DeviceInformation at all", "SET-01");
    }
    const succeeded = answer.succeeded();
    const refusal = { ...succeeded, holds: !succeeded.holds, expected: "a Status other than 1, and no HTTP 5xx" };
    const broken = (answer.exchange.response?.status ?? 500) >= 500;
    if (wanted === "success") check(requirement, succeeded, answer, under);
    else if (wanted === "5") check(requirement, answer.refusedWith("5"), answer, under);
    else check(requirement, { ...refusal, holds: refusal.holds && !broken }, answer, under);
    await device.setDeviceInformation({ enableOutboundSms: "0" });
  },
);
