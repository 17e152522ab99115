import { expect, test } from "vitest";
import { explainStatusWords, statusCommands } from "./status-words.js";

const codes = Array.from({ length: 200 }, (_, code) => String(code));
const reaction = (command: string, code: string) =>
  explainStatusWords(command, code)?.entries.find(({ name }) => name === "What a client does")?.text;

test("every Status that is known says what a client does, in a sentence of its own command", () => {
  for (const command of statusCommands) {
    for (const code of codes) {
      if (explainStatusWords(command, code) === undefined) continue;
      expect(reaction(command, code), `${command} ${code}`).toMatch(/^[A-Z].+\.$/);
    }
  }
});

test.each([
  ["Ping", "1", /next Ping/],
  ["Ping", "2", /Sync for each of the folders listed/],
  ["Ping", "3", /in full, with HeartbeatInterval and Folders/],
  ["Ping", "5", /interval in the allowed range/],
  ["Ping", "6", /MaxFolders/],
  ["Sync", "3", /SyncKey 0/],
  ["Sync", "6", /stops sending this item/],
  ["Sync", "8", /synchronises the folder again.*asks the user/],
  ["Sync", "9", /room made in the mailbox.*later/],
  ["Sync", "12", /FolderSync/],
  ["Sync", "13", /again in full/],
  ["Sync", "14", /Wait or HeartbeatInterval to what Limit allows/],
  ["Sync", "15", /fewer Collections/],
  ["GetItemEstimate", "2", /FolderSync/],
  ["GetItemEstimate", "3", /Sync with SyncKey 0 .* first/],
  ["FolderCreate", "2", /another name/],
  ["Sync", "110", /does not send the request again/],
  ["Sync", "111", /again later/],
  ["SendMail", "118", /does not send it again/],
  ["Provision", "140", /wipe/],
])("%s Status %s leads to what its resolution asks", (command, code, words) => {
  expect(reaction(command, code)).toMatch(words);
});
