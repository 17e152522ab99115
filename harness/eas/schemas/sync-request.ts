import { applicationData } from "./item.js";
import { anything, container, emptyTag, many, type Only, one, optional, some, upTo } from "./schema.js";
import { anyText, boolean, digit, identifier, unsigned } from "./values.js";

const sync = "[MS-ASCMD] 2.2.1.21.1";
const optionsSection = "[MS-ASCMD] 2.2.3.125.6";
const preferenceSection = "[MS-ASAIRS] 2.2.2.12";

const serverId = identifier("[MS-ASCMD] 2.2.3.166.8");
const className = anyText("[MS-ASCMD] 2.2.3.27.6");

const classSince14: Only = { since: "14.0", why: "Class stands here from 14.0 on" };
const addOnly: Only = { tolerated: true, why: "a client writes Class in Add only" };

function preference(section: string) {
  return container(
    { section, ordered: true },
    {
      "AirSyncBase:Type": one(digit(section, 1, 4)),
      "AirSyncBase:TruncationSize": optional(unsigned(section)),
      "AirSyncBase:AllOrNone": optional(boolean(section)),
      "AirSyncBase:Preview": optional(unsigned(section), { since: "14.1", why: "Preview belongs to 14.1 and later" }),
    },
  );
}

const options = container(
  { section: optionsSection },
  {
    "AirSync:FilterType": optional(digit("[MS-ASCMD] 2.2.3.68.2", 0, 8)),
    "AirSync:Class": optional(className, classSince14),
    "AirSyncBase:BodyPreference": many(preference(preferenceSection)),
    "AirSyncBase:BodyPartPreference": optional(preference("[MS-ASAIRS] 2.2.2.11")),
    "AirSync:Conflict": optional(digit("[MS-ASCMD] 2.2.3.34", 0, 1)),
    "AirSync:MIMESupport": optional(digit("[MS-ASCMD] 2.2.3.110.3", 0, 2)),
    "AirSync:MIMETruncation": optional(digit("[MS-ASCMD] 2.2.3.111", 0, 8)),
    "AirSync:MaxItems": optional(unsigned("[MS-ASCMD] 2.2.3.103.2")),
    "RightsManagement:RightsManagementSupport": optional(boolean("[MS-ASRM] 2.2.2.15")),
  },
);

const commands = container(
  { section: "[MS-ASCMD] 2.2.3.32", notEmpty: true },
  {
    "AirSync:Add": many(
      container(
        { section: "[MS-ASCMD] 2.2.3.7.2", ordered: true },
        {
          "AirSync:Class": optional(className, classSince14),
          "AirSync:ClientId": one(identifier("[MS-ASCMD] 2.2.3.28.2")),
          "Email2:Send": optional(emptyTag("[MS-ASCMD] 2.2.3.7.2")),
          "AirSync:ApplicationData": one(applicationData),
        },
      ),
    ),
    "AirSync:Change": many(
      container(
        { section: "[MS-ASCMD] 2.2.3.24", ordered: true },
        {
          "AirSync:Class": optional(className, addOnly),
          "AirSync:ServerId": one(serverId),
          "AirSyncBase:InstanceId": optional(anyText(sync)),
          "Email2:Send": optional(emptyTag("[MS-ASCMD] 2.2.3.24")),
          "AirSync:ApplicationData": one(applicationData),
        },
      ),
    ),
    "AirSync:Delete": many(
      container(
        { section: "[MS-ASCMD] 2.2.3.42.2" },
        {
          "AirSync:Class": optional(className, addOnly),
          "AirSync:ServerId": one(serverId),
          "AirSyncBase:InstanceId": optional(anyText(sync)),
        },
      ),
    ),
    "AirSync:Fetch": many(container({ section: "[MS-ASCMD] 2.2.3.67.2" }, { "AirSync:ServerId": one(serverId) })),
  },
);

/** A strict order ([MS-ASCMD] 2.2.3.29.2). */
const collection = container(
  { section: "[MS-ASCMD] 2.2.3.29.2", ordered: true },
  {
    "AirSync:Class": optional(className, { until: "12.1", why: "Class belongs to Collection before 14.0 only" }),
    "AirSync:SyncKey": one(identifier("[MS-ASCMD] 2.2.3.181.4")),
    "AirSync:CollectionId": one(identifier("[MS-ASCMD] 2.2.3.30.6")),
    "AirSync:Supported": optional(anything("[MS-ASCMD] 2.2.3.179")),
    "AirSync:DeletesAsMoves": optional(boolean("[MS-ASCMD] 2.2.3.43")),
    "AirSync:GetChanges": optional(boolean("[MS-ASCMD] 2.2.3.84")),
    "AirSync:WindowSize": optional(unsigned("[MS-ASCMD] 2.2.3.199")),
    "AirSync:ConversationMode": optional(boolean("[MS-ASCMD] 2.2.3.36.2")),
    "AirSync:Options": upTo(2, options),
    "AirSync:Commands": optional(commands),
  },
);

export const syncRequest = container(
  { section: sync, ordered: true, exclusive: ["AirSync:Wait", "AirSync:HeartbeatInterval"] },
  {
    "AirSync:Collections": optional(
      container({ section: "[MS-ASCMD] 2.2.3.31.2" }, { "AirSync:Collection": some(collection) }),
    ),
    "AirSync:Wait": optional(unsigned("[MS-ASCMD] 2.2.3.198")),
    "AirSync:HeartbeatInterval": optional(unsigned("[MS-ASCMD] 2.2.3.88.2")),
    "AirSync:WindowSize": optional(unsigned("[MS-ASCMD] 2.2.3.199")),
    "AirSync:Partial": optional(emptyTag("[MS-ASCMD] 2.2.3.131")),
  },
);
