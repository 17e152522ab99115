import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Content, codePages, type Element, element } from "../wbxml/index.js";
import * as eas from "./index.js";

// What a peer sent is taken as it is: no reader and no validation throws, whatever the tree.

const readers: readonly [string, number, (root: Element) => unknown][] = [
  ["Sync", 0, eas.readSyncRequest],
  ["Sync", 0, eas.readSyncResponse],
  ["GetItemEstimate", 6, eas.readEstimateRequest],
  ["GetItemEstimate", 6, eas.readEstimateResponse],
  ["Settings", 18, eas.readSettingsRequest],
  ["Settings", 18, eas.readSettingsResponse],
  ["Provision", 14, eas.readProvisionRequest],
  ["Provision", 14, eas.readProvisionResponse],
  ["FolderSync", 7, eas.readFolderSyncRequest],
  ["FolderSync", 7, eas.readFolderSyncResponse],
  ["FolderCreate", 7, eas.readFolderCreateRequest],
  ["FolderCreate", 7, eas.readFolderCreateResponse],
  ["FolderDelete", 7, eas.readFolderDeleteRequest],
  ["FolderDelete", 7, eas.readFolderDeleteResponse],
  ["Ping", 13, eas.readPingRequest],
  ["Ping", 13, eas.readPingResponse],
  ["MoveItems", 5, eas.readMoveItemsRequest],
  ["MoveItems", 5, eas.readMoveItemsResponse],
  ["ItemOperations", 20, eas.readItemOperationsRequest],
  ["ItemOperations", 20, eas.readItemOperationsResponse],
  ["SendMail", 21, eas.readSendMailRequest],
  ["SendMail", 21, eas.readSendMailResponse],
];

const pages = [0, 2, 5, 6, 7, 9, 13, 14, 17, 18, 20, 21, 22];
const known = pages.flatMap((page) => [...(codePages[page]?.tags.keys() ?? [])].map((tag) => [page, tag] as const));
const identity = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...known) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      [2, "ConversationId"] as const,
      [99, "Unknown-0x05"] as const,
      [0, "__proto__"] as const,
    ),
  },
);
const leafContent: fc.Arbitrary<Content> = fc.oneof(
  fc.string(),
  fc.constantFrom("0", "1", "999999999999999999", "-1", "x"),
  fc.uint8Array({ maxLength: 4 }).map((opaque) => ({ opaque })),
);
const tree = fc.letrec<{ node: Element; content: Content }>((tie) => ({
  content: fc.oneof({ depthSize: "small" }, leafContent, tie("node")),
  node: fc
    .tuple(identity, fc.option(fc.array(tie("content"), { maxLength: 5 })))
    .map(([[page, tag], content]): Element => ({ page, tag, content })),
}));

describe.each(readers)("%s on page %d", (tag, page, read) => {
  test("reads any content of its root", () => {
    fc.assert(
      fc.property(fc.array(tree.content, { maxLength: 6 }), (content) => {
        const root = element(page, tag, ...content);
        expect(read(root)).toMatchObject({ element: root });
        for (const version of ["12.1", "14.1", "?"]) {
          for (const inspect of [eas.inspectRequest, eas.inspectResponse]) {
            const { faults, remarks } = inspect(tag, root, version);
            for (const fault of [...faults, ...remarks]) expect(fault.path.split("/")[0]).toBe(tag);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test("has nothing to say of another root", () => {
    expect(read(element(page, "Status", "1"))).toBeUndefined();
    expect(read(element(page + 1, tag))).toBeUndefined();
  });
});

test("faults of any tree point at elements that are in it", () => {
  fc.assert(
    fc.property(fc.array(tree.content, { maxLength: 6 }), (content) => {
      const root = element(0, "Sync", ...content);
      const all = new Set(flatten(root));
      for (const fault of eas.validateResponse("Sync", root, "14.1")) {
        expect(fault.element !== undefined && all.has(fault.element)).toBe(true);
        expect(fault.path.split("/").at(-1)).toBe(fault.element?.tag);
        expect([fault.expected, fault.found, fault.section]).not.toContain("");
      }
    }),
  );
});

function flatten(root: Element): Element[] {
  return [
    root,
    ...(root.content ?? []).flatMap((one) => (typeof one === "object" && "tag" in one ? flatten(one) : [])),
  ];
}
