import type { Answering } from "./answering.js";
import { isOutcome, narrowed } from "./conflict.js";
import { effective, wanted } from "./sets.js";
import type { Item, Payload, SeenCommand, Token, Values } from "./types.js";

// What a command says about its item: Read and Flag, Class, and the fields that never change.

/** Read and Flag of an item as a foreign server may still show it for a while, whatever they were (freedom N13). */
export function shownBefore(answering: Answering, command: SeenCommand, token: Token, item: Item): Values | undefined {
  if (!answering.inFlux(token) || answering.folder.contested.has(token)) return undefined;
  if (!wanted(answering.pending.sets, item)) return undefined;
  const held = command.kind === "Change" ? answering.base.get(token) : undefined;
  const { read = held?.read, flag = held?.flag ?? 0 } = command;
  return (read === 0 || read === 1) && (flag === 0 || flag === 2) ? { read, flag } : undefined;
}

/** Read and Flag of an Add or a Change must be the mailbox's; in a dispute they say how it ended. */
export function settleValues(
  answering: Answering,
  command: SeenCommand,
  token: Token,
  absent: { readonly read: number; readonly flag: number },
  kind: "Add" | "Change",
): boolean {
  const { read = kind === "Add" ? undefined : absent.read, flag = absent.flag } = command;
  const contested = answering.folder.contested.get(token);
  if (contested !== undefined) {
    const values = { read: read === 1 ? 1 : 0, flag: flag === 2 ? 2 : 0 } as const;
    const exact = values.read === read && values.flag === flag && wanted(answering.pending.sets, contested.item);
    const fits = contested.outcomes.filter((outcome) => exact && isOutcome(outcome, values));
    if (fits.length === 0) {
      failConflict(answering, token, command.serverId, `${kind} with Read ${read}, Flag ${flag}`);
      return false;
    }
    answering.folder = narrowed(answering.folder, token, (outcome) => fits.includes(outcome));
    return true;
  }
  const item = answering.folder.box.get(token);
  if (item !== undefined && item.read === read && item.flag === flag) return true;
  answering.book.fail({
    code: "values",
    within: item?.read === read ? ["ApplicationData", "Flag", "Status"] : ["ApplicationData", "Read"],
    token,
    serverId: command.serverId,
    expected: `${kind} of ${answering.tell(token)}`,
    seen: `${kind} with Read ${read ?? "absent"}, Flag ${flag}`,
  });
  return false;
}

export function failConflict(answering: Answering, token: Token, serverId: string, what: string): void {
  const outcomes = (answering.folder.contested.get(token)?.outcomes ?? []).map((outcome) =>
    outcome === "gone" ? "gone" : `Read ${outcome.read}, Flag ${outcome.flag}`,
  );
  answering.book.fail({
    code: "conflict-outcome",
    token,
    serverId,
    expected: `After a conflict about ${token}, one of: ${outcomes.join("; ")}`,
    seen: what,
  });
}

export function judgeClass(answering: Answering, command: SeenCommand, item: Item): void {
  const { kind, serverId, class: tag, looksLike = item.class } = command;
  const place = { serverId, ...(command.token === undefined ? {} : { token: command.token }) };
  if (looksLike !== item.class) {
    answering.book.fail({
      ...place,
      code: "class-disguised",
      expected: `${kind} of an item of class ${item.class}, as it was made`,
      seen: `${kind} of an item that looks like ${looksLike}`,
      rests: "I2",
    });
  }
  const agrees = tag === item.class || (tag === undefined && item.class === "Email");
  if (agrees) return;
  // Ruling Q18: where SMS alone is synchronised, a missing Class confuses nobody.
  const alone = tag === undefined && effective(answering.pending.sets).email === undefined;
  const failure = {
    ...place,
    code: "class-tag" as const,
    expected:
      item.class === "SMS" ? `${kind} of an SMS with Class SMS` : `${kind} of an e-mail without Class, or Email`,
    seen: tag === undefined ? `no Class${alone ? ", where SMS alone is synchronised" : ""}` : `Class ${tag}`,
    rests: "N8",
  };
  if (alone && !answering.strict) answering.book.note(failure);
  else answering.book.fail(failure);
}

const payloadTags: Readonly<Record<string, readonly string[]>> = {
  from: ["From"],
  to: ["To"],
  text: ["Body", "Data"],
  dateReceived: ["DateReceived"],
};

export function judgePayload(answering: Answering, token: Token, made: Payload, seen: Payload | undefined): void {
  for (const [name, value] of Object.entries(made)) {
    if (seen?.[name] === value) continue;
    answering.book.fail({
      code: "payload",
      within: ["ApplicationData", ...(payloadTags[name] ?? [])],
      token,
      expected: `${name} of ${token} as it was made: ${JSON.stringify(value)}`,
      seen: seen?.[name] === undefined ? "absent" : JSON.stringify(seen[name]),
    });
  }
}
