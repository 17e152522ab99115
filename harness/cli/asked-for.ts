import { reportWords, statusCommands } from "../judging/words/index.js";

/** Divides the words of a command line into what each asks for: an id, a term of a report ("filed as mail"), or a Status ("Sync 4"). */
export function askedFor(typed: readonly string[]): readonly (readonly string[])[] {
  const words = typed.flatMap(wordsOf);
  const asked: (readonly string[])[] = [];
  for (let at = 0; at < words.length; ) {
    const one = words.slice(at, at + lengthAt(words.slice(at)));
    asked.push(one);
    at += one.length;
  }
  return asked;
}

/** What is typed within quotes is divided as well, but for the values of axes, which may hold spaces. */
function wordsOf(typed: string): string[] {
  return typed.includes("[") ? [typed] : typed.split(/\s+/).filter((word) => word !== "");
}

/** How many of the words, from the first on, belong together. */
function lengthAt(words: readonly string[]): number {
  for (let length = Math.min(words.length, longestTerm); length > 1; length -= 1) {
    if (matching(words.slice(0, length).join(" "), reportWords) !== undefined) return length;
  }
  const [first = "", second = ""] = words;
  if (first.toLowerCase() === "status") return 3;
  return matching(first, statusCommands) !== undefined && /^\d+$/.test(second) ? 2 : 1;
}

const longestTerm = Math.max(...reportWords.map((term) => term.split(" ").length));

/** The id as it is written, however it is typed. */
export function matching(typed: string, known: readonly string[]): string | undefined {
  return known.find((id) => id === typed) ?? known.find((id) => id.toLowerCase() === typed.toLowerCase());
}
