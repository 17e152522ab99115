import { applicationData } from "./item.js";
import { container, emptyTag, many, type Only, one, optional } from "./schema.js";
import { anyText, identifier, status, unsigned } from "./values.js";

const response = "[MS-ASCMD] 2.2.1.21.2";
const sync = "[MS-ASCMD] 2.2.3.180";
const collectionSection = "[MS-ASCMD] 2.2.3.29.2";
const commandsSection = "[MS-ASCMD] 2.2.3.32";
const responsesSection = "[MS-ASCMD] 2.2.3.154";

const key = identifier("[MS-ASCMD] 2.2.3.181.4");
const serverId = identifier("[MS-ASCMD] 2.2.3.166.8");
const clientId = identifier("[MS-ASCMD] 2.2.3.28.2");
const className = anyText("[MS-ASCMD] 2.2.3.27.6");
const statusValue = status("[MS-ASCMD] 2.2.3.177.17");

const collectionClass: Only = {
  until: "12.1",
  tolerated: true,
  why: "Class belongs to Collection before 14.0 only",
};
const sixteen: Only = { since: "16.0", tolerated: true, why: "ApplicationData stands here from 16.0 on" };
const noClass: Only = { tolerated: true, why: "the schema has no Class here" };

/** Corrected: the published schema forgets Class in Add; [MS-ASMS] 2.2.2.2.2 and 4.3 and [MS-ASCMD] 2.2.3.27.6 have it. */
const commands = container(
  { section: commandsSection, notEmpty: true },
  {
    "AirSync:Add": many(
      container(
        { section: "[MS-ASCMD] 2.2.3.7.2" },
        {
          "AirSync:Class": optional(className),
          "AirSync:ServerId": one(serverId),
          "AirSync:ApplicationData": optional(applicationData),
        },
      ),
    ),
    "AirSync:Change": many(
      container(
        { section: "[MS-ASCMD] 2.2.3.24" },
        {
          "AirSync:Class": optional(className),
          "AirSync:ServerId": one(serverId),
          "AirSyncBase:InstanceId": optional(anyText(response)),
          "AirSync:ApplicationData": optional(applicationData),
        },
      ),
    ),
    "AirSync:Delete": many(
      container(
        { section: "[MS-ASCMD] 2.2.3.42.2" },
        { "AirSync:Class": optional(className), "AirSync:ServerId": one(serverId) },
      ),
    ),
    "AirSync:SoftDelete": many(
      container(
        { section: "[MS-ASCMD] 2.2.3.172" },
        { "AirSync:Class": optional(className, noClass), "AirSync:ServerId": one(serverId) },
      ),
    ),
  },
);

const responses = container(
  { section: responsesSection },
  {
    "AirSync:Add": many(
      container(
        { section: "[MS-ASCMD] 2.2.3.7.2" },
        {
          "AirSync:Class": optional(className),
          "AirSync:ClientId": one(clientId),
          "AirSync:ServerId": optional(serverId),
          "AirSync:Status": one(statusValue),
          "AirSync:ApplicationData": optional(applicationData, sixteen),
        },
      ),
    ),
    "AirSync:Change": many(
      container(
        { section: "[MS-ASCMD] 2.2.3.24" },
        {
          "AirSync:Class": optional(className),
          "AirSync:ServerId": one(serverId),
          "AirSyncBase:InstanceId": optional(anyText(response)),
          "AirSync:Status": one(statusValue),
          "AirSync:ApplicationData": optional(applicationData, sixteen),
        },
      ),
    ),
    "AirSync:Delete": many(
      container(
        { section: "[MS-ASCMD] 2.2.3.42.2" },
        {
          "AirSync:Class": optional(className, noClass),
          "AirSync:ServerId": one(serverId),
          "AirSyncBase:InstanceId": optional(anyText(response)),
          "AirSync:Status": one(statusValue),
        },
      ),
    ),
    "AirSync:Fetch": many(
      container(
        { section: "[MS-ASCMD] 2.2.3.67.2" },
        {
          "AirSync:Class": optional(className, noClass),
          "AirSync:ServerId": optional(serverId),
          "AirSync:Status": one(statusValue),
          "AirSync:ApplicationData": optional(applicationData),
        },
      ),
    ),
  },
);

const collection = container(
  { section: collectionSection },
  {
    "AirSync:Class": optional(className, collectionClass),
    "AirSync:SyncKey": one(key),
    "AirSync:CollectionId": one(identifier("[MS-ASCMD] 2.2.3.30.6")),
    "AirSync:Status": one(statusValue),
    "AirSync:Commands": optional(commands),
    "AirSync:Responses": optional(responses),
    "AirSync:MoreAvailable": optional(emptyTag("[MS-ASCMD] 2.2.3.116")),
  },
);

/** Children of Collection may stand in any order: the published schema has a choice there. */
export const syncResponse = container(
  { section: sync, exclusive: ["AirSync:Limit", "AirSync:Collections"] },
  {
    "AirSync:Status": optional(statusValue),
    "AirSync:Limit": optional(unsigned("[MS-ASCMD] 2.2.3.97")),
    "AirSync:Collections": optional(
      container({ section: "[MS-ASCMD] 2.2.3.31.2" }, { "AirSync:Collection": many(collection) }),
    ),
  },
);
