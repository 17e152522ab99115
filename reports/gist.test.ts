import { expect, it } from "vitest";
import { requestGist, responseGist } from "./gist.js";
import { makeExchange } from "./testing/exchange-builder.js";
import { brokenBodies } from "./testing/hostile.js";
import { crash, estimate, roundTrip, settingsNoNumber, threeOptions } from "./testing/sample-exchanges.js";

it("tells what a request asks", () => {
  expect([...threeOptions, ...roundTrip, ...settingsNoNumber].map(requestGist)).toEqual([
    "SyncKey 0",
    "SyncKey -1; Options SMS + default + SMS",
    "SyncKey 6-6; Options SMS + default; 1 Add",
    "SyncKey 6-6; Options SMS + default",
    "",
  ]);
});

it("tells what came back", () => {
  expect([...threeOptions, ...roundTrip, ...estimate, ...crash].map(responseGist)).toEqual([
    "HTTP 200; Status 1",
    "HTTP 200; Status 1; 5 Add",
    "HTTP 200; Status 1; 1 Add answered 1",
    "HTTP 200; Status 1; 1 Add",
    "HTTP 200; Status 1; Estimate 5",
    "no answer: closed",
  ]);
  expect(brokenBodies.map(responseGist)).toEqual(["HTTP 200", "HTTP 200; no WBXML", "HTTP 500; no WBXML"]);
  expect(responseGist(makeExchange({ id: "x", command: "Sync", response: null }))).toBe("HTTP 200; empty");
});
