import { explainBreach, explainEntry, explainStatusWords } from "../harness/judging/words/index.js";
import type { PageTexts } from "./html/index.js";
import { rulingTexts } from "./rulings.js";

/** What of `asms explain` the matrix says of a row, in this order; the rest stands beside it. */
const ofRow = ["For the user", "Probable mistake", "Seen by", "Not testable"];

/** What report.html says of rulings, requirements, breaches and statuses: the texts that `asms explain` prints. */
export function pageTexts(): PageTexts {
  return {
    rulings: rulingTexts(),
    words: {
      breach: explainBreach,
      row: (id) => {
        const said = explainEntry(id)?.entries ?? [];
        return ofRow.flatMap((wanted) => said.filter(({ name }) => name === wanted));
      },
      status: (command, code) => explainStatusWords(command, code)?.title,
    },
  };
}
