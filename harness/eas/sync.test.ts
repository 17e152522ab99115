import { expect, test } from "vitest";
import { buildSyncRequest, readSyncRequest, type SyncRequest } from "./index.js";

test("a request is read as it was built", () => {
  const request: SyncRequest = {
    collections: [
      {
        syncKey: "k",
        collectionId: "15",
        deletesAsMoves: "empty",
        options: [{ class: "SMS", filterType: "0", bodyPreferences: [{ type: 1 }] }],
        commands: [{ kind: "Add", class: "SMS", clientId: "c", item: { to: "t", flag: {}, body: { data: "" } } }],
      },
    ],
  };
  expect(readSyncRequest(buildSyncRequest(request, "14.1"))).toMatchObject(request);
});
