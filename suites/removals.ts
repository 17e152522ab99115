import type { Drained, SyncAnswer } from "../harness/device/types.js";
import type { Mailbox, SeededItem } from "../harness/run/index.js";
import { type Before, firstRefusal, refusedAt, type Seen, type Sent, sentIn, tokenOf } from "./observe.js";
import { counted, eachOf, listed, named } from "./words.js";

// Soft-deletes and what may not happen beside them ([MS-ASMS] 3.1.4.1.1.1).

/** Everything that a series said about one of the case's items. */
interface Told {
  readonly item: SeededItem;
  readonly sent: readonly Sent[];
}

function told(mailbox: Mailbox, before: Before, drained: Drained, items: readonly SeededItem[]): Told[] {
  const tokenOfId = new Map([...before].map(([id, held]) => [id, mailbox.tokenOf(held)]));
  const sent = sentIn(drained);
  return items.map((item) => ({
    item,
    sent: sent.filter(({ command }) => (tokenOf(mailbox, command) ?? tokenOfId.get(command.serverId)) === item.token),
  }));
}

function among(all: readonly Told[], wrong: (told: Told) => boolean): readonly Told[] {
  return all.filter(wrong);
}

function kinds({ sent }: Told): readonly string[] {
  return sent.map(({ command }) => command.kind);
}

/** The answers that said it. A command that stands twice in one answer is the business of the monitor ORC-IDS. */
function saidIn({ sent }: Told, kind: string): ReadonlySet<SyncAnswer> {
  return new Set(sent.filter(({ command }) => command.kind === kind).map(({ answer }) => answer));
}

/** Every one of these items is soft-deleted, once, and neither deleted nor sent again. */
export function softDeleted(
  mailbox: Mailbox,
  before: Before,
  drained: Drained,
  items: readonly SeededItem[],
): Seen & { readonly hard: boolean } {
  const all = told(mailbox, before, drained, items);
  const refusal = firstRefusal(drained);
  const deleted = among(all, (one) => kinds(one).includes("Delete"));
  const kept = among(all, (one) => !kinds(one).includes("SoftDelete") && !kinds(one).includes("Delete"));
  const again = among(all, (one) => kinds(one).includes("Add"));
  const twice = among(all, (one) => saidIn(one, "SoftDelete").size > 1);
  const faults = [
    ...(refusal === undefined ? [] : [`a Sync was answered with ${refusal.succeeded().seen}`]),
    ...phrase(deleted, "was told by Delete that the server no longer has"),
    ...phrase(kept, "was told nothing about"),
    ...phrase(again, "was sent again"),
    ...phrase(twice, "was told by SoftDelete more than once to drop"),
  ];
  const culprits = new Set([...deleted, ...again, ...twice].flatMap(({ sent }) => sent.at(-1) ?? []));
  const [culprit] = culprits;
  return {
    holds: faults.length === 0,
    expected: `SoftDelete, once, for ${eachOf(items)} that the device holds`,
    seen: faults.length === 0 ? `SoftDelete for ${counted(items)}` : `the device ${listed(faults)}`,
    ...(culprit === undefined ? refusedAt(refusal) : { about: culprit.command.element, alike: culprits.size }),
    evidence: culprit?.answer ?? refusal ?? drained.answers,
    hard: deleted.length > 0,
  };
}

/**
 * Nothing happens to these items. A Change with the values that the device already has is tolerated: servers complete or
 * repeat what they stored.
 */
export function untouched(
  mailbox: Mailbox,
  before: Before,
  drained: Drained,
  items: readonly SeededItem[],
  what = "the items that are still wanted",
): Seen {
  const all = told(mailbox, before, drained, items);
  const moved = among(all, (one) => kinds(one).some((kind) => kind !== "Change"));
  const culprits = moved.flatMap(({ sent }) => sent.filter(({ command }) => command.kind !== "Change"));
  const [culprit] = culprits;
  const seen = moved.map((one) => `${listed(kinds(one))} for ${named([one.item])}`).slice(0, 4);
  return {
    holds: culprit === undefined,
    expected: `no command that adds or removes ${what} (${counted(items)})`,
    seen: culprit === undefined ? "none" : listed(seen),
    about: culprit?.command.element,
    alike: culprits.length,
    evidence: culprit?.answer ?? drained.answers,
  };
}

function phrase(wrong: readonly Told[], verb: string): string[] {
  return wrong.length === 0 ? [] : [`${verb} ${named(wrong.map(({ item }) => item))}`];
}
