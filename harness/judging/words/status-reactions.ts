import { commonReactions } from "./status-reactions-common.js";

/** Sentences by code. */
export type Reactions = Readonly<Record<string, string>>;

/** What a client does about the codes of a command's own table, after the resolutions of [MS-ASCMD] 2.2.3.177 and [MS-ASPROV] 3.1.5.2. */
const ownReactions: Readonly<Record<string, Reactions>> = {
  Sync: {
    1: "Nothing about the Status: it takes over what the answer brings, and the new SyncKey.",
    3: "It starts the folder again with SyncKey 0. What it had added since the last good Sync it drops, or adds again afterwards.",
    4: "It mends the request before it sends it again: as it is, it will be refused every time.",
    5: "It sends the same request again after a while; if that goes on failing, it starts the folder again with SyncKey 0.",
    6: "It stops sending this item: the server will not take it later either.",
    7: "It keeps the server's version, and tells the user, where that matters, that the change was overwritten.",
    8: "It synchronises the folder again, which shows what became of the item, and asks the user where it cannot decide alone.",
    9: "It has room made in the mailbox, as a rule by the user, and sends the Sync again later.",
    12: "It sends a FolderSync, and then the Sync again.",
    13: "It sends the Sync again in full, with every Collection and all its elements.",
    14: "It sets Wait or HeartbeatInterval to what Limit allows and sends the Sync again.",
    15: "It sends fewer Collections in one request, no more than Limit allows, and tells the user where folders have to be left out.",
    16: "It sends the same request again.",
  },
  FolderSync: {
    1: "Nothing about the Status: it takes over the folders and the new SyncKey.",
    6: "It sends the FolderSync again after a while; if that goes on failing, it starts again with SyncKey 0.",
    9: "It forgets the folders that came since the last good FolderSync and starts again with SyncKey 0.",
    10: "It mends the request before it sends it again.",
    11: "It sends the FolderSync again after a while; if that goes on failing, it starts again with SyncKey 0.",
    12: "No remedy is defined: it can only try again later, and tell the user if that does not help.",
  },
  FolderCreate: {
    1: "Nothing about the Status: it keeps the ServerId of the new folder and the new SyncKey.",
    2: "It asks the user for another name.",
    3: "It creates the folder under another parent.",
    5: "It sends a FolderSync, and asks the user for another parent folder.",
    6: "It sends the FolderCreate again after a while; if that goes on failing, it starts the folders again with SyncKey 0.",
    9: "It sends a FolderSync with SyncKey 0, and the FolderCreate again after that.",
    10: "It mends the request before it sends it again; a folder that every mailbox has cannot be created.",
    11: "No remedy is defined: it can only try again later, and tell the user if that does not help.",
    12: "No remedy is defined: it can only try again later, and tell the user if that does not help.",
  },
  FolderDelete: {
    1: "Nothing about the Status: it drops the folder and keeps the new SyncKey.",
    3: "It leaves the folder alone: the server will not delete it later either.",
    4: "It sends a FolderSync, which shows which folders are left.",
    6: "It sends the FolderDelete again after a while; if that goes on failing, it starts the folders again with SyncKey 0.",
    9: "It sends a FolderSync with SyncKey 0, and the FolderDelete again after that if the folder is still there.",
    10: "It mends the request before it sends it again.",
    11: "No remedy is defined: it can only try again later, and tell the user if that does not help.",
  },
  GetItemEstimate: {
    1: "Nothing about the Status: it takes the estimate.",
    2: "It sends a FolderSync, and asks again about a folder that is there.",
    3: "It sends a Sync with SyncKey 0 for the folder first, and then asks again with the key that it is given.",
    4: "It sends a Sync that succeeds and asks again with the new key; if that is refused as well, it starts the folder again with SyncKey 0.",
  },
  Settings: {
    1: "It looks at the Status of each property: this one says only that the command was carried out.",
    2: "It mends the request before it sends it again.",
    3: "It gives up and tells the user: the account may not do this.",
    4: "It sends the request again after a while.",
    5: "It mends the value that is not valid before it sends the request again.",
    6: "It resolves the contradiction between its arguments before it sends the request again.",
    7: "It gives up and tells the user: only an administrator can change the policy.",
  },
  "Settings/DeviceInformation": {
    1: "Nothing: the server has taken over what the device said of itself.",
    2: "It mends the request before it sends it again.",
    5: "It mends the value that is not valid before it sends the property again. With EnableOutboundSMS 1 that is a missing PhoneNumber.",
    6: "It resolves the contradiction between the values of the property before it sends it again.",
  },
  Provision: {
    1: "It applies the policy, then acknowledges it.",
    2: "It mends the request before it sends it again.",
    3: "It sends the same request again after a while.",
  },
  "Provision/Policy": {
    1: "It applies the policy and acknowledges it; after an acknowledgement it uses the new policy key from then on.",
    2: "It goes on without a policy and stops sending a policy key.",
    3: "It asks again with the PolicyType that its protocol version knows, MS-EAS-Provisioning-WBXML.",
    4: "It gives up and tells the user: only an administrator can repair the policy on the server.",
    5: "It begins Provision again from its first step and acknowledges the key that this brings.",
  },
  Ping: {
    1: "It sends the next Ping.",
    2: "It sends a Sync for each of the folders listed, and the next Ping once that has brought what is new.",
    3: "It sends the Ping again in full, with HeartbeatInterval and Folders.",
    4: "It mends the request before it sends it again.",
    5: "It sends the Ping again with an interval in the allowed range; the HeartbeatInterval of the answer is the nearest.",
    6: "It sends the Ping again with no more folders than MaxFolders allows, and has the user choose which.",
    7: "It sends a FolderSync, asks the user about new folders where needed, and sends the Ping again.",
    8: "It sends the Ping again after a while.",
  },
  MoveItems: {
    1: "It sends a FolderSync and a Sync of the source, and moves what still lies there.",
    2: "It sends a FolderSync, and moves the item to a folder that is there.",
    3: "It takes over the new ServerId of the item.",
    4: "It leaves the item where it is: source and destination have to differ.",
    5: "It moves the item to one folder alone, or to another one.",
    7: "It sends the same request again after a while.",
  },
  ItemOperations: {
    1: "It looks at the Status of each operation, and takes what was fetched.",
    2: "It mends the request before it sends it again.",
    3: "It sends the same request again after a while.",
    4: "It tells the user that the address of the document is wrong.",
    5: "It tells the user that the document may not be read by this account.",
    6: "It drops what it knew of the object, or synchronises the folder to learn what became of it.",
    7: "It asks for the document again after a while.",
    8: "It asks for a range that lies within the object.",
    9: "It does without the operation, or names a store that supports it.",
    10: "It shows the user an empty file: there is nothing to fetch.",
    11: "It does without the data, or asks for less of it, by a range for example.",
    12: "It asks for the file again after a while.",
    14: "It asks for the item in another form.",
    15: "It synchronises the item again to learn its attachments, and tells the user if this one is gone.",
    16: "It tells the user that this account has no access.",
    17: "It looks at the Status of each operation, and repeats those that failed where theirs says so.",
    18: "It asks the user for credentials and sends the operation again with them.",
  },
};

/** What a client does about a Status under a command: the sentence of its own table, else that of the common code. */
export function reactionTo(command: string, code: string): string | undefined {
  const own = Object.hasOwn(ownReactions, command) ? ownReactions[command] : undefined;
  return own?.[code] ?? commonReactions[code];
}
