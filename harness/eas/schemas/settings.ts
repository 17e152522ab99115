import { anything, container, emptyTag, type JsonSchema, one, optional } from "./schema.js";
import { boolean, boundedText, status } from "./values.js";

const request = "[MS-ASCMD] 2.2.1.18.1";
const response = "[MS-ASCMD] 2.2.1.18.2";
const section = "[MS-ASCMD] 2.2.3.45";

const parameter = boundedText(section, 1024);

/** The parameters stand in any order, each at most once; an empty Set deletes. */
export const deviceInformationRequest = container(
  { section },
  {
    "Settings:Set": one(
      container(
        { section: "[MS-ASCMD] 2.2.3.167" },
        {
          "Settings:Model": optional(parameter),
          "Settings:IMEI": optional(parameter),
          "Settings:FriendlyName": optional(parameter),
          "Settings:OS": optional(parameter),
          "Settings:OSLanguage": optional(parameter),
          "Settings:PhoneNumber": optional(parameter),
          "Settings:UserAgent": optional(parameter),
          "Settings:EnableOutboundSMS": optional(boolean("[MS-ASCMD] 2.2.3.60; [MS-ASMS] 2.2.2.2.3")),
          "Settings:MobileOperator": optional(parameter),
        },
      ),
    ),
  },
);

const statusValue = status("[MS-ASCMD] 2.2.3.177.15");

/** Servers of old wrap the code in a Set. Where they do, DeviceInformation itself needs none. */
export const deviceInformationResponse = container(
  { section, atLeastOneOf: ["Settings:Status", "Settings:Set"] },
  {
    "Settings:Status": optional(statusValue),
    "Settings:Set": optional(container({ section }, { "Settings:Status": one(statusValue) }), {
      tolerated: true,
      why: "Status stands directly in DeviceInformation",
    }),
  },
);

export const settingsRequest = container(
  { section: request, notEmpty: true },
  {
    "Settings:RightsManagementInformation": optional(anything(request)),
    "Settings:Oof": optional(anything(request)),
    "Settings:DevicePassword": optional(anything(request)),
    "Settings:DeviceInformation": optional(deviceInformationRequest),
    "Settings:UserInformation": optional(
      container({ section: "[MS-ASCMD] 2.2.3.192" }, { "Settings:Get": one(emptyTag("[MS-ASCMD] 2.2.3.83")) }),
    ),
  },
);

/** A property that the harness does not use: its Status, if there is one, and whatever Get brought. */
function property(): JsonSchema {
  return container({ section: response, open: true }, { "Settings:Status": optional(statusValue) });
}

export const settingsResponse = container(
  { section: response },
  {
    "Settings:Status": one(statusValue),
    "Settings:DeviceInformation": optional(deviceInformationResponse),
    "Settings:Oof": optional(property()),
    "Settings:DevicePassword": optional(property()),
    "Settings:UserInformation": optional(property()),
    "Settings:RightsManagementInformation": optional(property()),
  },
);

/** DeviceInformation in an answer to Provision ([MS-ASPROV] 2.2.2.53). */
export const deviceInformationInProvision = container(
  { section: "[MS-ASPROV] 2.2.2.53" },
  { "Settings:Status": one(statusValue) },
);
