import { describe, expect, test } from "vitest";
import { commandsWithStatus, describeStatus, explainStatus, type StatusGroup, statusGroup } from "./index.js";

const codesOf = (command: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index).filter(
    (code) => explainStatus(command, String(code)) !== undefined,
  );

describe("the codes of each command", () => {
  test.each([
    ["Sync", [1, 3, 4, 5, 6, 7, 8, 9, 12, 13, 14, 15, 16]],
    ["FolderSync", [1, 6, 9, 10, 11, 12]],
    ["FolderCreate", [1, 2, 3, 5, 6, 9, 10, 11, 12]],
    ["FolderDelete", [1, 3, 4, 6, 9, 10, 11]],
    ["GetItemEstimate", [1, 2, 3, 4]],
    ["Settings", [1, 2, 3, 4, 5, 6, 7]],
    ["Settings/DeviceInformation", [1, 2, 5, 6]],
    ["Provision", [1, 2, 3]],
    ["Provision/Policy", [1, 2, 3, 4, 5]],
    ["Ping", [1, 2, 3, 4, 5, 6, 7, 8]],
    ["MoveItems", [1, 2, 3, 4, 5, 7]],
    ["ItemOperations", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 17, 18]],
    ["SendMail", []],
  ])("%s", (command, codes) => {
    expect(commandsWithStatus).toContain(command);
    expect(codesOf(command, 0, 100)).toEqual(codes);
  });

  test("101 to 156, 160 to 179, 183 and 184 are common to all", () => {
    for (const command of [...commandsWithStatus, "Search"]) {
      const gaps = [157, 158, 159, 180, 181, 182];
      const expected = Array.from({ length: 84 }, (_, index) => index + 101).filter((code) => !gaps.includes(code));
      expect(codesOf(command, 101, 200)).toEqual(expected);
    }
  });
});

describe("what a client does about them", () => {
  test.each<[string, number[], StatusGroup]>([
    ["Sync", [126, 127, 128, 129, 130, 131, 177], "not-allowed"],
    ["Sync", [3, 110, 111, 132, 133, 134, 135, 136, 149], "restart"],
    ["FolderSync", [140, 141, 142, 143, 144], "provision"],
    ["Sync", [4, 6, 101, 102, 103, 104, 105, 106, 107, 108, 109, 137, 138, 147], "refusal"],
    ["Sync", [5, 16], "retry"],
    ["Sync", [12], "folder-sync"],
    ["FolderSync", [9], "restart"],
    ["MoveItems", [3], "success"],
    ["Provision/Policy", [2], "success"],
    ["Ping", [1, 2], "success"],
    ["Sync", [2, 10, 11, 999], "refusal"],
  ])("%s %j: %s", (command, codes, group) => {
    expect(codes.map((code) => statusGroup(command, String(code)))).toEqual(codes.map(() => group));
  });
});

test("a code is explained with scope, version and section", () => {
  expect(explainStatus("Sync", "4")).toMatchObject({ scope: "item or global", section: "[MS-ASCMD] 2.2.3.177.17" });
  expect(explainStatus("Sync", "142")).toMatchObject({ scope: "global", since: "14.0" });
  expect(explainStatus("Provision", "165")).toMatchObject({ since: "14.1" });
  expect(explainStatus("Sync", "183")).toMatchObject({ since: "16.0" });
  expect(explainStatus("Sync", "01")).toBeUndefined();
  expect(describeStatus("Sync", "4")).toBe("Status 4 (the request breaks the protocol)");
  expect(describeStatus("Sync", "2")).toBe("Status 2 (not defined for Sync)");
  expect(describeStatus("constructor", "2")).toBe("Status 2 (not defined for constructor)");
});
