import { expect, test } from "vitest";
import { strictRules } from "./rules.js";
import { judgeOutbound, judgeSettings, settingsExpected } from "./settings.js";
import { newWorld } from "./world.js";

const seed = newWorld(strictRules, []);
const number = "+12015550123";

test.each([
  ["seed", "14.0", "refused with 5"],
  ["seed", "14.1", "refused with 5"],
  ["current", "14.0", "refused with 5"],
  ["current", "14.1", "either"],
] as const)("without any number, in %s at %s: %s", (profile, protocolVersion, expected) => {
  const world = newWorld({ ...strictRules, profile, protocolVersion }, []);
  expect(settingsExpected(world, "A", { on: 1 })).toBe(expected);
});

test("a number given earlier leaves both answers open, and the list follows the answer", () => {
  const given = judgeSettings(seed, "A", { on: 1, number }, { status: "1" }).world;
  const off = judgeSettings(given, "A", { on: 0 }, { status: "1" }).world;
  expect(judgeOutbound(off, [])).toEqual([]);
  expect(settingsExpected(off, "A", { on: 1 })).toBe("either");
  const refused = judgeSettings(off, "A", { on: 1 }, { status: "5" });
  expect([refused.failures, judgeOutbound(refused.world, [])]).toEqual([[], []]);
  const accepted = judgeSettings(off, "A", { on: 1 }, { status: "1" });
  expect([accepted.failures, judgeOutbound(accepted.world, [{ device: "A", number }])]).toEqual([[], []]);
});

test("what the list may not show", () => {
  const world = judgeSettings(seed, "A", { on: 1, number }, { status: "1" }).world;
  expect(judgeOutbound(world, [])).toMatchObject([
    { code: "outbound-list", expected: `Devices enabled for outbound SMS: A ${number}`, seen: "none" },
  ]);
  expect(judgeOutbound(world, [{ device: "A", number: "+1" }])).toHaveLength(1);
});

test("a refusal with another code, and a refusal of 0, are failures that say what was expected", () => {
  expect(judgeSettings(seed, "A", { on: 1 }, { status: "2" }).failures).toMatchObject([
    { expected: "EnableOutboundSMS 1 without PhoneNumber: Status 5", seen: "Status 2" },
  ]);
  expect(judgeSettings(seed, "A", { on: 0 }, { status: "5" }).failures).toMatchObject([
    { expected: "EnableOutboundSMS 0 without PhoneNumber: Status 1" },
  ]);
});
