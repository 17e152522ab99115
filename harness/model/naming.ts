import type { ItemClass, Payload, Token } from "./types.js";

/** How items of one run are named, so that runs in one mailbox do not mix. */
export interface Naming {
  /** Stands in the Subject of every e-mail of the run. */
  readonly label: string;
  /** Number of the first item of the run: the numbers of an SMS derive from it. */
  readonly first: number;
}

export const defaultNaming: Naming = { label: "asms-model", first: 0 };

const areaCodes = 799;

/** Numbers of one area: tokens of a history that begins with the first of them differ in their last digits alone. */
export const numbersOfAnArea = 100;

/** So many items have numbers of their own. */
export const numbersInAll = areaCodes * numbersOfAnArea;

/** A number of the block reserved for fiction, +1 NPA 555 0100 to 0199, or a Subject. */
export function tokenOf(itemClass: ItemClass, serial: number, { label, first }: Naming): Token {
  if (itemClass === "Email") return `${label} e${first + serial}`;
  const n = first + serial;
  const area = 201 + (Math.floor(n / numbersOfAnArea) % areaCodes);
  // 37 and 100 have no common divisor: a hundred numbers of one area differ, and their digits vary.
  return numberOf(area, n * 37);
}

/** Digits of the recipient of an SMS: its own number in the same area, by which it is found where the sender is rewritten. */
export function recipientOf(token: Token): string {
  return numberOf(Number(token.slice(1, 4)), Number(token.slice(-2)) + numbersOfAnArea / 2);
}

function numberOf(area: number, line: number): string {
  return `1${area}55501${String(line % numbersOfAnArea).padStart(2, "0")}`;
}

const texts: readonly string[] = [
  "On my way",
  "",
  "Grüße, 你好, привет",
  'He said "[MOBILE:1]" & <left>; ]]>',
  "Two lines\r\nof text",
  `${"A long text of more than one hundred and sixty characters. ".repeat(4)}End`,
  "\u{1f4f1}\u{1f1fa}\u{1f1f3} e\u0301 \u202eabc\u202c",
];

const names: readonly string[] = ["", '"Ann" ', '"Ødegård, Ø." ', '"李" '];

/** What must come back as it was sent. From of an SMS holds the token. */
export function payloadOf(itemClass: ItemClass, token: Token, draw: number): Payload {
  const text = texts[draw % texts.length] ?? "";
  if (itemClass === "Email") return {};
  const name = names[Math.floor(draw / texts.length) % names.length] ?? "";
  const recipient = recipientOf(token);
  // The number is the name as well: a server that makes an e-mail of it may keep the name alone.
  return { from: `${name}[MOBILE:+${token}]`, to: `"${recipient}" [MOBILE:+${recipient}]`, text };
}
