import type { DeviceInformation, SettingsResponse } from "../../eas/index.js";
import type { OutboundState } from "../outbound.js";

/** Settings with DeviceInformation ([MS-ASMS] 3.2.5.3, 3.1.4.3, 2.2.2.2.3). */
export interface SettingsRules {
  /** Must a telephone number be there for this value of EnableOutboundSMS? */
  readonly needsNumber: (enable: string | undefined) => boolean;
  /** EnableOutboundSMS is 0 or 1 ([MS-ASMS] 2.2.2.2.3). */
  readonly acceptsEnable: (value: string) => boolean;
  /** Is a number specified for the device? */
  readonly hasNumber: (information: DeviceInformation, stored: OutboundState) => boolean;
  /** The server does not validate numbers ([MS-ASCMD] 2.2.3.123). */
  readonly acceptsNumber: (number: string) => boolean;
  /** The answer to a missing number: invalid arguments. */
  readonly missingNumber: () => SettingsResponse | { readonly http: number };
  /** What is stored of an accepted request. */
  readonly store: (information: DeviceInformation, stored: OutboundState) => OutboundState;
  /** Do the other clients of the server learn of it? */
  readonly propagates: () => boolean;
}

export const settings: SettingsRules = {
  needsNumber: (enable) => enable === "1",
  acceptsEnable: (value) => value === "0" || value === "1",
  hasNumber: ({ phoneNumber }) => phoneNumber !== undefined && phoneNumber !== "",
  acceptsNumber: () => true,
  missingNumber: () => settingsAnswer("5"),
  store: ({ enableOutboundSms, phoneNumber }, stored) => ({
    enabled: enableOutboundSms === undefined ? stored.enabled : enableOutboundSms === "1",
    number: phoneNumber === undefined || phoneNumber === "" ? stored.number : phoneNumber,
  }),
  propagates: () => true,
};

/** Settings/Status is success whenever a property is answered; the error is the property's ([MS-ASCMD] 2.2.3.167). */
export function settingsAnswer(deviceInformationStatus: string): SettingsResponse {
  return { status: "1", hasDeviceInformation: true, deviceInformationStatus };
}
