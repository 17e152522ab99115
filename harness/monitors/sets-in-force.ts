import type { OptionSet, SyncCollectionRequest } from "../eas/index.js";

/**
 * The sets that a server applies to a Collection ([MS-ASMS] 3.1.4.1.1.1). `never`: no Options were ever sent, so the default
 * class alone is synchronised. `unknown`: the document does not say what is in force now.
 */
export type SetsInForce =
  | { readonly kind: "never" }
  | { readonly kind: "sent"; readonly options: readonly OptionSet[] }
  | { readonly kind: "unknown" };

/** The sets under which a request is answered. */
export function setsOf(request: SyncCollectionRequest | undefined, current: SetsInForce): SetsInForce {
  if (request?.options === undefined) return current;
  return { kind: "sent", options: request.options };
}

/**
 * The sets in force after an answer. Open are: whether sets survive SyncKey 0 or a refusal (ruling Q45), whether they stick when sent
 * with SyncKey 0, and whether a server that never got its answer through had them in force.
 */
export function afterAnswer(
  request: SyncCollectionRequest | undefined,
  current: SetsInForce,
  { succeeded, lost }: { readonly succeeded: boolean; readonly lost: boolean },
): SetsInForce {
  const asked = setsOf(request, current);
  const changes = request?.options !== undefined;
  if (request?.syncKey === "0") return current.kind === "never" && !changes ? current : { kind: "unknown" };
  if (!changes) return current;
  return succeeded && !lost ? asked : { kind: "unknown" };
}

/**
 * The sets in force for a Collection in an empty or Partial request, and after it, unless the request has Options for it. Whether a
 * server uses the group then is only reported (clause Q13.partial), so that it may serve the default class alone instead. Where that
 * is all that was asked for, the classes are the same either way.
 */
export function afterShortForm(current: SetsInForce): SetsInForce {
  return asksForSms(current) === false && asksForDefault(current) === true ? current : { kind: "unknown" };
}

/** Did the client ask for SMS? Undefined where nobody can say, as for a misspelt class (ruling Q9). */
export function asksForSms(sets: SetsInForce): boolean | undefined {
  if (sets.kind === "unknown") return undefined;
  const options = sets.kind === "never" ? [] : sets.options;
  if (options.some((set) => set.class === "SMS")) return true;
  return options.some((set) => set.class?.trim().toUpperCase() === "SMS") ? undefined : false;
}

/** Did the client ask for the folder's default class? */
export function asksForDefault(sets: SetsInForce): boolean | undefined {
  if (sets.kind === "unknown") return undefined;
  return sets.kind === "never" || sets.options.some((set) => set.class === undefined || set.class === "Email");
}

/** The set for SMS, when there is one. */
export function smsSet(sets: SetsInForce): OptionSet | undefined {
  return sets.kind === "sent" ? sets.options.find((set) => set.class === "SMS") : undefined;
}

/** FilterType of the set for SMS or for the default class; undefined for none. */
export function filterFor(sets: SetsInForce, sms: boolean): string | undefined {
  if (sets.kind !== "sent") return undefined;
  const found = sets.options.find((set) =>
    sms ? set.class === "SMS" : set.class === undefined || set.class === "Email",
  );
  return found?.filterType;
}
