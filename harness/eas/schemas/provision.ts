import { anything, container, emptyTag, one, optional } from "./schema.js";
import { deviceInformationInProvision, deviceInformationRequest } from "./settings.js";
import { anyText, digit, status, unsigned } from "./values.js";

const section = "[MS-ASPROV] 2.2.2.44";
const policySection = "[MS-ASPROV] 2.2.2.42";
const statusSection = "[MS-ASPROV] 2.2.2.54";

const policyType = anyText("[MS-ASPROV] 2.2.2.43");
const policyKey = unsigned("[MS-ASPROV] 2.2.2.41");

const wipeAcknowledgement = container({ section }, { "Provision:Status": one(digit(statusSection, 1, 2)) });

export const provisionRequest = container(
  { section, ordered: true, notEmpty: true },
  {
    "Settings:DeviceInformation": optional(deviceInformationRequest, {
      since: "14.1",
      why: "before 14.1 the device describes itself by Settings only",
    }),
    "Provision:Policies": optional(
      container(
        { section },
        {
          "Provision:Policy": one(
            container(
              { section: policySection, ordered: true },
              {
                "Provision:PolicyType": one(policyType),
                "Provision:PolicyKey": optional(policyKey),
                "Provision:Status": optional(digit(statusSection, 1, 4)),
              },
            ),
          ),
        },
      ),
    ),
    "Provision:RemoteWipe": optional(wipeAcknowledgement),
    "Provision:AccountOnlyRemoteWipe": optional(wipeAcknowledgement),
  },
);

export const provisionResponse = container(
  { section },
  {
    "Settings:DeviceInformation": optional(deviceInformationInProvision, {
      since: "14.1",
      why: "before 14.1 DeviceInformation is answered in Settings only",
    }),
    "Provision:Status": one(status(statusSection)),
    "Provision:Policies": optional(
      container(
        { section },
        {
          "Provision:Policy": one(
            container(
              { section: policySection },
              {
                "Provision:PolicyType": one(policyType),
                "Provision:Status": one(status(statusSection)),
                "Provision:PolicyKey": optional(policyKey),
                "Provision:Data": optional(
                  container(
                    { section: "[MS-ASPROV] 2.2.2.23" },
                    { "Provision:EASProvisionDoc": one(anything("[MS-ASPROV] 2.2.2.28")) },
                  ),
                ),
              },
            ),
          ),
        },
      ),
    ),
    "Provision:RemoteWipe": optional(emptyTag(section)),
    "Provision:AccountOnlyRemoteWipe": optional(emptyTag(section)),
  },
);
