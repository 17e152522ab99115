import { expect, test } from "vitest";
import type { Exchange, HeaderLine } from "../harness/eas/index.js";
import {
  arrivalIn,
  noThirdDate,
  plain,
  plausible,
  recipientNames,
  recipients,
  sameMoment,
  sender,
  senderName,
} from "./fields.js";

test("line ends are alike in every form, and nothing else is", () => {
  expect(plain("a\r\nb\rc\nd\r\r\n\n")).toBe("a\nb\nc\nd\n\n\n");
  expect(plain(" a\tb\u2028 ")).toBe(" a\tb\u2028 ");
  expect(plain(undefined)).toBeUndefined();
});

test("numbers are compared by their digits, however they are written", () => {
  expect(sender('"Ann" [MOBILE:+1 (206) 555-0100]')).toBe("12065550100");
  expect(sender(undefined)).toBeUndefined();
  expect(recipients('"a" [MOBILE:+1]; [MOBILE:2]')).toBe("1, 2");
  expect(recipients(undefined)).toBeUndefined();
});

test("a date is the one that was sent, within a second", () => {
  const sent = "2024-05-06T07:08:09.000Z";
  expect(sameMoment(sent, "2024-05-06T07:08:09.900Z").holds).toBe(true);
  expect(sameMoment(sent, "2024-05-06T07:08:11Z").holds).toBe(false);
  expect(sameMoment(sent, undefined)).toMatchObject({ holds: false, seen: "DateReceived is missing" });
});

const started = "2026-03-04T10:00:00.000Z";

/** An answer half a second after its request, by a server whose clock says `date`. */
function answered(date: string | undefined, startedAt = started): Exchange {
  const headers: HeaderLine[] = date === undefined ? [] : [["Date", date]];
  const message = { headers, body: new Uint8Array(), faults: [] };
  return {
    id: "case/A/1",
    device: "A",
    partnership: { user: "u", deviceId: "d", deviceType: "t" },
    command: "Sync",
    startedAt,
    durationMs: 500,
    request: { ...message, method: "POST", url: "http://h/" },
    response: { ...message, status: 200, reason: "OK" },
  };
}

test("a date is that of the arrival by the server's clock, or the one that was sent: no third one", () => {
  const sent = "2026-03-04T08:00:00.000Z";
  const arrival = arrivalIn([
    answered("Wed, 04 Mar 2026 10:00:00 GMT"),
    answered(undefined, "2026-03-04T10:00:20.000Z"),
  ]);
  const holds = (came: string | undefined) => plausible(sent, came, arrival).holds;
  for (const came of [
    sent,
    "2026-03-04T08:00:01Z",
    "2026-03-04T10:00:00Z",
    "2026-03-04T09:56:00Z",
    "2026-03-04T10:05:00Z",
  ])
    expect([came, holds(came)]).toEqual([came, true]);
  // Half an hour and an hour late, seven zones early, the day of the arrival alone, half an hour after it.
  for (const came of ["08:30", "09:00", "01:00", "00:00", "10:30"])
    expect([came, holds(`2026-03-04T${came}:00.000Z`)]).toEqual([came, false]);
  expect(holds("nonsense")).toBe(false);
  expect(holds(undefined)).toBe(false);
  expect(noThirdDate(sent, undefined, arrival).holds).toBe(true);
  expect(noThirdDate(sent, "2026-03-04T08:30:00.000Z", arrival)).toMatchObject({
    holds: false,
    seen: "DateReceived is 2026-03-04T08:30:00.000Z",
  });
});

test("a server whose clock is an hour off is judged by its own clock, where it tells it", () => {
  const sent = "2026-03-04T08:00:00.000Z";
  const [ahead, silent] = ["Wed, 04 Mar 2026 11:00:00 GMT", undefined].map((date) => arrivalIn(answered(date)));
  if (ahead === undefined || silent === undefined) throw new Error("two of them");
  expect(plausible(sent, "2026-03-04T11:00:00.000Z", ahead).holds).toBe(true);
  expect(plausible(sent, "2026-03-04T10:00:00.000Z", ahead).holds).toBe(false);
  expect(plausible(sent, "2026-03-04T11:00:00.000Z", silent).holds).toBe(false);
  expect(plausible(sent, "2026-03-04T10:00:00.000Z", arrivalIn(answered("no date"))).holds).toBe(true);
});

test("a name in From comes as it was supplied; where none was, one may be filled in", () => {
  const from = '"Ann (work) <x>" [MOBILE:+1]';
  expect(senderName(from, '"Ann (work) <x>" [MOBILE:1]').holds).toBe(true);
  expect(senderName(from, '"?" [MOBILE:+1]')).toMatchObject({
    holds: false,
    expected: 'the name in From is "Ann (work) <x>"',
    seen: 'the name in From is "?"',
    within: ["ApplicationData", "From"],
  });
  expect(senderName(from, "[MOBILE:+1]")).toMatchObject({ holds: false, seen: "the name in From is nothing" });
  expect(senderName("[MOBILE:+1]", '"1" [MOBILE:+1]').holds).toBe(true);
  expect(senderName(from, undefined)).toMatchObject({ holds: true, seen: "From is missing" });
  expect(senderName(undefined, from).holds).toBe(true);
});

test("names in To belong to their recipients", () => {
  const to = '"a; b" [MOBILE:1]; [MOBILE:2], "c" [MOBILE:3]';
  expect(recipientNames(to, '"a; b" [MOBILE:+1], "2" [MOBILE:2];"c" [MOBILE:3]').holds).toBe(true);
  expect(recipientNames(to, '"a; b" [MOBILE:1]; [MOBILE:2]; [MOBILE:3]')).toMatchObject({
    holds: false,
    expected: 'the name of a recipient in To is "c"',
    seen: "the name of a recipient in To is nothing",
  });
  expect(recipientNames(to, '"a; b" [MOBILE:1]').holds).toBe(false);
  expect(recipientNames(to, '"c" [MOBILE:1]; [MOBILE:2]; "a; b" [MOBILE:3]').holds).toBe(false);
  expect(recipientNames(to, undefined).holds).toBe(true);
});
