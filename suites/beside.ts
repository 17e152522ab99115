import type { Answer } from "../harness/device/types.js";
import type { ClientCommand, SyncCollectionResponse, SyncResponse } from "../harness/eas/index.js";
import type { CaseContext, SeededItem } from "../harness/run/index.js";
import { failedIn, heldOf, holdsAll, type View } from "./observe.js";
import { freshView } from "./stage.js";

// What stands in one request with an SMS, and how a phone is told that it was not carried out (ruling Q63).

/** Two e-mails of the case in one folder: one to be marked as read, one to be deleted. */
export interface Mails {
  readonly read: SeededItem;
  readonly gone: SeededItem;
}

/** Marks the one as read and deletes the other. */
export function editsOf(mine: View, { read, gone }: Mails): readonly [ClientCommand, ClientCommand] {
  return [
    { kind: "Change", serverId: heldOf(mine, read)?.serverId ?? "", item: { read: "1" } },
    { kind: "Delete", serverId: heldOf(mine, gone)?.serverId ?? "" },
  ];
}

/** What asks for SMS must be answered: another case judges that. @throws Inconclusive */
export function demandServing({ inconclusive }: CaseContext, { exchange }: Answer<SyncResponse>): void {
  const { failure, response } = exchange;
  if (failure === undefined && (response?.status ?? 0) < 500) return;
  inconclusive(`the request was not served: ${failure?.kind ?? `HTTP ${response?.status}`}`, "seed-and-read-back");
}

/** How the request was refused as a whole, if it was. */
export function refusalOf({ exchange, response }: Answer<SyncResponse>): string | undefined {
  if (exchange.response?.status !== 200) return `HTTP ${exchange.response?.status}`;
  return response?.status === undefined || response.status === "1"
    ? undefined
    : `Status ${response.status} for the request`;
}

export function isRefused(collection: SyncCollectionResponse | undefined): boolean {
  return (collection?.status ?? "1") !== "1";
}

/** The commands that a server neither carried out nor said a word on: that is to say that they were ([MS-ASCMD] 2.2.3.154). */
export async function lostOf(
  context: CaseContext,
  { read, gone }: Mails,
  answered: SyncCollectionResponse | undefined,
): Promise<string[]> {
  const shown = await freshView(context, "W", read.folder);
  const isRead = () => heldOf(shown, read)?.item.read === "1";
  const isGone = () => !holdsAll(shown, [gone]);
  const until = () => isRead() && isGone();
  await shown.folder.drain({ options: [context.sets.email], repeatOptions: true, until });
  if (!holdsAll(shown, [read]))
    context.inconclusive("another device is not sent the e-mail that was changed", "OPT-03");
  const failed = (kind: "Change" | "Delete"): boolean =>
    answered !== undefined && failedIn(answered, kind) !== undefined;
  return [
    ...(isRead() || failed("Change") ? [] : ["the Change of an e-mail is lost without a word"]),
    ...(isGone() || failed("Delete") ? [] : ["the Delete of an e-mail is lost without a word"]),
  ];
}
