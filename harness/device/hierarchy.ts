import { type Folder, type FolderName, type FolderSyncResponse, folderTypes } from "../eas/index.js";

/** The folders of one partnership and the key that goes with them. Ids are opaque text: "mail%2Fc7ad" goes back so. */
export class Hierarchy {
  /** "0" before the first FolderSync. */
  syncKey = "0";
  #folders = new Map<string, Folder>();

  get folders(): readonly Folder[] {
    return [...this.#folders.values()];
  }

  /** Takes a successful answer; one to key 0 names all folders ([MS-ASCMD] 2.2.1.5). */
  update(sentKey: string, response: FolderSyncResponse): void {
    if (sentKey === "0") this.#folders = new Map();
    for (const folder of [...response.added, ...response.updated]) this.#folders.set(folder.serverId, folder);
    for (const serverId of response.deleted) this.#folders.delete(serverId);
    this.advance(response.syncKey);
  }

  /** FolderCreate and FolderDelete move the key, too ([MS-ASCMD] 2.2.3.181.1). */
  advance(syncKey: string | undefined): void {
    if (syncKey !== undefined && syncKey !== "") this.syncKey = syncKey;
  }

  add(folder: Folder): void {
    this.#folders.set(folder.serverId, folder);
  }

  remove(serverId: string): void {
    this.#folders.delete(serverId);
  }

  find(folder: FolderName | { readonly serverId: string }): Folder | undefined {
    if (typeof folder === "object") return this.#folders.get(folder.serverId);
    return this.folders.find(({ type }) => type === folderTypes[folder]);
  }
}

/** The class that Collection/Class names before 14.0 ([MS-ASCMD] 2.2.3.27); from the folder's type. */
export function classOfFolder({ type }: Folder): string {
  return classByType.get(type) ?? "Email";
}

const classByType = new Map([
  [7, "Tasks"],
  [15, "Tasks"],
  [8, "Calendar"],
  [13, "Calendar"],
  [9, "Contacts"],
  [14, "Contacts"],
  [10, "Notes"],
  [17, "Notes"],
]);
