import { expect, test } from "vitest";
import { foldersUp, tool } from "./tool.js";

test("the package is found from its sources", () => {
  expect(tool()).toEqual({ name: "asms-conformance", version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
});

test.each([
  ["file:///a/b/", ["file:///a/b/", "file:///a/", "file:///"]],
  ["file:///C:/a/", ["file:///C:/a/", "file:///C:/"]],
  ["file://server/share/", ["file://server/share/", "file://server/"]],
])("the way up from %s ends", (from, folders) => {
  expect([...foldersUp(new URL(from))].map(({ href }) => href)).toEqual(folders);
});
