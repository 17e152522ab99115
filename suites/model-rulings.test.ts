import { expect, test } from "vitest";
import { type ProtocolVersion, protocolVersions } from "../harness/eas/index.js";
import { type Profile, rulings } from "../harness/judging/index.js";
import type { Failure, FailureCode, Told } from "../harness/model/index.js";
import { modelRows, type Place, placeOf } from "./model-rows.js";
import { afterRefusal, notePlace } from "./model-rulings.js";

const sms = "12015550100";
const mail = "asms e1";

function failure(code: FailureCode, expected: string, { seen = "nothing", token = sms } = {}): Failure {
  return { code, expected, seen, token, device: "A", folder: "Inbox" };
}

function levelOf({ ruling }: Place, profile: Profile, version: ProtocolVersion): string {
  const clause = ruling === undefined ? undefined : rulings().clause(ruling);
  return clause === undefined ? "that of the row" : rulings().level(clause, profile, version);
}

const dropped = "SoftDelete of SMS 12015550100; sets in force: Email FilterType 0";
const noEmail = "SoftDelete of Email asms e1; sets in force: SMS FilterType 0";

const judged: readonly (readonly [Failure, string, Place])[] = [
  [failure("missing-soft-delete", dropped), "Sync", { row: "ASMS-3.1.4.1.1.1-4", ruling: "Q14.soft-delete" }],
  [failure("delete-alive", dropped), "Sync", { row: "ASMS-3.1.4.1.1.1-4", ruling: "Q14.hard-delete" }],
  [
    failure("missing-soft-delete", noEmail, { token: mail }),
    "Sync",
    { row: "ASMS-3.1.4.1.1.1-5", ruling: "Q15.soft-delete" },
  ],
  [
    failure("missing-soft-delete", "SoftDelete of SMS 12015550100; sets in force: SMS FilterType 1"),
    "Sync",
    { row: "ASMS-3.1.4.1.1.2-1" },
  ],
  [failure("add-held", "Change of SMS 12015550100"), "Sync", { row: "ASMS-3.1.4.1.2-2" }],
  [failure("add-held", "No Add of an item that the device holds"), "Sync", { row: "ASMS-3.1.4.1-2" }],
  [failure("missing-delete", "Delete"), "Sync", { row: "ASMS-3.1.4.1.2-3", ruling: "Q17.told" }],
  [failure("missing-delete", "Delete", { token: mail }), "Sync", { row: "ASMS-3.1.4.1-2" }],
  [failure("soft-delete-removed", "Delete of SMS"), "Sync", { row: "ASMS-3.1.4.1.2-3", ruling: "Q17.delete" }],
  [
    failure("options-accepted", "Status 4", { seen: "Status 103" }),
    "A/Inbox: Sync with three sets",
    { row: "ASMS-3.2.5.1-5", ruling: "Q16.code" },
  ],
  [
    failure("options-accepted", "Status 4", { seen: "Status 1" }),
    "A/Inbox: Sync with Tasks alone",
    { row: "ASMS-3.2.5.1-6" },
  ],
  [
    failure("estimate-number", "Estimate 1"),
    "GetItemEstimate without Options",
    { row: "ASMS-3.2.5.2-3", ruling: "Q30.no-options" },
  ],
  [
    failure("estimate-number", "Estimate 1"),
    "GetItemEstimate Email FilterType 0",
    { row: "ASMS-3.2.5.2-1", ruling: "Q30.no-sms-set" },
  ],
  [
    failure("settings-status", "EnableOutboundSMS 1 without PhoneNumber: Status 5"),
    "Settings",
    { row: "ASMS-3.2.5.3-1", ruling: "Q32.no-number" },
  ],
  [
    failure("settings-status", 'EnableOutboundSMS 1 with PhoneNumber "1": Status 1'),
    "Settings",
    { row: "ASMS-2.2.2.2.3-4", ruling: "Q32.with-number" },
  ],
  [
    failure("settings-status", "EnableOutboundSMS 0 without PhoneNumber: Status 1"),
    "Settings",
    { row: "ASMS-2.2.2.2.3-4" },
  ],
  [failure("payload", "text of x", { seen: "absent" }), "Sync", { row: "ASMS-2.2.2-2", ruling: "Q24.body" }],
  [failure("payload", "text of x", { seen: '"b"' }), "Sync", { row: "ASMS-3.2.1-3", ruling: "Q26.text" }],
  [failure("payload", "from of x"), "Sync", { row: "ASMS-2.2.2-2", ruling: "Q24.from" }],
  [
    failure("class-tag", "Add of an SMS with Class SMS", { seen: "no Class, where SMS alone is synchronised" }),
    "Sync",
    { row: "ASMS-2.2.2.2.2-2", ruling: "Q18.sms-alone" },
  ],
  [
    failure("class-tag", "Add of an SMS with Class SMS", { seen: "no Class" }),
    "Sync",
    { row: "ASMS-2.2.2.2.2-2", ruling: "Q18.both" },
  ],
  [
    failure("class-tag", "Delete of an SMS with Class SMS", { seen: "Class Email" }),
    "Sync",
    { row: "ASMS-2.2.2.2.2-4" },
  ],
];

test.each(judged)("%j in %s is judged under its row and clause", (one, step, place) => {
  expect(placeOf(one, step)).toEqual(place);
});

const noted: readonly FailureCode[] = [
  "add-refused-request",
  "add-echo",
  "window-exceeded",
  "class-tag",
  "missing-delete",
  "missing-removal",
  "estimate-number",
];

test("every clause that the model names covers its row, and has a level in each profile and version", () => {
  const notes = noted.flatMap((code) =>
    ["Sync", "GetItemEstimate without Options"].map((step) =>
      notePlace({ ...failure(code, "x"), rests: "D8" }, step, "seed"),
    ),
  );
  for (const place of [...judged.map(([, , one]) => one), ...notes]) {
    if (place === undefined) throw new Error("A note that a ruling reports has no place");
    expect(modelRows).toContain(place.row);
    if (place.ruling === undefined) continue;
    expect(rulings().covers(place.ruling, place.row), `${place.ruling} covers ${place.row}`).toBe(true);
    // SMS belongs to 14.0 and later; before that nothing has a level.
    for (const version of protocolVersions.filter((one) => one !== "12.1"))
      expect(levelOf(place, "seed", version)).toMatch(/^(fail|warn|inform)$/);
  }
});

test("mail of the target's own, and what is merely repeated, is no finding", () => {
  expect(notePlace(failure("add-invented", "x"), "Sync", "seed")).toBeUndefined();
  expect(notePlace(failure("not-quiet", "x"), "Sync", "seed")).toBeUndefined();
});

test("an estimate that is merely inexact is a warning, and nothing where mail of others lies in the folder", () => {
  const note = failure("estimate-number", "Estimate 0", { seen: "Estimate 532" });
  const step = "A/Inbox: GetItemEstimate without Options";
  expect(notePlace({ ...note, rests: "N14" }, step, "seed")).toBeUndefined();
  const seed = notePlace({ ...note, rests: "D8" }, step, "seed");
  expect(seed === undefined ? "" : levelOf(seed, "seed", "14.1")).toBe("warn");
  const current = notePlace({ ...note, rests: "D8" }, step, "current");
  expect(current === undefined ? "" : levelOf(current, "current", "14.1")).toBe("inform");
});

test("a withdrawn rule is a remark in the profile of the later text", () => {
  const place = placeOf(failure("settings-status", "EnableOutboundSMS 1 without PhoneNumber: Status 5"), "Settings");
  expect(levelOf(place, "seed", "14.1")).toBe("fail");
  expect(levelOf(place, "current", "14.0")).toBe("fail");
  expect(levelOf(place, "current", "14.1")).toBe("inform");
});

test("a key that a refused request made useless is a warning, on the same device and folder only", () => {
  const told = (text: string): Told => ({ text, exchanges: [], outcome: "done" });
  const refused = told("A/Inbox: Sync with three sets");
  const next = told("A/Inbox: Sync Email FilterType 0, WindowSize 100");
  const status = failure("status", "Status 1", { seen: "Status 3" });
  const both = told("A: Sync of Inbox without Options, WindowSize 1; and Sent Items without Options, WindowSize 1");
  expect(afterRefusal(status, [refused, both])).toEqual({ row: "ASMS-3.2.5.1-5", ruling: "Q45.key" });
  expect(afterRefusal(status, [refused, both, next])).toBeUndefined();
  const place = afterRefusal(status, [refused, told("B/Inbox: SyncKey 0"), next]);
  expect(place).toEqual({ row: "ASMS-3.2.5.1-5", ruling: "Q45.key" });
  expect(place === undefined ? "" : levelOf(place, "seed", "14.1")).toBe("warn");
  const ofB = { ...status, device: "B" };
  expect(afterRefusal(ofB, [refused, told("B/Inbox: Sync without Options, WindowSize 1")])).toBeUndefined();
  expect(afterRefusal(status, [refused, next, next])).toBeUndefined();
  expect(afterRefusal(failure("missing-add", "x"), [refused, next])).toBeUndefined();
});
