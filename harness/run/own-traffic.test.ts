import { expect, test } from "vitest";
import { clientMonitors } from "../monitors/client/index.js";
import { both, emailSet, folders, SessionTold, smsSet } from "../monitors/client/testing/session.js";
import { judgeOwnTraffic } from "./own-traffic.js";

const setup = { plan: { profile: "seed" }, version: "14.1", replay: "asms run" } as const;
const three = [smsSet, emailSet, { class: "Email" }];

function device(): SessionTold {
  return new SessionTold().folders().prime(folders.inbox).sync(folders.inbox, both);
}

function judged(told: SessionTold) {
  return judgeOwnTraffic(clientMonitors, told.session.exchanges, setup);
}

test("what our own device did is counted by monitor and row", () => {
  const { errors, traffic } = judged(device().sync(folders.inbox, both));
  expect(errors).toEqual([]);
  expect(traffic).toContainEqual({ monitor: "CLI-SETS", requirement: "ASMS-3.1.4.1.1-5", seen: 2, departures: 0 });
});

test("a request that breaks a rule for clients is an error of ours, named as such, unless it is meant so", () => {
  const { errors, traffic } = judged(device().sync(folders.inbox, three));
  expect(errors).toHaveLength(1);
  expect(errors[0]).toMatch(/our own request .+ breaks ASMS-3\.1\.4\.1\.1-4 \(CLI-SETS\).*not marked as deliberate/);
  expect(traffic).toContainEqual(expect.objectContaining({ requirement: "ASMS-3.1.4.1.1-4", departures: 1 }));
  const meant = judged(device().sync(folders.inbox, three, [], {}, { deliberate: "three sets" }));
  expect(meant.errors).toEqual([]);
  expect(meant.traffic).toContainEqual(expect.objectContaining({ requirement: "ASMS-3.1.4.1.1-4", departures: 0 }));
});

test("a warning is none: a case that drops a class means to", () => {
  const { errors, traffic } = judged(device().sync(folders.inbox, [smsSet]));
  expect(errors).toEqual([]);
  expect(traffic).toContainEqual(expect.objectContaining({ monitor: "CLI-STICKY", departures: 1 }));
});

test("what was interrupted is no error of ours, and a crash is named as ours by whoever reports it", () => {
  const failure = { kind: "aborted", message: "The request was cancelled by this side." } as const;
  const exchanges = device()
    .sync(folders.inbox, three)
    .session.exchanges.map((exchange) => ({ ...exchange, failure }));
  expect(judgeOwnTraffic(clientMonitors, exchanges, setup)).toEqual({ traffic: [], errors: [] });
  const broken = clientMonitors.slice(0, 1).map((monitor) => ({
    ...monitor,
    observe: () => {
      throw new Error("oops");
    },
  }));
  const [error = ""] = judgeOwnTraffic(broken, exchanges, setup).errors;
  expect(error).toMatch(/^monitor CLI-\w+ failed: oops$/);
});
