import { container, many, one, optional } from "./schema.js";
import { anyText, identifier, integer, status, unsigned } from "./values.js";

const syncKey = identifier("[MS-ASCMD] 2.2.3.181.2");
const serverId = identifier("[MS-ASCMD] 2.2.3.166.4");
const parentId = identifier("[MS-ASCMD] 2.2.3.130.2");
const displayName = anyText("[MS-ASCMD] 2.2.3.49.2");
const type = integer("[MS-ASCMD] 2.2.3.186.3");

const folder = {
  "FolderHierarchy:ServerId": one(serverId),
  "FolderHierarchy:ParentId": one(parentId),
  "FolderHierarchy:DisplayName": one(displayName),
  "FolderHierarchy:Type": one(type),
};

export const folderSyncRequest = container(
  { section: "[MS-ASCMD] 2.2.1.5.1" },
  { "FolderHierarchy:SyncKey": one(syncKey) },
);

const changes = container(
  { section: "[MS-ASCMD] 2.2.3.26" },
  {
    "FolderHierarchy:Count": optional(unsigned("[MS-ASCMD] 2.2.3.38")),
    "FolderHierarchy:Update": many(container({ section: "[MS-ASCMD] 2.2.3.188" }, folder)),
    "FolderHierarchy:Delete": many(
      container({ section: "[MS-ASCMD] 2.2.3.42.1" }, { "FolderHierarchy:ServerId": one(serverId) }),
    ),
    "FolderHierarchy:Add": many(container({ section: "[MS-ASCMD] 2.2.3.7.1" }, folder)),
  },
);

export const folderSyncResponse = container(
  { section: "[MS-ASCMD] 2.2.1.5.2" },
  {
    "FolderHierarchy:Status": one(status("[MS-ASCMD] 2.2.3.177.5")),
    "FolderHierarchy:SyncKey": optional(syncKey),
    "FolderHierarchy:Changes": optional(changes),
  },
);

export const folderCreateRequest = container(
  { section: "[MS-ASCMD] 2.2.1.3.1", ordered: true },
  {
    "FolderHierarchy:SyncKey": one(syncKey),
    "FolderHierarchy:ParentId": one(parentId),
    "FolderHierarchy:DisplayName": one(displayName),
    "FolderHierarchy:Type": one(type),
  },
);

export const folderCreateResponse = container(
  { section: "[MS-ASCMD] 2.2.1.3.2" },
  {
    "FolderHierarchy:Status": one(status("[MS-ASCMD] 2.2.3.177.3")),
    "FolderHierarchy:SyncKey": optional(syncKey),
    "FolderHierarchy:ServerId": optional(serverId),
  },
);

export const folderDeleteRequest = container(
  { section: "[MS-ASCMD] 2.2.1.4.1", ordered: true },
  { "FolderHierarchy:SyncKey": one(syncKey), "FolderHierarchy:ServerId": one(serverId) },
);

export const folderDeleteResponse = container(
  { section: "[MS-ASCMD] 2.2.1.4.2" },
  {
    "FolderHierarchy:Status": one(status("[MS-ASCMD] 2.2.3.177.4")),
    "FolderHierarchy:SyncKey": optional(syncKey),
  },
);
