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
    "Takes entities in a text for the characters that they name.",
    mutant(
      "X-text-entities",
      { commands: { storedText: (text) => text.replace(/&amp;/g, "&").replace(/&lt;/g, "<") } },
      { suite },
    ),
  ),
];
