import type { Element } from "../wbxml/index.js";

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
