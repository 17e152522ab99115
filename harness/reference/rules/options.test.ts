import { describe, expect, test } from "vitest";
import type { OptionSet } from "../../eas/index.js";
import { element } from "../../wbxml/index.js";
import { type MailFolder, makeDefaultFolders } from "../folder.js";
import { admitOptions, options } from "./options.js";

function folder(name: string): MailFolder {
  const found = makeDefaultFolders().find((one) => one.name === name);
  if (found === undefined) throw new Error(`no folder ${name}`);
  return found;
}

/** "1" when the sets are admitted, else what they are refused with. */
function verdict(sets: readonly OptionSet[], name = "Inbox"): string {
  const admission = admitOptions(options, sets, folder(name));
  if (!("refuse" in admission)) return "1";
  return "status" in admission.refuse ? admission.refuse.status : `HTTP ${admission.refuse.http}`;
}

const sms = { class: "SMS" };

describe("Options of one Collection", () => {
  test.each<[string, readonly OptionSet[]]>([
    ["the default set", [{}]],
    ["the SMS set", [sms]],
    ["both, SMS first", [sms, {}]],
    ["both, SMS last", [{}, sms]],
    ["Email by its name", [{ class: "Email" }]],
    ["Email by its name, with SMS", [sms, { class: "Email" }]],
    ["an empty set", [{}]],
    ...["0", "1", "2", "3", "4", "5"].map((filterType): [string, OptionSet[]] => [
      `FilterType ${filterType}`,
      [{ filterType }, { ...sms, filterType }],
    ]),
  ])("admitted: %s", (_, sets) => {
    expect(verdict(sets)).toBe("1");
  });

  test.each<[string, readonly OptionSet[]]>([
    ["three sets", [{}, sms, {}]],
    ["two SMS sets", [sms, sms]],
    ["two default sets", [{}, { class: "Email" }]],
    ...["Tasks", "Calendar", "Contacts", "Notes", "Foo", "sms", "email", " SMS ", ""].map(
      (name): [string, OptionSet[]] => [`class "${name}"`, [{ class: name }]],
    ),
    ["a foreign class beside a good one", [sms, { class: "Calendar" }]],
    ["Class twice in one set", [{ ...sms, element: element(0, "Options", element(0, "Class"), element(0, "Class")) }]],
    ...["6", "7", "8", "9", "", "x", "-1"].map((filterType): [string, OptionSet[]] => [
      `FilterType "${filterType}"`,
      [{ ...sms, filterType }],
    ]),
  ])("refused with Status 4: %s", (_, sets) => {
    expect(verdict(sets)).toBe("4");
  });

  test("a folder of another kind has its own class and no SMS", () => {
    expect(verdict([{}], "Calendar")).toBe("1");
    expect(verdict([{ class: "Calendar" }], "Calendar")).toBe("1");
    expect(verdict([sms], "Calendar")).toBe("4");
    expect(verdict([{}, sms], "Calendar")).toBe("4");
    expect(verdict([{ class: "Email" }], "Calendar")).toBe("4");
    expect(verdict([{ filterType: "8" }], "Tasks")).toBe("1");
  });
});
