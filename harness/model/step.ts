import type { NewItem, Style } from "./driver.js";
import { describeSets } from "./sets.js";
import type { SettingsAsked } from "./settings.js";
import type { BadOptionsKind, OwnCommand, Seat, SeenSync, Sets, SyncAsked, Token, Values } from "./types.js";

/** One command of a history, fully resolved. */
export type Step =
  | { readonly do: "init" | "reset" | "retry" | "resend" | "quiesce"; readonly seat: Seat }
  | { readonly do: "sync" | "lost"; readonly seat: Seat; readonly asked: SyncAsked; readonly style: Style }
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
    case "sync":
      return `${at(step.seat)}: Sync ${describeAsked(step.asked)}`;
    case "lost":
      return `${at(step.seat)}: Sync ${describeAsked(step.asked)}, answer lost`;
    case "estimate":
      return `${at(step.seat)}: GetItemEstimate ${step.sets === undefined ? "without Options" : describeSets(step.sets)}`;
    case "bad-options":
      return `${at(step.seat)}: Sync with ${step.kind}${step.add === undefined ? "" : ` + Add ${step.add.token}`}`;
    case "settings":
      return `${step.device}: Settings EnableOutboundSMS ${step.asked.on}, ${step.asked.number ?? "no PhoneNumber"}`;
    case "deliver":
      return `server: ${step.item.class} ${step.item.token} arrives in ${step.item.folder}, ${step.item.ageDays.toFixed(2)} days old`;
    case "edit":
      return `server: ${step.token} in ${step.folder} becomes ${JSON.stringify(step.values)}`;
    case "remove":
      return `server: ${step.token} in ${step.folder} is removed`;
  }
}

function at({ device, folder }: Seat): string {
  return `${device}/${folder}`;
}

function describeAsked({ sets, ops, windowSize }: SyncAsked): string {
  const commands = ops.map((op) => ` + ${op.kind} ${op.token}${op.kind === "Change" ? valuesInWords(op) : ""}`);
  return `${sets === undefined ? "without Options" : describeSets(sets)}, WindowSize ${windowSize}${commands.join("")}`;
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
