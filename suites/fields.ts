import {
  type Evidence,
  exchangesOf,
  type Observation,
  parseSmsAddress,
  parseSmsAddresses,
  type SmsAddress,
  smsNumberDigits,
} from "../harness/eas/index.js";
import { shownBeside } from "./words.js";

// Fields of an item as they were sent and as they came.

export function same(what: string, sent: string | undefined, came: string | undefined): Observation {
  return {
    holds: sent === came,
    expected: `${what} is ${shownBeside(sent, came)}`,
    seen: `${what} is ${shownBeside(came, sent)}`,
    within: ["ApplicationData", ...(places[what] ?? [])],
  };
}

/** Where in ApplicationData each of the things stands that are compared, by what it is called. */
const places: Readonly<Record<string, readonly string[]>> = {
  "the text": ["Body", "Data"],
  "Body/Type": ["Body", "Type"],
  "the number in From": ["From"],
  "the numbers in To": ["To"],
  Importance: ["Importance"],
  Read: ["Read"],
};

/** CRLF, LF and a lone CR are the same line end (ruling Q26). */
export function plain(text: string | undefined): string | undefined {
  return text?.replace(/\r\n?/g, "\n");
}

/** The digits of the number in From, however it is written: the form is another rule's. */
export function sender(from: string | undefined): string | undefined {
  return from === undefined ? undefined : smsNumberDigits(from);
}

/** The digits of every number in To. */
export function recipients(to: string | undefined): string | undefined {
  return to === undefined
    ? undefined
    : parseSmsAddresses(to)
        .map(({ number }) => number.replace(/\D/g, ""))
        .join(", ");
}

/**
 * The name in From as it was supplied (clauses Q24.from-name and Q24.to-name). Where none was supplied a server may fill one
 * in; where the whole element is gone, that is another rule's.
 */
export function senderName(sent: string | undefined, came: string | undefined): Observation {
  return sameNames(
    "From",
    parsed(sent, (from) => [parseSmsAddress(from)]),
    parsed(came, (from) => [parseSmsAddress(from)]),
  );
}

/** The names in To, recipient by recipient: as for From. */
export function recipientNames(sent: string | undefined, came: string | undefined): Observation {
  return sameNames("To", parsed(sent, parseSmsAddresses), parsed(came, parseSmsAddresses));
}

function parsed(text: string | undefined, parse: (text: string) => SmsAddress[]): readonly SmsAddress[] | undefined {
  return text === undefined ? undefined : parse(text);
}

function sameNames(
  where: "From" | "To",
  sent: readonly SmsAddress[] = [],
  came: readonly SmsAddress[] | undefined,
): Observation {
  const other = sent.findIndex(({ name }, place) => name !== undefined && came?.[place]?.name !== name);
  const holds = came === undefined || other === -1;
  // Where all are kept, any of them tells it.
  const place = holds ? 0 : other;
  const which = where === "From" ? "the name in From" : "the name of a recipient in To";
  const [supplied, kept] = [sent[place]?.name, came?.[place]?.name];
  return {
    holds,
    expected: `${which} is ${shownBeside(supplied, kept)}`,
    seen: came === undefined ? `${where} is missing` : `${which} is ${shownBeside(kept, supplied)}`,
    within: ["ApplicationData", where],
  };
}

const dated = ["ApplicationData", "DateReceived"];

/** The same moment, within a second. */
export function sameMoment(sent: string | undefined, came: string | undefined): Observation {
  const holds = Math.abs(Date.parse(came ?? "") - Date.parse(sent ?? "")) <= 1000;
  const seen = `DateReceived is ${came ?? "missing"}`;
  return { holds, expected: `DateReceived is ${sent}, as sent`, seen, within: dated };
}

/** When an SMS can have arrived, by the server's clock: milliseconds since 1970. */
export interface Arrival {
  readonly from: number;
  readonly until: number;
}

/** How far the clocks within one server may differ, and Date be behind the answer that it stands in. */
const clocksDifferMs = 300_000;

/**
 * From the Add to its delivery, which are the first and the last of these exchanges. The server's clock may differ from ours by
 * any amount: its Date header ([RFC 9110] 6.6.1) says by how much. Without one ours is taken for it.
 */
export function arrivalIn(evidence: Evidence): Arrival {
  const spans = exchangesOf(evidence).map(({ startedAt, durationMs, response }) => {
    const start = Date.parse(startedAt);
    const said = response?.headers.find(([name]) => name.toLowerCase() === "date")?.[1];
    const ahead = said === undefined ? 0 : Date.parse(said) - (start + durationMs);
    const off = Number.isFinite(ahead) ? ahead : 0;
    return { from: start + off, until: start + durationMs + off };
  });
  return {
    from: Math.min(...spans.map(({ from }) => from)) - clocksDifferMs,
    until: Math.max(...spans.map(({ until }) => until)) + clocksDifferMs,
  };
}

/** The date that was sent, within a second, or that of the arrival; nothing else (clause Q28.elsewhere). */
export function plausible(sent: string | undefined, came: string | undefined, { from, until }: Arrival): Observation {
  const seen = Date.parse(came ?? "");
  return {
    holds: Math.abs(seen - Date.parse(sent ?? "")) <= 1000 || (seen >= from && seen <= until),
    expected: `DateReceived is ${sent}, as sent, or the time of arrival`,
    seen: `DateReceived is ${came ?? "missing"}`,
    within: dated,
  };
}

/** No third date: a DateReceived that comes is one of the two (clause Q28.third). None at all is no date. */
export function noThirdDate(sent: string | undefined, came: string | undefined, arrival: Arrival): Observation {
  const either = plausible(sent, came, arrival);
  return { ...either, holds: came === undefined || either.holds };
}
