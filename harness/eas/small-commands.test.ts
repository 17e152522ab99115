import { describe, expect, test } from "vitest";
import { childElements, element } from "../wbxml/index.js";
import * as eas from "./index.js";

describe("Settings", () => {
  const settings = (tag: string, ...content: (string | ReturnType<typeof element>)[]) => element(18, tag, ...content);

  test("an empty number is an element without content, and read as such", () => {
    const request: eas.SettingsRequest = { deviceInformation: { phoneNumber: "", enableOutboundSms: "1" } };
    const root = eas.buildSettingsRequest(request, "14.0");
    expect(root).toEqual(
      settings(
        "Settings",
        settings("DeviceInformation", settings("Set", settings("PhoneNumber"), settings("EnableOutboundSMS", "1"))),
      ),
    );
    expect(eas.readSettingsRequest(root)).toEqual({ ...request, element: root });
  });

  test("an answer without DeviceInformation is told from one with an empty one", () => {
    const bare = settings("Settings", settings("Status", "1"));
    const empty = settings("Settings", settings("DeviceInformation"), settings("Status", "1"));
    expect(eas.readSettingsResponse(bare)).toEqual({ status: "1", hasDeviceInformation: false, element: bare });
    expect(eas.readSettingsResponse(empty)).toEqual({ status: "1", hasDeviceInformation: true, element: empty });
  });

  test("the Status of each place is kept apart", () => {
    const root = settings(
      "Settings",
      settings("Status", "1"),
      settings("DeviceInformation", settings("Set", settings("Status", "5"))),
      settings("UserInformation", settings("Status", "2")),
    );
    expect(eas.readSettingsResponse(root)).toMatchObject({
      status: "1",
      deviceInformationSetStatus: "5",
      userInformationStatus: "2",
    });
    expect(eas.readSettingsResponse(root)).not.toHaveProperty("deviceInformationStatus");
  });
});

describe("Provision", () => {
  const provision = (tag: string, ...content: (string | ReturnType<typeof element>)[]) => element(14, tag, ...content);

  test("DeviceInformation stands first, on the page of Settings", () => {
    const request = { deviceInformation: { model: "M" }, policyType: eas.wbxmlPolicyType };
    const root = eas.buildProvisionRequest(request, "14.1");
    expect(childElements(root).map((child) => [child.page, child.tag])).toEqual([
      [18, "DeviceInformation"],
      [14, "Policies"],
    ]);
  });

  test("no policy: Status 2, no key, no data", () => {
    const policy = provision("Policy", provision("PolicyType", eas.wbxmlPolicyType), provision("Status", "2"));
    const root = provision("Provision", provision("Status", "1"), provision("Policies", policy));
    expect(eas.readProvisionResponse(root)).toEqual({
      status: "1",
      policy: { policyType: eas.wbxmlPolicyType, status: "2" },
      remoteWipe: false,
      element: root,
    });
  });

  test("settings of the policy are read by name, lists left aside, wipes seen", () => {
    const list = provision("ApprovedApplicationList", provision("Hash", "h"));
    const document = provision("EASProvisionDoc", list, provision("AllowTextMessaging", "0"), provision("AllowCamera"));
    const policies = provision("Policies", provision("Policy", provision("Data", document)));
    const read = eas.readProvisionResponse(provision("Provision", policies, provision("AccountOnlyRemoteWipe")));
    expect(read?.policy).toEqual({ document: { AllowTextMessaging: "0", AllowCamera: "" } });
    expect(read?.remoteWipe).toBe(true);
  });
});

describe("FolderSync", () => {
  const folder = (tag: string, ...content: (string | ReturnType<typeof element>)[]) => element(7, tag, ...content);

  test("an answer with a key has Changes, even without any; one without a key has none", () => {
    const none = { added: [], updated: [], deleted: [] };
    expect(eas.buildFolderSyncResponse({ status: "1", syncKey: "1", ...none }, "14.1")).toEqual(
      folder("FolderSync", folder("Status", "1"), folder("SyncKey", "1"), folder("Changes", folder("Count", "0"))),
    );
    expect(eas.buildFolderSyncResponse({ status: "9", ...none }, "14.1")).toEqual(
      folder("FolderSync", folder("Status", "9")),
    );
  });

  test("folders are read in any order; one without a number has type 0", () => {
    const inbox = folder(
      "Add",
      folder("Type", "2"),
      folder("DisplayName", "Inbox"),
      folder("ServerId", "5"),
      folder("ParentId", "0"),
    );
    const root = folder(
      "FolderSync",
      folder("Changes", folder("Delete", folder("ServerId", "9")), inbox, folder("Add")),
    );
    expect(eas.readFolderSyncResponse(root)).toEqual({
      added: [
        { serverId: "5", parentId: "0", displayName: "Inbox", type: 2 },
        { serverId: "", parentId: "", displayName: "", type: 0 },
      ],
      updated: [],
      deleted: ["9"],
      element: root,
    });
  });
});

test("SendMail carries its message as opaque data, and reads one that came inline", () => {
  const mime = new TextEncoder().encode("Subject: x\r\n\r\ny");
  const root = eas.buildSendMailRequest({ clientId: "1", saveInSentItems: false, mime }, "14.1");
  expect(childElements(root).map((child) => child.tag)).toEqual(["ClientId", "Mime"]);
  const inline = element(21, "SendMail", element(21, "Mime", "Subject: x\r\n\r\ny"));
  expect(eas.readSendMailRequest(inline)).toEqual({ clientId: "", mime, element: inline });
});

test("a Fetch of ItemOperations has its fields on their pages", () => {
  const fetches = [{ store: "Mailbox", collectionId: "5", serverId: "5:1", bodyType: 1 }];
  const root = eas.buildItemOperationsRequest({ fetches }, "14.1");
  expect(
    childElements(root)
      .flatMap(childElements)
      .map((child) => `${child.page}:${child.tag}`),
  ).toEqual(["20:Store", "0:CollectionId", "0:ServerId", "20:Options"]);
});

test("an estimate's Options are AirSync's and hold Class and FilterType alone", () => {
  const set: eas.OptionSet = { class: "SMS", filterType: "2", bodyPreferences: [{ type: 1 }], classPosition: "last" };
  const request = { collections: [{ syncKey: "k", collectionId: "5", options: [set] }] };
  const root = eas.buildEstimateRequest(request, "14.1");
  expect(root).toEqual(
    element(
      6,
      "GetItemEstimate",
      element(
        6,
        "Collections",
        element(
          6,
          "Collection",
          element(0, "SyncKey", "k"),
          element(6, "CollectionId", "5"),
          element(0, "Options", element(0, "FilterType", "2"), element(0, "Class", "SMS")),
        ),
      ),
    ),
  );
});
