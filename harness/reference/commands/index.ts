import { codePage } from "../../eas/index.js";
import type { Command } from "../context.js";
import { folderCreate } from "./folder-create.js";
import { folderDelete } from "./folder-delete.js";
import { folderSync } from "./folder-sync.js";
import { getItemEstimate } from "./get-item-estimate.js";
import { itemOperations } from "./item-operations.js";
import { moveItems } from "./move-items.js";
import { ping } from "./ping.js";
import { provision } from "./provision.js";
import { sendMail } from "./send-mail.js";
import { settings } from "./settings.js";
import { sync } from "./sync.js";

/** A command of the server; `page` is the code page of its root element, where a Status for all of it can stand. */
export interface CommandEntry {
  readonly run: Command;
  readonly page: number;
  /** Ping asks for no policy key, Provision gives one ([MS-ASHTTP] 2.2.1.1.2.5). */
  readonly needsPolicy: boolean;
}

/** By their names in the query string. */
export const commands: ReadonlyMap<string, CommandEntry> = new Map<string, CommandEntry>([
  ["Sync", { run: sync, page: codePage.airSync, needsPolicy: true }],
  ["SendMail", { run: sendMail, page: codePage.composeMail, needsPolicy: true }],
  ["FolderSync", { run: folderSync, page: codePage.folderHierarchy, needsPolicy: true }],
  ["FolderCreate", { run: folderCreate, page: codePage.folderHierarchy, needsPolicy: true }],
  ["FolderDelete", { run: folderDelete, page: codePage.folderHierarchy, needsPolicy: true }],
  ["MoveItems", { run: moveItems, page: codePage.move, needsPolicy: true }],
  ["GetItemEstimate", { run: getItemEstimate, page: codePage.getItemEstimate, needsPolicy: true }],
  ["Settings", { run: settings, page: codePage.settings, needsPolicy: true }],
  ["Ping", { run: ping, page: codePage.ping, needsPolicy: false }],
  ["ItemOperations", { run: itemOperations, page: codePage.itemOperations, needsPolicy: true }],
  ["Provision", { run: provision, page: codePage.provision, needsPolicy: false }],
]);
