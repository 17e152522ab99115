import type { ShownExchange } from "./evidence.js";

/** Why a card points at no element: a reader who looks for the wrong byte must know that there is none to look for. */
export function whyUnmarked(judged: readonly ShownExchange[]): string {
  const answers = judged.map(({ exchange: { response } }) => response);
  if (answers.every((answer) => answer === undefined)) return "None is marked: no answer came.";
  if (answers.every((answer) => answer === undefined || answer.body.length === 0)) {
    return "None is marked: the body of the answer is empty.";
  }
  return "None is marked: what is wrong is that something did not come, or it shows only in these answers together.";
}
