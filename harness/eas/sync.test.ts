import { describe, expect, test } from "vitest";
import { type Content, child, childElements, type Element, element } from "../wbxml/index.js";
import {
  buildSyncRequest,
  buildSyncResponse,
  readSyncRequest,
  readSyncResponse,
  type SyncCollectionRequest,
} from "./index.js";

const air = (tag: string, ...content: Content[]) => element(0, tag, ...content);
const tags = (parent: Element | undefined) => (parent === undefined ? [] : childElements(parent)).map((one) => one.tag);
const dig = (root: Element, ...path: string[]) =>
  path.reduce<Element | undefined>((parent, tag) => parent && child(parent, 0, tag), root);

const everything: SyncCollectionRequest = {
  commands: [
    { kind: "Add", class: "SMS", clientId: "c1", item: { to: "t" } },
    { kind: "Change", serverId: "s1", item: { read: "1" } },
    { kind: "Delete", serverId: "s2" },
    { kind: "Fetch", serverId: "s3" },
  ],
  options: [{ class: "SMS", filterType: "0" }, { filterType: "2" }],
  conversationMode: "0",
  windowSize: 100,
  getChanges: "empty",
  deletesAsMoves: "0",
  collectionId: "15",
  syncKey: "k1",
};

describe("a request", () => {
  test("has the children of Collection in the order of [MS-ASCMD] 2.2.3.29.2", () => {
    const root = buildSyncRequest(
      { partial: true, windowSize: 9, heartbeatInterval: 60, collections: [everything] },
      "14.1",
    );
    expect(tags(root)).toEqual(["Collections", "HeartbeatInterval", "WindowSize", "Partial"]);
    const collection = dig(root, "Collections", "Collection");
    expect(tags(collection)).toEqual([
      "SyncKey",
      "CollectionId",
      "DeletesAsMoves",
      "GetChanges",
      "WindowSize",
      "ConversationMode",
      "Options",
      "Options",
      "Commands",
    ]);
    expect(dig(root, "Collections", "Collection", "GetChanges")?.content).toBeNull();
    expect(childElements(dig(root, "Collections", "Collection", "Commands") ?? air("none")).map(tags)).toEqual([
      ["Class", "ClientId", "ApplicationData"],
      ["ServerId", "ApplicationData"],
      ["ServerId"],
      ["ServerId"],
    ]);
  });

  test("before 14.0 begins a Collection with Class", () => {
    const root = buildSyncRequest({ collections: [{ class: "Email", syncKey: "0", collectionId: "5" }] }, "12.1");
    expect(tags(dig(root, "Collections", "Collection"))).toEqual(["Class", "SyncKey", "CollectionId"]);
  });

  test.each([
    [undefined, ["Class", "FilterType", "BodyPreference", "MIMESupport", "Conflict"]],
    ["first" as const, ["Class", "FilterType", "BodyPreference", "MIMESupport", "Conflict"]],
    ["last" as const, ["FilterType", "BodyPreference", "MIMESupport", "Conflict", "Class"]],
  ])("has Class where classPosition %s wants it", (classPosition, expected) => {
    const set = {
      class: "SMS",
      filterType: "0",
      bodyPreferences: [{ type: 1, truncationSize: 5, allOrNone: true, preview: 9 }],
      mimeSupport: "0",
      conflict: "1",
      ...(classPosition === undefined ? {} : { classPosition }),
    };
    const root = buildSyncRequest({ collections: [{ syncKey: "k", collectionId: "5", options: [set] }] }, "14.1");
    const options = dig(root, "Collections", "Collection", "Options");
    expect(tags(options)).toEqual(expected);
    expect(tags(options && child(options, 17, "BodyPreference"))).toEqual([
      "Type",
      "TruncationSize",
      "AllOrNone",
      "Preview",
    ]);
  });

  test("is read whatever the order, with what cannot be understood left out", () => {
    const root = air(
      "Sync",
      air("WindowSize", "many"),
      air(
        "Collections",
        air(
          "Collection",
          air("Commands", air("SoftDelete", air("ServerId", "x")), air("Delete"), air("Add", air("ApplicationData"))),
          air(
            "Options",
            air("FilterType", "3"),
            element(17, "BodyPreference"),
            air("Class", "SMS"),
            air("Conflict", "1"),
          ),
          air("GetChanges", "maybe"),
          air("ConversationMode"),
          air("CollectionId", "15"),
        ),
      ),
    );
    const request = readSyncRequest(root);
    expect(request?.windowSize).toBeUndefined();
    expect(request?.collections).toMatchObject([
      {
        syncKey: "",
        collectionId: "15",
        conversationMode: "1",
        options: [{ class: "SMS", filterType: "3", conflict: "1" }],
        commands: [
          { kind: "Delete", serverId: "" },
          { kind: "Add", clientId: "", item: {} },
        ],
      },
    ]);
    expect(request?.collections?.[0]).not.toHaveProperty("getChanges");
    expect(request?.collections?.[0]?.options?.[0]).not.toHaveProperty("bodyPreferences");
    expect(request?.collections?.[0]?.options?.[0]).not.toHaveProperty("classPosition");
  });

  test("an empty request is one element", () => {
    expect(buildSyncRequest({}, "14.1")).toEqual(air("Sync"));
    expect(readSyncRequest(air("Sync"))).toEqual({ element: air("Sync") });
  });
});

describe("a response", () => {
  test("has its parts in the published order", () => {
    const root = buildSyncResponse(
      {
        collections: [
          {
            moreAvailable: true,
            responses: [{ kind: "Add", class: "SMS", clientId: "c", serverId: "s", status: "1" }],
            commands: [
              { kind: "Add", class: "SMS", serverId: "s", item: {} },
              { kind: "SoftDelete", serverId: "s" },
            ],
            status: "1",
            collectionId: "15",
            syncKey: "k",
          },
        ],
      },
      "14.1",
    );
    const collection = dig(root, "Collections", "Collection");
    expect(tags(collection)).toEqual(["SyncKey", "CollectionId", "Status", "Commands", "Responses", "MoreAvailable"]);
    expect(tags(dig(root, "Collections", "Collection", "Commands", "Add"))).toEqual([
      "Class",
      "ServerId",
      "ApplicationData",
    ]);
    expect(tags(dig(root, "Collections", "Collection", "Responses", "Add"))).toEqual([
      "Class",
      "ClientId",
      "ServerId",
      "Status",
    ]);
  });

  test("is read as SOGo writes it: Class first, items as mail, ApplicationData in Responses", () => {
    const item = air("ApplicationData", element(2, "From", "a@b"));
    const added = air("Add", air("ServerId", "6"), item);
    const accepted = air("Add", air("ClientId", "c"), air("ServerId", "6"), air("Status", "1"), item);
    const collection = air(
      "Collection",
      air("Class", "Email"),
      air("SyncKey", "1-6"),
      air("CollectionId", "mail%2Fc7ad"),
      air("Status", "1"),
      air("MoreAvailable"),
      air("Responses", accepted),
      air("Commands", added),
    );
    expect(readSyncResponse(air("Sync", air("Collections", collection)))?.collections).toEqual([
      {
        class: "Email",
        syncKey: "1-6",
        collectionId: "mail%2Fc7ad",
        status: "1",
        commands: [{ kind: "Add", serverId: "6", item: { from: "a@b" }, element: added }],
        responses: [
          { kind: "Add", clientId: "c", serverId: "6", status: "1", item: { from: "a@b" }, element: accepted },
        ],
        hasCommands: true,
        hasResponses: true,
        moreAvailable: true,
        element: collection,
      },
    ]);
  });

  test("a refusal has a Status, and a limit beside it", () => {
    const root = air("Sync", air("Status", "14"), air("Limit", "3540"));
    expect(readSyncResponse(root)).toEqual({ status: "14", limit: "3540", collections: [], element: root });
  });

  test("empty Commands are told from none", () => {
    const read = (...content: Content[]) =>
      readSyncResponse(air("Sync", air("Collections", air("Collection", ...content))))?.collections[0];
    expect(read(air("Commands"))).toMatchObject({ commands: [], hasCommands: true, hasResponses: false });
    expect(read()).toMatchObject({ commands: [], hasCommands: false });
  });
});
