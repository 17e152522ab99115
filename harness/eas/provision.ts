import { child, childElements, type Element, element } from "../wbxml/index.js";
import { codePage } from "./code-page.js";
import { childText, container, defined, hasChild, isTag, leaf, readText } from "./fields.js";
import type { ProtocolVersion } from "./protocol-version.js";
import { buildDeviceInformation, type DeviceInformation, readDeviceInformation } from "./settings.js";

const page = codePage.provision;

/** The PolicyType that 12.0 and later use ([MS-ASPROV] 2.2.2.44). */
export const wbxmlPolicyType = "MS-EAS-Provisioning-WBXML";

export interface ProvisionRequest {
  /** 14.1 and later, first request only ([MS-ASPROV] 2.2.2.53). */
  readonly deviceInformation?: DeviceInformation;
  readonly policyType: string;
  /** Set in the acknowledgement. */
  readonly policyKey?: string;
  /** 1 applied, 2 partly, 3 not, 4 managed by a third party. */
  readonly acknowledgement?: string;
  readonly element?: Element;
}

export interface ProvisionResponse {
  readonly status?: string;
  readonly deviceInformationStatus?: string;
  readonly policy?: {
    readonly policyType?: string;
    readonly status?: string;
    readonly policyKey?: string;
    /** Settings of EASProvisionDoc by name, e.g. AllowTextMessaging; those with members of their own are left aside. */
    readonly document?: Readonly<Record<string, string>>;
  };
  /** RemoteWipe or AccountOnlyRemoteWipe stands in the answer. */
  readonly remoteWipe: boolean;
  readonly element?: Element;
}

type Policy = NonNullable<ProvisionResponse["policy"]>;

/** Provision { DeviceInformation? Policies { Policy { PolicyType PolicyKey? Status? } } } ([MS-ASPROV] 3.1.5). */
export function buildProvisionRequest(request: ProvisionRequest, _version: ProtocolVersion): Element {
  const policy = container(
    page,
    "Policy",
    leaf(page, "PolicyType", request.policyType),
    leaf(page, "PolicyKey", request.policyKey),
    leaf(page, "Status", request.acknowledgement),
  );
  return container(
    page,
    "Provision",
    request.deviceInformation === undefined ? [] : [buildDeviceInformation(request.deviceInformation)],
    [element(page, "Policies", policy)],
  );
}

/** Undefined when the root is not Provision. */
export function readProvisionRequest(root: Element): ProvisionRequest | undefined {
  if (!isTag(root, page, "Provision")) return undefined;
  const deviceInformation = child(root, codePage.settings, "DeviceInformation");
  const policy = findPolicy(root);
  return defined({
    deviceInformation: deviceInformation && readDeviceInformation(deviceInformation),
    policyType: (policy && childText(policy, page, "PolicyType")) ?? "",
    policyKey: policy && childText(policy, page, "PolicyKey"),
    acknowledgement: policy && childText(policy, page, "Status"),
    element: root,
  });
}

/** Provision { DeviceInformation? { Status } Status Policies? { Policy } RemoteWipe? }. */
export function buildProvisionResponse(response: ProvisionResponse, _version: ProtocolVersion): Element {
  const { deviceInformationStatus, policy } = response;
  const information = leaf(codePage.settings, "Status", deviceInformationStatus);
  return container(
    page,
    "Provision",
    information.length === 0 ? [] : [container(codePage.settings, "DeviceInformation", information)],
    leaf(page, "Status", response.status),
    policy === undefined ? [] : [element(page, "Policies", buildPolicy(policy))],
    response.remoteWipe ? [element(page, "RemoteWipe")] : [],
  );
}

/** Undefined when the root is not Provision. */
export function readProvisionResponse(root: Element): ProvisionResponse | undefined {
  if (!isTag(root, page, "Provision")) return undefined;
  const deviceInformation = child(root, codePage.settings, "DeviceInformation");
  const policy = findPolicy(root);
  return defined({
    status: childText(root, page, "Status"),
    deviceInformationStatus: deviceInformation && childText(deviceInformation, codePage.settings, "Status"),
    policy: policy && readPolicy(policy),
    remoteWipe: hasChild(root, page, "RemoteWipe") || hasChild(root, page, "AccountOnlyRemoteWipe"),
    element: root,
  });
}

function findPolicy(root: Element): Element | undefined {
  const policies = child(root, page, "Policies");
  return policies && child(policies, page, "Policy");
}

function buildPolicy(policy: Policy): Element {
  const settings = Object.entries(policy.document ?? {}).map(([name, value]) => leaf(page, name, value));
  return container(
    page,
    "Policy",
    leaf(page, "PolicyType", policy.policyType),
    leaf(page, "Status", policy.status),
    leaf(page, "PolicyKey", policy.policyKey),
    policy.document === undefined ? [] : [element(page, "Data", container(page, "EASProvisionDoc", ...settings))],
  );
}

function readPolicy(policy: Element): Policy {
  const data = child(policy, page, "Data");
  const document = data && child(data, page, "EASProvisionDoc");
  return defined({
    policyType: childText(policy, page, "PolicyType"),
    status: childText(policy, page, "Status"),
    policyKey: childText(policy, page, "PolicyKey"),
    document: document && readDocument(document),
  });
}

function readDocument(document: Element): Readonly<Record<string, string>> {
  const leaves = childElements(document).filter((setting) => childElements(setting).length === 0);
  return Object.fromEntries(leaves.map((setting) => [setting.tag, readText(setting)]));
}
