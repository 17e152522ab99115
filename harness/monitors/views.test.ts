import { expect, test } from "vitest";
import { buildEstimateRequest, buildEstimateResponse, type OptionSet } from "../eas/index.js";
import { encode } from "../wbxml/index.js";
import { estimates } from "./estimates.js";
import { sentOnce } from "./once.js";
import { softDeletes } from "./soft-deletes.js";
import {
  add,
  addSms,
  bothSets,
  broken,
  emailAlone,
  exchange,
  held,
  mail,
  smsAlone,
  sync,
  watch,
} from "./testing/traffic.js";

const primed = () => sync({ key: "0", nextKey: "1" });
const soft = (serverId: string) => ({ kind: "SoftDelete" as const, serverId });

test("an SMS is sent once, under one ServerId", () => {
  const steps = (...brings: Parameters<typeof sync>[0]["brings"] & object) =>
    watch(
      sentOnce,
      primed(),
      sync({ key: "1", options: bothSets, brings: [addSms("1")], nextKey: "2" }),
      sync({ key: "2", brings, nextKey: "3" }),
    );
  expect(held(steps(addSms("2", { read: "1", body: { type: "1", data: "Another" } })))).toEqual(["ASMS-3.1.4.1-2"]);
  expect(broken(steps(addSms("2", { body: { type: "1", data: "Another" } })))).toEqual([]);
  expect(broken(steps(addSms("2")))).toEqual(["ASMS-3.1.4.1-2 (Q60.once): an SMS comes as 2, and is held as 1"]);
  const renamed = steps({ kind: "Delete", serverId: "1" }, addSms("2"));
  expect(broken(renamed)).toEqual(["ASMS-3.1.4.1-2 (Q60.once): an SMS is deleted as 1 and comes as 2 in one answer"]);
  expect(broken(steps(soft("1"), addSms("2")))).toEqual([]);
});

test("e-mails that are alike, and texts that were cut, may be two", () => {
  const cut = { body: { type: "1", truncated: "1", data: "Make" } };
  const twins = [add("1", mail), add("2", mail), addSms("3", cut), addSms("4", cut)];
  expect(watch(sentOnce, primed(), sync({ key: "1", options: bothSets, brings: twins }))).toEqual([]);
});

test("only what left the view is soft-deleted", () => {
  const steps = (options: readonly OptionSet[] | undefined, serverId: string) =>
    watch(
      softDeletes,
      primed(),
      sync({ key: "1", options: bothSets, brings: [addSms("1"), add("2", mail)], nextKey: "2" }),
      sync({ key: "2", ...(options === undefined ? {} : { options }), brings: [soft(serverId)], nextKey: "3" }),
    );
  expect(held(steps(emailAlone, "1"))).toEqual(["ASMS-3.1.4.1-2"]);
  expect(held(steps(smsAlone, "2"))).toEqual(["ASMS-3.1.4.1-2"]);
  expect(broken(steps(undefined, "1"))).toEqual(["ASMS-3.1.4.1-2: SoftDelete of an SMS that is still asked for"]);
  expect(broken(steps(emailAlone, "2"))).toEqual(["ASMS-3.1.4.1-2: SoftDelete of an e-mail that is still asked for"]);
  // The items are of 2019, the exchange of 2024.
  expect(held(steps([{ class: "SMS", filterType: "5" }], "1"))).toEqual(["ASMS-3.1.4.1-2"]);
});

test("inside a window an item stays, at its end nothing is judged", () => {
  const aged = (dateReceived: string) =>
    watch(
      softDeletes,
      primed(),
      sync({ key: "1", options: [{ class: "SMS" }], brings: [addSms("1", { dateReceived })], nextKey: "2" }),
      sync({ key: "2", options: [{ class: "SMS", filterType: "2" }], brings: [soft("1")], nextKey: "3" }),
    ).map(({ observation }) => observation.holds);
  expect(aged("2023-12-31T00:00:00.000Z")).toEqual([false]);
  expect(aged("2023-12-29T00:00:00.000Z")).toEqual([]);
  expect(aged("2023-12-20T00:00:00.000Z")).toEqual([true]);
});

test("what was estimated comes, when the same sets are used at once", () => {
  const asked = (count: string, options: readonly OptionSet[]) =>
    exchange(
      "GetItemEstimate",
      encode(buildEstimateRequest({ collections: [{ syncKey: "1", collectionId: "5", options }] }, "14.1")),
      encode(buildEstimateResponse({ responses: [{ status: "1", collectionId: "5", estimate: count }] }, "14.1")),
    );
  const steps = (count: string, options: readonly OptionSet[] = bothSets) =>
    watch(
      estimates,
      primed(),
      asked(count, options),
      sync({ key: "1", options: bothSets, brings: [addSms("1"), add("2", mail)], nextKey: "2" }),
    );
  expect(held(steps("2"))).toEqual(["ASMS-3.2.5.2-1"]);
  expect(held(steps("1"))).toEqual(["ASMS-3.2.5.2-1"]);
  expect(held(steps("2", [...bothSets].reverse()))).toEqual(["ASMS-3.2.5.2-1"]);
  expect(broken(steps("3"))).toEqual(["ASMS-3.2.5.2-1 (Q30.exact): 3 were estimated and 2 came"]);
  expect(steps("3", smsAlone)).toEqual([]);
});
