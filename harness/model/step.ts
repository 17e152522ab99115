import type { NewItem, Style } from "./driver.js";
import { describeSets } from "./sets.js";
import type { SettingsAsked } from "./settings.js";
import type { BadOptionsKind, OwnCommand, Seat, SeenSync, Sets, SyncAsked, Token, Values } from "./types.js";

/** One Collection of a Sync. */
export interface SyncPart {
  readonly seat: Seat;
  readonly asked: SyncAsked;
  readonly style: Style;
}

/** One command of a history, fully resolved. */
export type Step =
  | { readonly do: "init" | "reset" | "retry" | "resend" | "quiesce" | "silence"; readonly seat: Seat }
  | ({ readonly do: "sync" | "lost" } & SyncPart)
  | { readonly do: "sync-both" | "lost-both"; readonly device: string; readonly parts: readonly SyncPart[] }
  /** A request for several folders once more, whole. */
  | { readonly do: "retry-both" | "resend-both"; readonly seats: readonly Seat[] }
  | { readonly do: "estimate"; readonly seat: Seat; readonly sets?: Sets; readonly style: Style }
  | {
      readonly do: "bad-options";
      readonly seat: Seat;
      readonly kind: BadOptionsKind;
      readonly add?: Extract<OwnCommand, { kind: "Add" }>;
    }
  | { readonly do: "settings"; readonly device: string; readonly asked: SettingsAsked }
  | { readonly do: "deliver"; readonly item: NewItem }
  | { readonly do: "edit"; readonly folder: string; readonly token: Token; readonly values: Partial<Values> }
  | { readonly do: "remove"; readonly folder: string; readonly token: Token };

/** The request once more: for one folder, or for all of which it was. */
export function againOf(what: "retry" | "resend", seat: Seat, together: readonly Seat[]): Step {
  return together.length > 1 ? { do: `${what}-both`, seats: together } : { do: what, seat };
}

/** One line for a reader: "A/one: Sync Email FilterType 0, WindowSize 2 + Add 12015550100". */
export function describeStep(step: Step): string {
  switch (step.do) {
    case "init":
      return `${at(step.seat)}: SyncKey 0`;
    case "reset":
      return `${at(step.seat)}: SyncKey 0 again`;
    case "retry":
      return `${at(step.seat)}: the lost request again`;
    case "resend":
      return `${at(step.seat)}: the answered request again`;
    case "quiesce":
      return `${at(step.seat)}: Sync until nothing is left`;
    case "silence":
      return `${at(step.seat)}: one more Sync, to which nothing is left to say`;
    case "sync":
      return `${at(step.seat)}: Sync ${describePart(step)}`;
    case "lost":
      return `${at(step.seat)}: Sync ${describePart(step)}, answer lost`;
    case "sync-both":
      return `${step.device}: Sync of ${describeParts(step.parts)}`;
    case "lost-both":
      return `${step.device}: Sync of ${describeParts(step.parts)}, answer lost`;
    case "retry-both":
      return `${deviceOf(step.seats)}: the lost request again, of ${foldersOf(step.seats)}`;
    case "resend-both":
      return `${deviceOf(step.seats)}: the answered request again, of ${foldersOf(step.seats)}`;
    case "estimate":
      return `${at(step.seat)}: GetItemEstimate ${step.sets === undefined ? "without Options" : describeSets(step.sets)}${setsStyle(step.style, step.sets)}`;
    case "bad-options":
      return `${at(step.seat)}: Sync with ${step.kind}${step.add === undefined ? "" : describeOp(step.add)}`;
    case "settings":
      return `${step.device}: Settings EnableOutboundSMS ${step.asked.on}, ${step.asked.number === "" ? "an empty PhoneNumber" : (step.asked.number ?? "no PhoneNumber")}`;
    case "deliver":
      return `server: ${step.item.class} ${step.item.token} arrives in ${step.item.folder}, ${describeItem(step.item)}`;
    case "edit":
      return `server: ${step.token} in ${step.folder} becomes ${JSON.stringify(step.values)}`;
    case "remove":
      return `server: ${step.token} in ${step.folder} is removed`;
  }
}

function at({ device, folder }: Seat): string {
  return `${device}/${folder}`;
}

function deviceOf(seats: readonly Seat[]): string {
  return seats[0]?.device ?? "";
}

function foldersOf(seats: readonly Seat[]): string {
  return seats.map(({ folder }) => folder).join(" and ");
}

function describeParts(parts: readonly SyncPart[]): string {
  return parts.map((part) => `${part.seat.folder} ${describePart(part)}`).join("; and ");
}

function describePart({ asked: { sets, ops, windowSize }, style }: SyncPart): string {
  const options = sets === undefined ? "without Options" : describeSets(sets);
  return `${options}${setsStyle(style, sets)}, WindowSize ${windowSize}${restStyle(style)}${ops.map(describeOp).join("")}`;
}

function describeOp(op: OwnCommand): string {
  if (op.kind === "Add") return ` + Add ${op.token} (${describeItem(op)})`;
  return ` + ${op.kind} ${op.token}${op.kind === "Change" ? valuesInWords(op) : ""}`;
}

/** "1 h old", "2.5 days old". */
export function ageInWords(days: number): string {
  return days < 1 ? `${Math.round(days * 24)} h old` : `${Number(days.toFixed(2))} days old`;
}

/** Age, Read, Flag and what an SMS says. */
function describeItem({ ageDays, read, flag, payload }: Values & Pick<NewItem, "ageDays" | "payload">): string {
  const { from, text } = payload;
  const name = from === undefined || from.startsWith("[") ? [] : [`from ${from}`];
  const said = text === undefined ? [] : [`text ${JSON.stringify(cut(text))}`];
  return [ageInWords(ageDays), valuesInWords({ read, flag }).trim(), ...name, ...said].join(", ");
}

/** Of a long text, as much as tells it from others. */
function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** How the sets are written, where they are not written in the plainest way. */
function setsStyle({ smsFirst, spellEmail, bodyPreference, zeroFilter }: Style, sets: Sets | undefined): string {
  if (sets === undefined) return "";
  const both = sets.email !== undefined && sets.sms !== undefined;
  const said = [
    ...(both && !smsFirst ? ["default set first"] : []),
    ...(sets.email !== undefined && spellEmail ? ["Class Email written"] : []),
    ...(bodyPreference ? [] : ["no BodyPreference"]),
    ...(!zeroFilter && (sets.email === 0 || sets.sms === 0) ? ["FilterType 0 left out"] : []),
  ];
  return said.length === 0 ? "" : ` (${said.join(", ")})`;
}

function restStyle({ deletesAsMoves, getChanges }: Style): string {
  const moves = deletesAsMoves ? "" : ", no DeletesAsMoves";
  return getChanges === "absent" ? moves : `${moves}, GetChanges ${getChanges}`;
}

function valuesInWords({ read, flag }: Partial<Values>): string {
  return `${read === undefined ? "" : ` Read ${read}`}${flag === undefined ? "" : ` Flag ${flag}`}`;
}

/** One line for a reader: "Status 1: Add 12015550100, SoftDelete (ServerId 5), MoreAvailable". */
export function describeAnswer({ status, empty, commands, moreAvailable }: SeenSync): string {
  if (empty) return "an empty answer";
  const told = commands.map(({ kind, token, serverId }) => `${kind} ${token ?? `(ServerId ${serverId})`}`);
  if (moreAvailable) told.push("MoreAvailable");
  return `Status ${status ?? "absent"}: ${told.length === 0 ? "no Commands" : told.join(", ")}`;
}
