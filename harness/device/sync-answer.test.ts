import { describe, expect, it } from "vitest";
import { buildSyncResponse, type ServerCommand, type SyncCollectionResponse } from "../eas/index.js";
import { child, decode, type Element, element, isElement } from "../wbxml/index.js";
import type { Recorded } from "./recorder.js";
import { syncAnswer } from "./sync-answer.js";
import { recordedDocument, recordedFailure, recordedHttp } from "./testing/recorded.js";
import type { SyncAnswer } from "./types.js";

const sms: ServerCommand = { kind: "Add", class: "SMS", serverId: "5:1", item: { read: "0" } };
const base: SyncCollectionResponse = {
  syncKey: "k2",
  collectionId: "5",
  status: "1",
  commands: [],
  responses: [],
  moreAvailable: false,
};

function answer(status: string | undefined, ...collections: Partial<SyncCollectionResponse>[]): SyncAnswer {
  const whole = { collections: collections.map((one) => ({ ...base, ...one })) };
  return about(recordedDocument(buildSyncResponse(status === undefined ? whole : { status, ...whole }, "14.1")));
}

function about(recorded: Recorded): SyncAnswer {
  return syncAnswer(recorded, "5");
}

/** What stands in the answer's body between the mark's offsets. */
function marked(
  one: SyncAnswer,
  mark: { readonly start: number; readonly end: number } | undefined,
): Element | undefined {
  const root = one.exchange.response?.document;
  const find = (at: Element): Element | undefined =>
    at.start === mark?.start && at.end === mark?.end
      ? at
      : (at.content ?? [])
          .filter(isElement)
          .map(find)
          .find((found) => found !== undefined);
  return root && find(root);
}

describe("status", () => {
  it.each([
    [undefined, "1", "1"],
    [undefined, "3", "3"],
    ["4", undefined, "4"],
    ["4", "1", "4"],
    ["1", "3", "3"],
    ["1", "1", "1"],
  ])("of Sync %s and Collection %s is %s", (sync, collection, expected) => {
    const one = collection === undefined ? answer(sync) : answer(sync, { status: collection });
    expect(one.status).toBe(expected);
  });

  it("of an empty 200 is 1, of no answer to read nothing", () => {
    expect(about(recordedHttp(200))).toMatchObject({ status: "1", empty: true });
    for (const none of [
      recordedHttp(500),
      recordedFailure({ kind: "closed", message: "x" }),
      recordedHttp(200, "", "?"),
    ]) {
      expect(about(none)).not.toHaveProperty("status");
      expect(about(none).empty).toBe(false);
    }
  });

  it("is not read from a document under an HTTP error", () => {
    const document = buildSyncResponse({ status: "4", collections: [] }, "14.1");
    expect(about(recordedDocument(document, 500))).not.toHaveProperty("response");
  });
});

describe("the Collection", () => {
  it("is the one asked about, among several", () => {
    const one = answer(undefined, { collectionId: "4", syncKey: "a" }, { collectionId: "5", syncKey: "b" });
    expect(one.collection?.syncKey).toBe("b");
  });

  it("is missing when several others are there", () => {
    const one = answer(undefined, { collectionId: "3" }, { collectionId: "4" });
    expect(one.collection).toBeUndefined();
    expect(one.commands).toEqual([]);
  });

  it("is found where the server puts other elements first, or leaves the id out", () => {
    const text = (tag: string, value: string) => element(0, tag, value);
    const collection = element(0, "Collection", text("Class", "Email"), text("Status", "1"), text("SyncKey", "k7"));
    const one = about(recordedDocument(element(0, "Sync", element(0, "Collections", collection))));
    expect(one.collection).toMatchObject({ syncKey: "k7", status: "1" });
  });

  it("gives its commands by kind", () => {
    const kinds = ["Add", "Change", "Delete", "SoftDelete", "Add"] as const;
    const commands = kinds.map((kind, index) => ({ kind, serverId: `5:${index}` }));
    const one = answer(undefined, { commands, moreAvailable: true });
    expect(one.moreAvailable).toBe(true);
    expect(one.adds().map(({ serverId }) => serverId)).toEqual(["5:0", "5:4"]);
    expect([one.changes(), one.deletes(), one.softDeletes()].map(([only]) => only?.serverId)).toEqual([
      "5:1",
      "5:2",
      "5:3",
    ]);
  });
});

describe("succeeded", () => {
  it.each([
    [
      answer(undefined, { commands: [sms, { ...sms, serverId: "5:2" }] }),
      true,
      "Status 1 under Collection, with 2 Add",
    ],
    [about(recordedHttp(200)), true, "HTTP 200 with an empty body"],
    [answer("4"), false, "Status 4 under Sync"],
    [answer(undefined, { status: "3" }), false, "Status 3 under Collection"],
    [about(recordedHttp(500, "Oops")), false, "HTTP 500 (Oops)"],
    [about(recordedFailure({ kind: "closed", message: "It closed." })), false, "no answer: It closed"],
    [about(recordedDocument(element(7, "FolderSync"))), false, "HTTP 200 with a document whose root is FolderSync"],
    [about(recordedDocument(element(0, "Sync"))), false, "a Sync document without a Status"],
  ])("case %#", (one, holds, seen) => {
    expect(one.succeeded()).toMatchObject({ holds, seen, expected: "Status 1, or HTTP 200 with an empty body" });
  });

  it("points at the Status that decides", () => {
    const one = answer(undefined, { status: "3" });
    const { mark } = one.succeeded();
    expect(mark).toMatchObject({ side: "response", path: "Sync/Collections/Collection/Status" });
    expect(marked(one, mark)).toMatchObject({ tag: "Status", content: ["3"] });
    const body = one.exchange.response?.body ?? new Uint8Array();
    expect(Buffer.from(body.subarray(mark?.start, mark?.end)).toString("latin1")).toBe("\x4e\x033\x00\x01");
  });

  it("has no mark where there is nothing to point at", () => {
    expect(about(recordedHttp(200)).succeeded()).not.toHaveProperty("mark");
  });
});

describe("refusedWith 4", () => {
  it("holds under Sync", () => {
    const one = answer("4");
    const observation = one.refusedWith("4");
    expect(observation).toMatchObject({
      holds: true,
      expected: "Status 4 under Sync or Collection, and no Commands",
      seen: "Status 4 under Sync",
      mark: { path: "Sync/Status" },
    });
    expect(observation).not.toHaveProperty("remark");
    expect(marked(one, observation.mark)).toEqual(
      child(decode(one.exchange.response?.body ?? new Uint8Array()), 0, "Status"),
    );
  });

  it("holds under Collection with a remark (ruling Q1), and under both without", () => {
    const collection = answer(undefined, { status: "4" }).refusedWith("4");
    expect(collection).toMatchObject({ holds: true, mark: { path: "Sync/Collections/Collection/Status" } });
    expect(collection.remark).toContain("ruling Q1");
    const both = answer("4", { status: "4" }).refusedWith("4");
    expect(both.holds).toBe(true);
    expect(both).not.toHaveProperty("remark");
  });

  it("does not hold under Responses alone", () => {
    const responses = [{ kind: "Add", clientId: "c1", status: "4" }] as const;
    const observation = answer(undefined, { responses }).refusedWith("4");
    expect(observation).toMatchObject({
      holds: false,
      seen: "Status 1 under Collection; Status 4 under Responses/Add",
    });
  });

  it("does not hold when something is delivered all the same", () => {
    const one = answer(undefined, { status: "4", commands: [sms] });
    const observation = one.refusedWith("4");
    expect(observation).toMatchObject({ holds: false, seen: "Status 4 under Collection, with 1 Add" });
    expect(marked(one, observation.mark)?.tag).toBe("Commands");
  });

  it("does not hold for another code, and says that it was a refusal", () => {
    const observation = answer("103").refusedWith("4");
    expect(observation).toMatchObject({ holds: false, seen: "Status 103 under Sync" });
    expect(observation.remark).toBe("It is refused, yet with another code: 103.");
  });

  it.each([
    [answer(undefined, {})],
    [about(recordedHttp(200))],
    [about(recordedHttp(400))],
    [about(recordedHttp(503))],
    [about(recordedFailure({ kind: "timeout", message: "x" }))],
  ])("does not hold for an answer without it (%#)", (one) => {
    expect(one.refusedWith("4").holds).toBe(false);
  });
});

describe("refused", () => {
  it.each([
    [answer("4"), true],
    [answer("103"), true],
    [answer(undefined, { status: "6" }), true],
    [about(recordedHttp(400)), true],
    [answer(undefined, {}), false],
    [answer(undefined, { status: "4", commands: [sms] }), false],
    [answer(undefined, { responses: [{ kind: "Add", status: "6" }] }), false],
    [about(recordedHttp(200)), false],
    [about(recordedHttp(401)), false],
    [about(recordedHttp(500)), false],
    [about(recordedHttp(501)), false],
    [about(recordedFailure({ kind: "closed", message: "x" })), false],
    [about(recordedHttp(200, "", "<html>")), false],
  ])("case %#", (one, holds) => {
    expect(one.refused().holds).toBe(holds);
  });

  it("says when it was by HTTP", () => {
    expect(about(recordedHttp(400, "Bad Request")).refused()).toMatchObject({
      seen: "HTTP 400 (Bad Request)",
      remark: "It is refused by HTTP 400 and not by a Status.",
    });
  });
});
