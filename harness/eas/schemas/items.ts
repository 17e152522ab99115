import { applicationData } from "./item.js";
import { anything, container, emptyTag, many, one, opaque, optional, some } from "./schema.js";
import { anyText, identifier, integer, status, unsigned } from "./values.js";

// The commands that fetch, move and send single items, and Ping.

const ping = "[MS-ASCMD] 2.2.1.13";
const move = "[MS-ASCMD] 2.2.1.12";
const operations = "[MS-ASCMD] 2.2.1.10";
const send = "[MS-ASCMD] 2.2.1.17";

export const pingRequest = container(
  { section: `${ping}.1` },
  {
    "Ping:HeartbeatInterval": optional(unsigned("[MS-ASCMD] 2.2.3.88.1")),
    "Ping:Folders": optional(
      container(
        { section: `${ping}.1` },
        {
          "Ping:Folder": some(
            container(
              { section: `${ping}.1` },
              {
                "Ping:Id": one(identifier("[MS-ASCMD] 2.2.3.90.1")),
                "Ping:Class": one(anyText("[MS-ASCMD] 2.2.3.27.4")),
              },
            ),
          ),
        },
      ),
    ),
  },
);

export const pingResponse = container(
  { section: `${ping}.2` },
  {
    "Ping:Status": one(status("[MS-ASCMD] 2.2.3.177.11")),
    "Ping:Folders": optional(
      container({ section: `${ping}.2` }, { "Ping:Folder": some(identifier("[MS-ASCMD] 2.2.3.71.2")) }),
    ),
    "Ping:MaxFolders": optional(integer("[MS-ASCMD] 2.2.3.102")),
    "Ping:HeartbeatInterval": optional(integer("[MS-ASCMD] 2.2.3.88.1")),
  },
);

const messageId = identifier("[MS-ASCMD] 2.2.3.175");

export const moveItemsRequest = container(
  { section: `${move}.1` },
  {
    "Move:Move": some(
      container(
        { section: "[MS-ASCMD] 2.2.3.117.2", ordered: true },
        {
          "Move:SrcMsgId": one(messageId),
          "Move:SrcFldId": one(identifier("[MS-ASCMD] 2.2.3.174")),
          "Move:DstFldId": one(identifier("[MS-ASCMD] 2.2.3.51.2")),
        },
      ),
    ),
  },
);

export const moveItemsResponse = container(
  { section: `${move}.2` },
  {
    "Move:Status": optional(status("[MS-ASCMD] 2.2.3.177.10")),
    "Move:Response": many(
      container(
        { section: "[MS-ASCMD] 2.2.3.153.5" },
        {
          "Move:SrcMsgId": one(messageId),
          "Move:Status": one(status("[MS-ASCMD] 2.2.3.177.10")),
          "Move:DstMsgId": optional(identifier("[MS-ASCMD] 2.2.3.52")),
        },
      ),
    ),
  },
);

const collectionId = identifier("[MS-ASCMD] 2.2.3.30.3");
const serverId = identifier("[MS-ASCMD] 2.2.3.166.6");

export const itemOperationsRequest = container(
  { section: `${operations}.1`, notEmpty: true },
  {
    "ItemOperations:EmptyFolderContents": many(anything(`${operations}.1`)),
    "ItemOperations:Move": many(anything(`${operations}.1`)),
    "ItemOperations:Fetch": many(
      container(
        { section: "[MS-ASCMD] 2.2.3.67.1" },
        {
          "ItemOperations:Store": one(anyText("[MS-ASCMD] 2.2.3.178.1")),
          "Search:LongId": optional(anyText(`${operations}.1`)),
          "AirSync:CollectionId": optional(collectionId),
          "AirSync:ServerId": optional(serverId),
          "DocumentLibrary:LinkId": optional(anyText(`${operations}.1`)),
          "AirSyncBase:FileReference": optional(anyText(`${operations}.1`)),
          "ItemOperations:Options": optional(anything("[MS-ASCMD] 2.2.3.125.3")),
          "RightsManagement:RemoveRightsManagementProtection": optional(emptyTag(`${operations}.1`)),
        },
      ),
    ),
  },
);

export const itemOperationsResponse = container(
  { section: `${operations}.2` },
  {
    "ItemOperations:Status": one(status("[MS-ASCMD] 2.2.3.177.8")),
    "ItemOperations:Response": optional(
      container(
        { section: "[MS-ASCMD] 2.2.3.153.3" },
        {
          "ItemOperations:Move": many(anything(`${operations}.2`)),
          "ItemOperations:EmptyFolderContents": many(anything(`${operations}.2`)),
          "ItemOperations:Fetch": many(
            container(
              { section: "[MS-ASCMD] 2.2.3.67.1" },
              {
                "ItemOperations:Status": one(status("[MS-ASCMD] 2.2.3.177.8")),
                "AirSync:CollectionId": optional(collectionId),
                "AirSync:ServerId": optional(serverId),
                "Search:LongId": optional(anyText(`${operations}.2`)),
                "AirSync:Class": optional(anyText("[MS-ASCMD] 2.2.3.27.3")),
                "DocumentLibrary:LinkId": optional(anyText(`${operations}.2`)),
                "AirSyncBase:FileReference": optional(anyText(`${operations}.2`)),
                "ItemOperations:Properties": optional(applicationData),
              },
            ),
          ),
        },
      ),
    ),
  },
);

export const sendMailRequest = container(
  { section: `${send}.1` },
  {
    "ComposeMail:ClientId": one(anyText("[MS-ASCMD] 2.2.3.28.1")),
    "ComposeMail:AccountId": optional(anyText("[MS-ASCMD] 2.2.3.3.2")),
    "ComposeMail:SaveInSentItems": optional(emptyTag("[MS-ASCMD] 2.2.3.159")),
    "ComposeMail:Mime": one(opaque("[MS-ASCMD] 2.2.3.109")),
    "RightsManagement:TemplateID": optional(anyText(`${send}.1`)),
  },
);

export const sendMailResponse = container(
  { section: `${send}.2` },
  { "ComposeMail:Status": optional(status("[MS-ASCMD] 2.2.3.177.14")) },
);
