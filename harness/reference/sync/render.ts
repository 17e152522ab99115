import type { CommandResponse, ItemFields, ServerCommand } from "../../eas/index.js";
import { type Held, sameFlag } from "../collection.js";
import type { CommandContext } from "../context.js";
import type { Due } from "../delta.js";
import type { MailFolder } from "../folder.js";
import { given } from "../given.js";
import type { Item } from "../mailbox.js";
import type { Scope } from "../rules/index.js";
import { type SyncJob, scopeOf, serverIdOf } from "./job.js";

/** The command that stands for what is due. */
export function renderDue(job: SyncJob, due: Due, scope: Scope): ServerCommand {
  const { rules, version } = job.context;
  const { item, held, holding } = due;
  if (item === undefined || due.kind === "Delete" || due.kind === "SoftDelete") {
    const className = held && due.kind === "Delete" ? rules.item.classOnDelete(held, version) : undefined;
    return given({ kind: due.kind, class: className, serverId: held?.serverId ?? "" });
  }
  const serverId = held?.serverId ?? serverIdOf(job, holding, item.id);
  const body = rules.select.setFor(item, scope) ?? {};
  if (due.kind === "Add" || held === undefined) {
    const full = renderItem(job.context, item, job.folder, body);
    return given({ kind: due.kind, class: rules.item.classOnAdd(item), serverId, item: full });
  }
  const difference = renderChange(job.context, item, held) ?? renderItem(job.context, item, job.folder, body);
  return given({ kind: due.kind, class: rules.item.classOnChange(item), serverId, item: difference });
}

/** Read alone when only Read changed, Flag alone likewise ([MS-ASEMAIL] 3.2.5.4.1); undefined when neither did. */
function renderChange({ rules }: CommandContext, item: Item, held: Held): ItemFields | undefined {
  const { read, flag } = item.fields;
  const readChanged = read !== held.read;
  const flagChanged = !sameFlag(flag, held.flag);
  if (!readChanged && !flagChanged) return undefined;
  return {
    ...(readChanged ? { read: rules.item.read(read, item) } : {}),
    ...(flagChanged ? { flag } : {}),
  };
}

/** All fields of an item as the rules write them. */
export function renderItem(
  { rules }: CommandContext,
  item: Item,
  folder: MailFolder,
  set: Parameters<typeof rules.item.body>[1],
): ItemFields {
  const { fields } = item;
  return given({
    ...rules.item.parties(item, folder),
    subject: rules.item.subject(item),
    dateReceived: rules.item.dateReceived(item),
    importance: fields.importance,
    read: rules.item.read(fields.read, item),
    body: rules.item.body(item, set),
    messageClass: fields.messageClass,
    internetCpid: fields.internetCpid,
    flag: fields.flag,
    ...rules.item.conversation(item),
  });
}

/** Responses/Fetch ([MS-ASCMD] 2.2.3.67.2). */
export function renderFetched(job: SyncJob, serverId: string): CommandResponse {
  const itemId = job.collection.itemId(serverId);
  const item = itemId === undefined ? undefined : job.context.account.mailbox.item(itemId);
  if (item === undefined || item.folderId !== job.folder.id) return { kind: "Fetch", serverId, status: "8" };
  const set = job.context.rules.select.setFor(item, scopeOf(job));
  if (set === undefined) return { kind: "Fetch", serverId, status: "8" };
  return { kind: "Fetch", serverId, status: "1", item: renderItem(job.context, item, job.folder, set) };
}
