import { expect, it } from "vitest";
import { explainStatusWords } from "../../harness/judging/words/index.js";
import { statusesOf } from "./statuses.js";

const meaningOf = (command: string, code: string) => explainStatusWords(command, code)?.title;

const expected = "Status 4 under Sync or Collection, and no Commands";

it("says of the Status that came, and of the one that should have, what `asms explain status` says", () => {
  expect(statusesOf({ seen: "Status 103 under Sync", expected }, "Sync", meaningOf)).toEqual([
    { name: "Status 103", meaning: explainStatusWords("Sync", "103")?.title },
    { name: "Status 4", meaning: explainStatusWords("Sync", "4")?.title },
  ]);
});

it("takes the codes of a property for those of the property, and the command from the element", () => {
  const mark = {
    exchange: "x",
    side: "response",
    start: 0,
    end: 1,
    path: "Settings/DeviceInformation/Status",
  } as const;
  const seen = "Status 5 under DeviceInformation";
  const own = explainStatusWords("Settings/DeviceInformation", "5")?.title;
  const told = (command: string, code: string) =>
    command === "Settings/DeviceInformation" ? meaningOf(command, code) : "That of the command.";
  expect(statusesOf({ seen, expected: "Status 1", mark }, "Sync", told)[0]).toEqual({
    name: "Status 5",
    meaning: own,
  });
});

it("says nothing where no Status is spoken of, or nobody defined it", () => {
  const nothing = { seen: "HTTP 400, no body", expected: "a Status other than 1" };
  expect(statusesOf(nothing, "Sync", meaningOf)).toEqual([]);
  expect(statusesOf({ seen: "Status 9999", expected: "an answer" }, "Sync", meaningOf)).toEqual([]);
  expect(statusesOf({ seen: "Status 4", expected }, undefined, meaningOf)).toEqual([]);
});
