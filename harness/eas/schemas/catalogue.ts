import { estimateRequest, estimateResponse, oldEstimateRequest } from "./estimate.js";
import {
  folderCreateRequest,
  folderCreateResponse,
  folderDeleteRequest,
  folderDeleteResponse,
  folderSyncRequest,
  folderSyncResponse,
} from "./folders.js";
import {
  itemOperationsRequest,
  itemOperationsResponse,
  moveItemsRequest,
  moveItemsResponse,
  pingRequest,
  pingResponse,
  sendMailRequest,
  sendMailResponse,
} from "./items.js";
import { provisionRequest, provisionResponse } from "./provision.js";
import type { JsonSchema } from "./schema.js";
import { settingsRequest, settingsResponse } from "./settings.js";
import { syncRequest } from "./sync-request.js";
import { syncResponse } from "./sync-response.js";

/** The schemas of one command. */
export interface CommandSchemas {
  /** Qualified name of the root, the same in both directions. */
  readonly root: string;
  readonly request: JsonSchema;
  readonly response: JsonSchema;
  /** The request before 14.0, where it differs in more than single elements. */
  readonly oldRequest?: JsonSchema;
}

/** By command, as in the query string. */
export const commandSchemas: Readonly<Record<string, CommandSchemas>> = {
  Sync: { root: "AirSync:Sync", request: syncRequest, response: syncResponse },
  GetItemEstimate: {
    root: "GetItemEstimate:GetItemEstimate",
    request: estimateRequest,
    response: estimateResponse,
    oldRequest: oldEstimateRequest,
  },
  Settings: { root: "Settings:Settings", request: settingsRequest, response: settingsResponse },
  Provision: { root: "Provision:Provision", request: provisionRequest, response: provisionResponse },
  FolderSync: { root: "FolderHierarchy:FolderSync", request: folderSyncRequest, response: folderSyncResponse },
  FolderCreate: { root: "FolderHierarchy:FolderCreate", request: folderCreateRequest, response: folderCreateResponse },
  FolderDelete: { root: "FolderHierarchy:FolderDelete", request: folderDeleteRequest, response: folderDeleteResponse },
  Ping: { root: "Ping:Ping", request: pingRequest, response: pingResponse },
  MoveItems: { root: "Move:MoveItems", request: moveItemsRequest, response: moveItemsResponse },
  ItemOperations: {
    root: "ItemOperations:ItemOperations",
    request: itemOperationsRequest,
    response: itemOperationsResponse,
  },
  SendMail: { root: "ComposeMail:SendMail", request: sendMailRequest, response: sendMailResponse },
};
