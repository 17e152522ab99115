import type { DeviceFolder, Drained, HeldItem, SyncAnswer } from "../harness/device/types.js";
import type {
  CommandResponse,
  Evidence,
  Mark,
  Observation,
  ServerCommand,
  SyncCollectionResponse,
} from "../harness/eas/index.js";
import type { Mailbox, SeededItem } from "../harness/run/index.js";
import { counted, listed, named, onceEach } from "./words.js";

// What came of a series of Syncs, in plain words. Items are told apart by token alone: ServerIds differ from device to
// device, and what others keep in the mailbox is nobody's business.

/** An observation together with the exchanges that show it. */
export interface Seen extends Observation {
  readonly evidence: Evidence;
}

/** A folder on one device, and the items that the case put into the mailbox. */
export interface View {
  readonly mailbox: Mailbox;
  readonly folder: DeviceFolder;
}

/** What the device held at some moment, by ServerId. */
export type Before = ReadonlyMap<string, HeldItem>;

/** What the device holds now, for later comparison. */
export function snapshot({ folder }: Pick<View, "folder">): Before {
  return new Map(folder.held);
}

/** A command that the server sent, and the answer that carried it. */
export interface Sent {
  readonly command: ServerCommand;
  readonly answer: SyncAnswer;
}

/** All commands of a series, in order. */
export function sentIn({ answers }: Drained): Sent[] {
  return answers.flatMap((answer) => answer.commands.map((command) => ({ command, answer })));
}

/** Some answers as a series. */
export function series(answers: readonly SyncAnswer[]): Drained {
  return {
    answers,
    commands: answers.flatMap(({ commands }) => commands),
    complete: answers.at(-1)?.moreAvailable === false,
  };
}

/** The first answer that is no success. */
export function firstRefusal({ answers }: Drained): SyncAnswer | undefined {
  return answers.find((answer) => !answer.succeeded().holds);
}

/** What the device holds of the case's items: one entry for each ServerId. */
export function holdings({ mailbox, folder }: View): Map<string, HeldItem[]> {
  const byToken = new Map<string, HeldItem[]>();
  for (const held of folder.held.values()) {
    const token = mailbox.tokenOf(held);
    if (token !== undefined) byToken.set(token, [...(byToken.get(token) ?? []), held]);
  }
  return byToken;
}

/** Does the device hold every one of these items? */
export function holdsAll(view: View, items: readonly SeededItem[]): boolean {
  const held = holdings(view);
  return items.every(({ token }) => held.has(token));
}

/** What the device holds of one item; the first, should it hold several. */
export function heldOf(view: View, { token }: SeededItem): HeldItem | undefined {
  return holdings(view).get(token)?.[0];
}

/** The device ends up with each of these items, once. */
export function eachHeldOnce(view: View, drained: Drained, items: readonly SeededItem[]): Seen {
  const held = holdings(view);
  const copies = ({ token }: SeededItem) => held.get(token)?.length ?? 0;
  const missing = items.filter((item) => copies(item) === 0);
  const doubled = items.filter((item) => copies(item) > 1);
  const twice = doubled[0] && held.get(doubled[0].token)?.[1];
  const refusal = firstRefusal(drained);
  const faults = [
    ...(refusal === undefined ? [] : [`a Sync was answered with ${refusal.succeeded().seen}`]),
    ...(missing.length === 0 ? [] : [`it was never sent ${named(missing)} (${missing.length} of ${items.length})`]),
    ...(doubled.length === 0 ? [] : [`it holds ${named(doubled)} more than once, under different ServerIds`]),
  ];
  return {
    holds: faults.length === 0,
    expected: `the device is sent ${onceEach(items)}`,
    seen: faults.length === 0 ? onceEach(items) : `the device asked in vain: ${listed(faults)}`,
    ...(refusal === undefined ? { about: twice?.element } : refusedAt(refusal)),
    evidence: refusal ?? drained.answers,
  };
}

/** The Status of an answer that is no success. */
export function refusedAt(refusal: SyncAnswer | undefined): { readonly mark?: Mark } {
  const mark = refusal?.succeeded().mark;
  return mark === undefined ? {} : { mark };
}

/** A view, and the answers that brought it to where it is. */
export interface Synced {
  readonly shown: View;
  readonly drained: Drained;
}

/** Two devices hold the same of these items, each as often. */
export function sameHeld(first: Synced, second: Synced, items: readonly SeededItem[]): Seen {
  const all = [first, second].map(({ shown, drained }) => ({
    label: shown.folder.device.label,
    copies: holdings(shown),
    answers: drained.answers,
  }));
  const times = (item: SeededItem) => all.map(({ copies }) => copies.get(item.token)?.length ?? 0);
  const holds = items.every((item) => new Set(times(item)).size === 1);
  const seen = all.map(({ label, copies }) => {
    return `device "${label}" holds ${counted(items.filter(({ token }) => copies.has(token)))}`;
  });
  return {
    holds,
    expected: "both devices are sent the same items",
    seen: listed(seen),
    evidence: all.flatMap(({ answers }) => answers),
  };
}

/** None of these items is sent to the device, by whatever command and under whatever Class. */
export function noneSent(mailbox: Mailbox, drained: Drained, items: readonly SeededItem[], who: string): Seen {
  const tokens = new Set(items.map(({ token }) => token));
  const sent = sentIn(drained).filter(({ command }) => tokens.has(tokenOf(mailbox, command) ?? ""));
  const first = sent[0];
  const seenTokens = new Set(sent.map(({ command }) => tokenOf(mailbox, command)));
  const leaked = items.filter(({ token }) => seenTokens.has(token));
  return {
    holds: first === undefined,
    expected: `${who} is not sent ${named(items)}`,
    seen:
      first === undefined
        ? "none of them was sent"
        : `${who} was sent ${named(leaked)}${guiseOf(mailbox, sent, leaked)}`,
    about: first?.command.element,
    evidence: first?.answer ?? drained.answers,
  };
}

/** What an SMS is sent as, where it is not sent as one. */
function guiseOf(mailbox: Mailbox, sent: readonly Sent[], leaked: readonly SeededItem[]): string {
  const tokens = new Set(leaked.filter((item) => item.class === "SMS").map(({ token }) => token));
  const disguised = sent.find(
    ({ command }) => command.class !== "SMS" && tokens.has(tokenOf(mailbox, command) ?? ""),
  )?.command;
  if (disguised === undefined) return "";
  return disguised.class === undefined ? ", without Class" : `, with Class "${disguised.class}"`;
}

/** Nothing at all is said about these items, nor about any item that the device did not hold. */
export function nothingAbout(view: View, before: Before, drained: Drained, items: readonly SeededItem[]): Seen {
  const tokens = new Set(items.map(({ token }) => token));
  const known = new Set(before.keys());
  const wrong = sentIn(drained).filter(({ command }) => {
    if (tokens.has(tokenOf(view.mailbox, command) ?? "")) return true;
    if (command.kind === "Add") known.add(command.serverId);
    return !known.has(command.serverId);
  });
  const first = wrong[0];
  const kinds = [...new Set(wrong.map(({ command }) => command.kind))];
  return {
    holds: first === undefined,
    expected: `no Add, Change, Delete or SoftDelete about ${named(items)}`,
    seen: first === undefined ? "none" : `${listed(kinds)} for ServerId ${first.command.serverId}`,
    about: first?.command.element,
    evidence: first?.answer ?? drained.answers,
  };
}

/** The token of the item that an Add or Change brings. */
export function tokenOf(mailbox: Mailbox, { item }: ServerCommand): string | undefined {
  return item === undefined ? undefined : mailbox.tokenOf({ item });
}

/** The first command that the answer lists as failed; to leave out its Status is no refusal, and for the schema to judge. */
export function failedIn(
  { responses }: Pick<SyncCollectionResponse, "responses">,
  kind?: CommandResponse["kind"],
): CommandResponse | undefined {
  return responses.find(
    (one) => (kind === undefined || one.kind === kind) && one.status !== undefined && one.status !== "1",
  );
}

/** No answer carries more commands than the window allows, both classes counted. */
export function withinWindow(drained: Drained, windowSize: number): Seen {
  const largest = [...drained.answers].sort((a, b) => b.commands.length - a.commands.length)[0];
  const count = largest?.commands.length ?? 0;
  return {
    holds: count <= windowSize,
    expected: `at most ${windowSize} commands in one answer, as WindowSize says`,
    seen: `at most ${count} in each of ${drained.answers.length} answers`,
    about: largest?.collection?.element,
    within: ["Commands"],
    evidence: count <= windowSize ? drained.answers : (largest ?? drained.answers),
  };
}

/** Both hold; else what is seen tells of what does not. */
export function both(first: Seen, second: Seen): Seen {
  const broken = [first, second].filter(({ holds }) => !holds);
  const telling = broken[0] ?? first;
  const seen = (broken.length === 0 ? [first, second] : broken).map((one) => one.seen).join("; ");
  return { ...telling, expected: `${first.expected}; ${second.expected}`, seen };
}

/** The same observation, made under a circumstance that the reader must know. */
export function when<T extends Observation>(circumstance: string, seen: T): T {
  return { ...seen, expected: `${circumstance}, ${seen.expected}`, seen: `${circumstance}: ${seen.seen}` };
}

/** These items, each once, and none of the others. */
export function exactly(
  shown: View,
  drained: Drained,
  all: readonly SeededItem[],
  wanted: readonly SeededItem[],
): Seen {
  const others = all.filter((item) => !wanted.includes(item));
  if (others.length === 0) return eachHeldOnce(shown, drained, wanted);
  return both(eachHeldOnce(shown, drained, wanted), noneSent(shown.mailbox, drained, others, "the device"));
}
