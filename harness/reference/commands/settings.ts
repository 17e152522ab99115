import {
  buildSettingsResponse,
  type DeviceInformation,
  readSettingsRequest,
  type SettingsRequest,
  type SettingsResponse,
} from "../../eas/index.js";
import { child, childElements, type Element, element } from "../../wbxml/index.js";
import type { CommandContext, Reply } from "../context.js";
import { settingsAnswer } from "../rules/index.js";
import { versionAtLeast } from "../version.js";

/** [MS-ASCMD] 2.2.3.177.15. */
const status = { ok: "1", protocolError: "2", invalidArguments: "5" };

const page = 18;
const longestValue = 1024;

/** The Settings command ([MS-ASCMD] 2.2.1.18; [MS-ASMS] 3.2.5.3). Answers DeviceInformation Set and UserInformation Get. */
export function settings(context: CommandContext): Reply {
  const request = context.document && readSettingsRequest(context.document);
  if (request?.element === undefined || !isSound(request.element)) return failed(context);
  const device = request.deviceInformation;
  const answered = device === undefined ? { status: status.ok, hasDeviceInformation: false } : set(context, device);
  if ("http" in answered) return answered;
  return { document: withUserInformation(context, request, answered) };
}

function failed({ version }: CommandContext): Reply {
  const response = { status: status.protocolError, hasDeviceInformation: false };
  return { document: buildSettingsResponse(response, version) };
}

/** Known properties only, each once; every parameter of Set at most once. */
function isSound(root: Element): boolean {
  const properties = childElements(root).map(({ tag }) => tag);
  if (properties.length === 0 || !properties.every((tag) => ["DeviceInformation", "UserInformation"].includes(tag))) {
    return false;
  }
  const device = child(root, page, "DeviceInformation");
  const parameters = device === undefined ? undefined : child(device, page, "Set");
  if (device !== undefined && parameters === undefined) return false;
  const user = child(root, page, "UserInformation");
  if (user !== undefined && child(user, page, "Get") === undefined) return false;
  return isSet(properties) && isSet(childElements(parameters ?? root).map(({ tag }) => tag));
}

function isSet(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}

function set(context: CommandContext, information: DeviceInformation): SettingsResponse | { readonly http: number } {
  const { account, partnership, rules } = context;
  const { deviceId } = partnership.id;
  const { enableOutboundSms: enable, phoneNumber } = information;
  if (Object.values(information).some((value) => value.length > longestValue)) {
    return settingsAnswer(status.invalidArguments);
  }
  if (enable !== undefined && !rules.settings.acceptsEnable(enable)) return settingsAnswer(status.invalidArguments);
  const stored = account.outbound.state(deviceId);
  if (rules.settings.needsNumber(enable) && !rules.settings.hasNumber(information, stored)) {
    return rules.settings.missingNumber();
  }
  if (phoneNumber !== undefined && phoneNumber !== "" && !rules.settings.acceptsNumber(phoneNumber)) {
    return settingsAnswer(status.invalidArguments);
  }
  partnership.information = { ...partnership.information, ...information };
  account.outbound.set(deviceId, rules.settings.store(information, stored));
  if (rules.settings.propagates()) account.outbound.propagate(deviceId);
  return settingsAnswer(status.ok);
}

/** UserInformation Get: the user's addresses ([MS-ASCMD] 2.2.3.182). */
function withUserInformation(context: CommandContext, request: SettingsRequest, response: SettingsResponse): Element {
  const { version, account } = context;
  const document = buildSettingsResponse(response, version);
  if (!request.userInformation || response.status !== status.ok) return document;
  const address = `${account.user}@localhost`;
  const smtp = element(page, "SMTPAddress", address);
  const newer = versionAtLeast(version, "14.1");
  const primary = element(page, "PrimarySmtpAddress", address);
  const addresses = element(page, "EmailAddresses", smtp, ...(newer ? [primary] : []));
  const information = newer ? element(page, "Accounts", element(page, "Account", addresses)) : addresses;
  const user = element(page, "UserInformation", element(page, "Status", status.ok), element(page, "Get", information));
  const others = childElements(document).filter(({ tag }) => tag !== "UserInformation");
  return element(page, "Settings", ...others, user);
}
