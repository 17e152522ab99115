import { expect, test } from "vitest";
import { folderTypeName, folderTypeNames, folderTypes, isMailFolder } from "./index.js";

test("all nineteen types have a name, and the default folders theirs", () => {
  expect(Object.keys(folderTypeNames)).toHaveLength(19);
  for (const [name, type] of Object.entries(folderTypes)) expect(folderTypeName(type)).toBe(name);
  expect(folderTypeName(20)).toBe("folder of type 20");
});

test("mail folders are those with e-mail as default class", () => {
  const mail = Array.from({ length: 20 }, (_, type) => type).filter(isMailFolder);
  expect(mail).toEqual([2, 3, 4, 5, 6, 12]);
});
