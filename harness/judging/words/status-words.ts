import { commandsWithStatus, explainStatus } from "../../eas/index.js";
import { catalogue } from "../catalogue.js";
import { type Explanation, entries } from "./explanation.js";
import { reactionTo } from "./status-reactions.js";

/** Commands and properties under which a Status has a meaning, e.g. "Sync", "Settings/DeviceInformation". */
export const statusCommands: readonly string[] = commandsWithStatus;

/** Explains a Status under a command of `statusCommands`; undefined for a code that nobody defined. */
export function explainStatusWords(command: string, code: string): Explanation | undefined {
  const status = explainStatus(command, code);
  if (status === undefined) return undefined;
  const { meaning, scope, since, section } = status;
  return {
    id: `${command} Status ${code}`,
    title: `${meaning.charAt(0).toUpperCase()}${meaning.slice(1)}.`,
    entries: entries(
      ["Defined in", section],
      [
        "Concerns",
        scope === "global" ? "the whole command" : `one ${scope.replace(" or global", ", or the whole command")}`,
      ],
      ["What a client does", reactionTo(command, code)],
      ["Known since", since === undefined ? undefined : `protocol ${since}`],
      ["Asked for by the rows", rowsThatAsk(command, code)],
    ),
  };
}

/** Rows of [MS-ASMS] that are seen by this Status, each with what it asks. */
function rowsThatAsk(command: string, code: string): string[] {
  const element = command.split("/").at(-1) ?? command;
  const seen = new RegExp(`\\b${element}/Status=${code}(?!\\d)`);
  return catalogue()
    .rows.filter(({ observable }) => seen.test(observable))
    .map(({ id, summary }) => `${id}: ${summary}`);
}
