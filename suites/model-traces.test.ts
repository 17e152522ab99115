import { afterEach, describe, expect, test } from "vitest";
import { defaultNaming, History, newWorld, type Step, strictRules } from "../harness/model/index.js";
import { tokenOf } from "../harness/model/naming.js";
import { readTraces, type TraceStep } from "../harness/model/testing/traces.js";
import type { OwnCommand, Sets, SyncAsked, Values } from "../harness/model/types.js";
import { DeviceDriver } from "./model-driver.js";
import { starter, stopServers } from "./testing/model-target.js";

afterEach(stopServers);

const folder = "Inbox";
const style = {
  smsFirst: true,
  spellEmail: false,
  deletesAsMoves: true,
  getChanges: "absent",
  bodyPreference: true,
  zeroFilter: true,
} as const;

/** "e1" is a Subject, "s1" a number. */
function token(item: string): string {
  return tokenOf(item.startsWith("e") ? "Email" : "SMS", Number(item.slice(1)), defaultNaming);
}

function smsPayload(item: string) {
  return { from: `"Ann" [MOBILE:+${token(item)}]`, to: "[MOBILE:+12015550199]", text: `Text of ${item}` };
}

function setsOf(options: "none" | { readonly D?: Sets["email"]; readonly S?: Sets["sms"] }): { readonly sets?: Sets } {
  if (options === "none") return {};
  const { D: email, S: sms } = options;
  return { sets: { ...(email === undefined ? {} : { email }), ...(sms === undefined ? {} : { sms }) } };
}

function valuesOf({ read, flag }: { readonly read?: 0 | 1; readonly flag?: 0 | 2 }): Partial<Values> {
  return { ...(read === undefined ? {} : { read }), ...(flag === undefined ? {} : { flag }) };
}

type Sent = Extract<TraceStep, { do: "sync" | "lost" }>;

function askedBy(step: Sent): SyncAsked {
  const ops = (step.commands ?? []).map(({ op, item, ageDays = 0.04, read }, index): OwnCommand => {
    if (op === "Delete") return { kind: op, token: token(item) };
    if (op === "Change") return { kind: op, token: token(item), ...valuesOf(read === undefined ? {} : { read }) };
    return {
      kind: op,
      token: token(item),
      clientId: `c${index}`,
      ageDays,
      read: 0,
      flag: 0,
      payload: smsPayload(item),
    };
  });
  return { ...setsOf(step.options), ops, windowSize: step.windowSize ?? 100 };
}

function stepOf(step: TraceStep): Step {
  switch (step.do) {
    case "deliver": {
      const itemClass = step.cls === "E" ? "Email" : "SMS";
      const payload = itemClass === "SMS" ? smsPayload(step.item) : {};
      const item = {
        folder,
        token: token(step.item),
        class: itemClass,
        payload,
        ageDays: step.ageDays,
        read: 0,
        flag: 0,
      } as const;
      return { do: "deliver", item };
    }
    case "serverChange":
      return { do: "edit", folder, token: token(step.item), values: valuesOf(step) };
    case "serverDelete":
      return { do: "remove", folder, token: token(step.item) };
    case "key0":
      return { do: "init", seat: { device: step.device, folder } };
    case "sync":
    case "lost":
      return { do: step.do, seat: { device: step.device, folder }, asked: askedBy(step), style };
    case "retry":
      return { do: "retry", seat: { device: step.device, folder } };
    case "estimate":
      return { do: "estimate", seat: { device: step.device, folder }, ...setsOf(step.options), style };
    case "threeOptions":
      return { do: "bad-options", seat: { device: step.device, folder }, kind: "three sets" };
  }
}

describe("the worked traces, against the reference server", () => {
  test.each(readTraces().map((trace) => [`${trace.id}: ${trace.title}`, trace] as const))("%s", async (_, trace) => {
    const start = await starter([], strictRules);
    const driver = new DeviceDriver(await start());
    const history = new History(newWorld(strictRules, [folder]), driver);
    for (const step of trace.steps) await history.play(stepOf(step));
    await history.end(["A", "B"]);
    expect(history.notes).toEqual([]);
    expect(history.story.length).toBeGreaterThan(trace.steps.length);
    await driver.close();
  });
});
