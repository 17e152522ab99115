import fc from "fast-check";
import { expect, test } from "vitest";
import { itemFields, optionSet, syncRequest, syncResponse } from "../../eas/arbitraries.js";
import { settingsRequest } from "../../eas/command-arbitraries.js";
import { buildSettingsRequest, buildSyncRequest, buildSyncResponse } from "../../eas/index.js";
import { catalogue } from "../../judging/index.js";
import { anyBytes } from "../../wbxml/documents.testkit.js";
import { monitors } from "../index.js";
import { clientMonitors } from "./index.js";
import { judged } from "./testing/judged.js";
import { clientAdd, folders, SessionTold } from "./testing/session.js";

test("every row that only a client can break has a monitor; the others judge what both sides must keep", () => {
  const { rows } = catalogue();
  const judgedRows = clientMonitors.flatMap(({ requirements }) => requirements);
  const passive = rows.filter(({ testable }) => testable === "passive").map(({ id }) => id);
  expect(passive.filter((id) => judgedRows.filter((row) => row === id).length !== 1)).toEqual([]);
  const others = [...new Set(judgedRows)].filter((id) => !passive.includes(id));
  expect(others.filter((id) => !rows.some((row) => row.id === id && row.actor === "both"))).toEqual([]);
});

test("their ids are their own, and they judge clients", () => {
  const ids = [...monitors, ...clientMonitors].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(clientMonitors.filter(({ judges }) => judges !== "client")).toEqual([]);
});

/** One exchange of any kind, told to a session. */
const told: fc.Arbitrary<(session: SessionTold) => unknown> = fc.oneof(
  fc.tuple(fc.constantFrom("Sync", "Settings", "GetItemEstimate", "FolderSync", "Provision"), anyBytes).map(
    ([command, bytes]) =>
      (session: SessionTold) =>
        session.bytes(command, bytes),
  ),
  fc.tuple(syncRequest, syncResponse).map(
    ([request, response]) =>
      (session: SessionTold) =>
        session.raw("Sync", buildSyncRequest(request, "14.1"), buildSyncResponse(response, "14.1")),
  ),
  fc.tuple(fc.constantFrom(...Object.values(folders)), fc.array(optionSet, { maxLength: 3 }), itemFields).map(
    ([folder, options, item]) =>
      (session: SessionTold) =>
        session.sync(folder, options, [clientAdd("c", item)]),
  ),
  settingsRequest.map(
    (request) => (session: SessionTold) => session.raw("Settings", buildSettingsRequest(request, "14.1")),
  ),
  fc.constant((session: SessionTold) => session.folders().settings({ enableOutboundSms: "1" }).wait(20)),
);

test("property: whatever a client sends, no monitor throws, and each names rows and clauses that fit", () => {
  fc.assert(
    fc.property(fc.array(told, { maxLength: 12 }), (steps) => {
      const story = new SessionTold();
      for (const step of steps) step(story);
      for (const monitor of clientMonitors) judged(monitor, story.session);
    }),
  );
});
