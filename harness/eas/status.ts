import type { ProtocolVersion } from "./protocol-version.js";
import { commonStatuses } from "./status-common.js";
import { commandStatuses } from "./status-tables.js";

/**
 * What a client does about a Status: nothing; the same request again after a while; Provision again from key 0; the
 * command again from key 0; FolderSync first; give up because the account or device may not; or take it as the server's
 * refusal of what was asked.
 */
export type StatusGroup = "success" | "retry" | "provision" | "restart" | "folder-sync" | "not-allowed" | "refusal";

/** How far a Status reaches: the whole command, one Collection of it, or one item or operation. */
export type StatusScope = "global" | "collection" | "item" | "item or global";

export interface StatusMeaning {
  readonly code: string;
  /** One clause in plain words, e.g. "the SyncKey is wrong or the state behind it is lost". */
  readonly meaning: string;
  readonly scope: StatusScope;
  readonly group: StatusGroup;
  /** First protocol version that knows it; absent: 12.1 and later. */
  readonly since?: ProtocolVersion;
  /** Section that defines it. */
  readonly section: string;
}

/** Commands and properties with a table of their own, e.g. "Sync", "Provision/Policy", "Settings/DeviceInformation". */
export const commandsWithStatus: readonly string[] = Object.keys(commandStatuses);

/**
 * What a Status means under a command: its own table first, then the codes common to all. `command` is the name of the
 * command, or a path of `commandsWithStatus` where a property has codes of its own. Undefined: nobody defined the code.
 */
export function explainStatus(command: string, code: string): StatusMeaning | undefined {
  const own = Object.hasOwn(commandStatuses, command) ? commandStatuses[command] : undefined;
  return own?.find((status) => status.code === code) ?? commonStatuses.find((status) => status.code === code);
}

/** The code with its meaning for a report: `Status 4 (the request breaks the protocol)`. */
export function describeStatus(command: string, code: string): string {
  const found = explainStatus(command, code);
  return `Status ${code} (${found === undefined ? `not defined for ${command}` : found.meaning})`;
}

/** How a client reacts; an undefined code is taken as a refusal. */
export function statusGroup(command: string, code: string): StatusGroup {
  return explainStatus(command, code)?.group ?? "refusal";
}
