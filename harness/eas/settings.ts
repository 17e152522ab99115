import { child, type Element, element } from "../wbxml/index.js";
import { codePage } from "./code-page.js";
import { childText, container, defined, hasChild, isTag, leaf } from "./fields.js";
import type { ProtocolVersion } from "./protocol-version.js";

const page = codePage.settings;

/** Children of Settings/DeviceInformation/Set ([MS-ASCMD] 2.2.3.45). `""` writes an element without content. */
export interface DeviceInformation {
  readonly model?: string;
  readonly imei?: string;
  readonly friendlyName?: string;
  readonly os?: string;
  readonly osLanguage?: string;
  readonly phoneNumber?: string;
  readonly userAgent?: string;
  readonly enableOutboundSms?: string;
  readonly mobileOperator?: string;
}

export interface SettingsRequest {
  readonly deviceInformation?: DeviceInformation;
  /** Adds an empty UserInformation/Get. */
  readonly userInformation?: boolean;
  readonly element?: Element;
}

export interface SettingsResponse {
  readonly status?: string;
  /** DeviceInformation/Status. */
  readonly deviceInformationStatus?: string;
  /** DeviceInformation/Set/Status: where some servers put it; accepted and noted. */
  readonly deviceInformationSetStatus?: string;
  readonly hasDeviceInformation: boolean;
  readonly userInformationStatus?: string;
  readonly element?: Element;
}

const parameterTags: Readonly<Record<keyof DeviceInformation, string>> = {
  model: "Model",
  imei: "IMEI",
  friendlyName: "FriendlyName",
  os: "OS",
  osLanguage: "OSLanguage",
  phoneNumber: "PhoneNumber",
  userAgent: "UserAgent",
  enableOutboundSms: "EnableOutboundSMS",
  mobileOperator: "MobileOperator",
};

/**
 * DeviceInformation { Set { … } }, the same element in Settings and in Provision ([MS-ASPROV] 2.2.2.53). The parameters stand
 * in the order in which the object has them: any is allowed ([MS-ASCMD] 2.2.3.167).
 */
export function buildDeviceInformation(information: DeviceInformation): Element {
  const parameters = Object.entries(information) as [keyof DeviceInformation, string | undefined][];
  const set = container(page, "Set", ...parameters.map(([name, value]) => leaf(page, parameterTags[name], value)));
  return element(page, "DeviceInformation", set);
}

/** The parameters in a DeviceInformation element of a request; without a Set there are none. */
export function readDeviceInformation(deviceInformation: Element): DeviceInformation {
  const set = child(deviceInformation, page, "Set");
  const text = (tag: string) => (set === undefined ? undefined : childText(set, page, tag));
  return defined({
    model: text("Model"),
    imei: text("IMEI"),
    friendlyName: text("FriendlyName"),
    os: text("OS"),
    osLanguage: text("OSLanguage"),
    phoneNumber: text("PhoneNumber"),
    userAgent: text("UserAgent"),
    enableOutboundSms: text("EnableOutboundSMS"),
    mobileOperator: text("MobileOperator"),
  });
}

export function buildSettingsRequest(request: SettingsRequest, _version: ProtocolVersion): Element {
  return container(
    page,
    "Settings",
    request.deviceInformation === undefined ? [] : [buildDeviceInformation(request.deviceInformation)],
    request.userInformation ? [element(page, "UserInformation", element(page, "Get"))] : [],
  );
}

/** Undefined when the root is not Settings. */
export function readSettingsRequest(root: Element): SettingsRequest | undefined {
  if (!isTag(root, page, "Settings")) return undefined;
  const deviceInformation = child(root, page, "DeviceInformation");
  return defined({
    deviceInformation: deviceInformation && readDeviceInformation(deviceInformation),
    userInformation: hasChild(root, page, "UserInformation") || undefined,
    element: root,
  });
}

export function buildSettingsResponse(response: SettingsResponse, _version: ProtocolVersion): Element {
  const deviceInformation = container(
    page,
    "DeviceInformation",
    leaf(page, "Status", response.deviceInformationStatus),
    response.deviceInformationSetStatus === undefined
      ? []
      : [container(page, "Set", leaf(page, "Status", response.deviceInformationSetStatus))],
  );
  return container(
    page,
    "Settings",
    leaf(page, "Status", response.status),
    response.hasDeviceInformation ? [deviceInformation] : [],
    response.userInformationStatus === undefined
      ? []
      : [container(page, "UserInformation", leaf(page, "Status", response.userInformationStatus))],
  );
}

/** Undefined when the root is not Settings. */
export function readSettingsResponse(root: Element): SettingsResponse | undefined {
  if (!isTag(root, page, "Settings")) return undefined;
  const deviceInformation = child(root, page, "DeviceInformation");
  const set = deviceInformation && child(deviceInformation, page, "Set");
  const userInformation = child(root, page, "UserInformation");
  return defined({
    status: childText(root, page, "Status"),
    deviceInformationStatus: deviceInformation && childText(deviceInformation, page, "Status"),
    deviceInformationSetStatus: set && childText(set, page, "Status"),
    hasDeviceInformation: deviceInformation !== undefined,
    userInformationStatus: userInformation && childText(userInformation, page, "Status"),
    element: root,
  });
}
