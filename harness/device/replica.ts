import type { ClientCommand, CommandResponse, ItemFields, ServerCommand } from "../eas/index.js";
import type { Element } from "../wbxml/index.js";
import { given } from "./given.js";
import type { HeldItem } from "./types.js";

/** What the device holds of one folder, by ServerId. */
export class Replica {
  readonly #held = new Map<string, HeldItem>();

  get held(): ReadonlyMap<string, HeldItem> {
    return this.#held;
  }

  clear(): void {
    this.#held.clear();
  }

  /** What the server sent. Applied after the device's own commands: where both changed an item, the server has won. */
  applyServer(commands: readonly ServerCommand[], exchange: string): void {
    for (const { kind, serverId, class: className, item, element } of commands) {
      if (kind === "Add" || kind === "Change") this.#write(serverId, className, item ?? {}, exchange, element);
      else this.#held.delete(serverId);
    }
  }

  /**
   * The device's own commands, once their request succeeded. An Add counts when Responses give it a ServerId; a Change or
   * Delete counts unless Responses list it as failed ([MS-ASCMD] 2.2.3.154).
   */
  applyOwn(commands: readonly ClientCommand[], responses: readonly CommandResponse[], exchange: string): void {
    for (const command of commands) {
      if (command.kind === "Add") this.#ownAdd(command, responses, exchange);
      else if (!hasFailed(command, responses)) this.#ownEdit(command, responses, exchange);
    }
  }

  #ownAdd(
    command: Extract<ClientCommand, { kind: "Add" }>,
    responses: readonly CommandResponse[],
    exchange: string,
  ): void {
    const response = responses.find(({ kind, clientId }) => kind === "Add" && clientId === command.clientId);
    if (response?.serverId === undefined || (response.status ?? "1") !== "1") return;
    const item = { ...command.item, ...response.item };
    this.#write(response.serverId, command.class ?? response.class, item, exchange);
  }

  #ownEdit(
    command: Exclude<ClientCommand, { kind: "Add" }>,
    responses: readonly CommandResponse[],
    exchange: string,
  ): void {
    const { kind, serverId } = command;
    if (kind === "Delete") this.#held.delete(serverId);
    else if (kind === "Change") this.#merge(serverId, command.class, command.item, exchange);
    else {
      const fetched = responses.find((response) => response.kind === "Fetch" && response.serverId === serverId);
      if (fetched?.item !== undefined) this.#merge(serverId, fetched.class, fetched.item, exchange);
    }
  }

  /** The device cannot edit what it does not hold; the server's word on such a command is judged elsewhere. */
  #merge(serverId: string, className: string | undefined, item: ItemFields, exchange: string): void {
    if (this.#held.has(serverId)) this.#write(serverId, className, item, exchange);
  }

  /**
   * Fields that are not named stay as they are: a Change with Read or Flag alone carries nothing else ([MS-ASEMAIL]
   * 3.2.5.4.1), and an Add of an item already held counts as a Change ([MS-ASCMD] 2.2.3.7.2).
   */
  #write(serverId: string, className: string | undefined, item: ItemFields, exchange: string, element?: Element): void {
    const before = this.#held.get(serverId);
    const after = { ...before?.item, ...item };
    this.#held.set(serverId, given({ serverId, class: className ?? before?.class, item: after, exchange, element }));
  }
}

function hasFailed(
  { kind, serverId }: Exclude<ClientCommand, { kind: "Add" }>,
  responses: readonly CommandResponse[],
): boolean {
  const response = responses.find((one) => one.kind === kind && one.serverId === serverId);
  return response?.status !== undefined && response.status !== "1";
}
