import type { Failure, Findings } from "./failure.js";
import { pointing } from "./pointing.js";
import type { OutboundDevice, SeenSettings } from "./types.js";
import { type Outbound, type World, withEntry } from "./world.js";

/** EnableOutboundSMS, with PhoneNumber or without ([MS-ASMS] 2.2.2.2.3). */
export interface SettingsAsked {
  readonly on: 0 | 1;
  /** `""` is an element without content, which counts as none (ruling Q31). */
  readonly number?: string;
}

export type SettingsExpectation = "accepted" | "refused with 5" | "either";

/** What [MS-ASMS] 3.2.5.3 wants of the answer; `current` follows the withdrawal of the rule after 14.0 (ruling Q32). */
export function settingsExpected(world: World, device: string, asked: SettingsAsked): SettingsExpectation {
  if (asked.on === 0 || hasNumber(asked)) return "accepted";
  if (world.outbound.get(device)?.number !== undefined) return "either";
  const { profile, protocolVersion } = world.rules;
  return profile === "seed" || protocolVersion === "14.0" ? "refused with 5" : "either";
}

export function judgeSettings(
  world: World,
  device: string,
  asked: SettingsAsked,
  answer: SeenSettings,
): Findings & { readonly world: World } {
  const expectation = settingsExpected(world, device, asked);
  const after = answer.status === "1" ? { ...world, outbound: stored(world, device, asked) } : world;
  const fits = { accepted: answer.status === "1", "refused with 5": answer.status === "5", either: true };
  if (fits[expectation]) return { world: after, failures: [], notes: [] };
  const failure: Failure = {
    device,
    ...(answer.exchange === undefined ? {} : { exchange: answer.exchange }),
    code: "settings-status",
    expected: `${words(asked)}: ${expectation === "accepted" ? "Status 1" : "Status 5"}`,
    seen: `Status ${answer.status ?? "absent"}`,
    rests: "D14",
  };
  return { world: after, failures: [pointing(failure, { answer })], notes: [] };
}

function hasNumber({ number }: { readonly number?: string | undefined }): boolean {
  return number !== undefined && number !== "";
}

function stored(world: World, device: string, { on, number }: SettingsAsked): World["outbound"] {
  const known = hasNumber({ number }) ? number : world.outbound.get(device)?.number;
  const state: Outbound = { on: on === 1 && known === undefined ? "unknown" : on };
  return withEntry(world.outbound, device, known === undefined ? state : { ...state, number: known });
}

/** The list of all clients that may send, as the target shows it (capability `inspect.outbound`). */
export function judgeOutbound(world: World, list: readonly OutboundDevice[]): Failure[] {
  const uncertain = new Set([...world.outbound].flatMap(([device, { on }]) => (on === "unknown" ? [device] : [])));
  const expected = [...world.outbound].flatMap(([device, { on, number }]) =>
    on === 1 && number !== undefined ? [`${device} ${number}`] : [],
  );
  const seen = list.flatMap(({ device, number }) => (uncertain.has(device) ? [] : [`${device} ${number}`]));
  const wanted = inWords(expected);
  const shown = inWords(seen);
  if (wanted === shown) return [];
  return [{ code: "outbound-list", expected: `Devices enabled for outbound SMS: ${wanted}`, seen: shown, rests: "I8" }];
}

function inWords(list: readonly string[]): string {
  return list.length === 0 ? "none" : [...list].sort().join(", ");
}

function words({ on, number }: SettingsAsked): string {
  return `EnableOutboundSMS ${on} ${number === undefined ? "without PhoneNumber" : `with PhoneNumber ${JSON.stringify(number)}`}`;
}
