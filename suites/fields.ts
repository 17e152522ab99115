import { type Observation, parseSmsAddresses, smsNumberDigits } from "../harness/eas/index.js";
import { shownText } from "./words.js";

// Fields of an item as they were sent and as they came.

export function same(what: string, sent: string | undefined, came: string | undefined): Observation {
  return {
    holds: sent === came,
    expected: `${what} is ${shownText(sent)}`,
    seen: `${what} is ${shownText(came)}`,
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

const dated = ["ApplicationData", "DateReceived"];

/** The same moment, within a second. */
export function sameMoment(sent: string | undefined, came: string | undefined): Observation {
  const holds = Math.abs(Date.parse(came ?? "") - Date.parse(sent ?? "")) <= 1000;
  const seen = `DateReceived is ${came ?? "missing"}`;
  return { holds, expected: `DateReceived is ${sent}, as sent`, seen, within: dated };
}

/** The date that was sent, or that of the arrival; nothing else. */
export function plausible(sent: string | undefined, came: string | undefined): Observation {
  const from = Date.parse(sent ?? "");
  const seen = Date.parse(came ?? "");
  const arrival = seen >= from && seen <= Date.now() + 86_400_000;
  return {
    holds: Math.abs(seen - from) <= 1000 || arrival,
    expected: `DateReceived is ${sent}, as sent, or the time of arrival`,
    seen: `DateReceived is ${came ?? "missing"}`,
    within: dated,
  };
}
