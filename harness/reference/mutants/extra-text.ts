import type { CommandRules } from "../rules/commands.js";
import { mutant } from "../variant.js";
import { described, type ExtraEntry } from "./extra.js";

const suite = "text" as const;

/** Mutants of this project that only texts which nobody wrote down bring out. */
export const extraText: readonly ExtraEntry[] = [
  described(
    "Keeps 65,535 characters of a text, as a column of a database may, and none by half.",
    mutant(
      "X-text-column",
      { commands: { storedText: (text) => text.slice(0, 65_535).replace(/[\uD800-\uDBFF]$/, "") } },
      { suite },
    ),
  ),
  described(
    "Puts every text into the composed form of Unicode.",
    mutant("X-text-composed", { commands: { storedText: (text) => text.normalize("NFC") } }, { suite }),
  ),
  described(
    'A text goes through a mailbox file: full stops and "From " at the start of a line are masked and stay so.',
    mutant("X-text-masked", {
      commands: { storedText: (text) => text.replace(/^\./gm, "..").replace(/^>*From /gm, ">$&") },
    }),
  ),
  described(
    "Escapes of a web form in a text are undone.",
    mutant("X-text-unescaped", {
      commands: {
        storedText: (text) =>
          text.replace(/%([2-7][0-9A-F])/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
      },
    }),
  ),
  described(
    "Blanks of other widths and typographic signs in a text become plain ones.",
    mutant("X-text-plainer", {
      commands: {
        storedText: (text) =>
          text
            .replace(/[\u00a0\u2009\t]/g, " ")
            .replace(/[\u201c\u201d]/g, '"')
            .replace(/[\u2018\u2019]/g, "'")
            .replace(/\u2026/g, "..."),
      },
    }),
  ),
  described(
    "Keeps 670 characters of a text that is not all ASCII: ten parts of a real SMS.",
    mutant("X-text-ten-parts", {
      commands: { storedText: (text) => (/[^\0-\x7f]/.test(text) ? text.slice(0, 670) : text) },
    }),
  ),
  described(
    "Takes entities in a text for the characters that they name.",
    mutant(
      "X-text-entities",
      { commands: { storedText: (text) => text.replace(/&amp;/g, "&").replace(/&lt;/g, "<") } },
      { suite },
    ),
  ),
  described(
    "A text of more than 1,000 characters comes back to the device that added it, as a new SMS.",
    mutant(
      "X-text-sent-back",
      ({ commands }) => {
        const watched = watchedLength(commands);
        return {
          commands: { storedText: watched.storedText, recordsAdd: () => !watched.isLong() && commands.recordsAdd() },
        };
      },
      { suite },
    ),
  ),
  described("A text of more than 1,000 characters is soft-deleted on the device that added it.", takenBack()),
];

/** Remembers whether the text that was stored last has more than 1,000 characters. */
function watchedLength(commands: Pick<CommandRules, "storedText">) {
  let isLong = false;
  return {
    isLong: () => isLong,
    storedText: (text: string) => {
      isLong = text.length > 1000;
      return commands.storedText(text);
    },
  };
}

/** The ServerId under which the adder has it is the one that is made as soon as the Add is recorded. */
function takenBack() {
  return mutant(
    "X-text-taken-back",
    ({ commands, key, softDelete }) => {
      const watched = watchedLength(commands);
      const taken = new Set<string>();
      let isRecorded = false;
      return {
        commands: {
          storedText: watched.storedText,
          recordsAdd: () => {
            isRecorded = watched.isLong();
            return commands.recordsAdd();
          },
        },
        key: {
          serverId: (parts) => {
            const serverId = key.serverId(parts);
            if (isRecorded) taken.add(serverId);
            isRecorded = false;
            return serverId;
          },
        },
        softDelete: {
          commandFor: (kept, scope) =>
            taken.has(kept.held.serverId) ? "SoftDelete" : softDelete.commandFor(kept, scope),
        },
      };
    },
    { suite },
  );
}
