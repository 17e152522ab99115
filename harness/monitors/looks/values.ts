import { codePage } from "../../eas/index.js";
import { child, type Element, textOf } from "../../wbxml/index.js";
import { isLeaf, type Look } from "./look.js";

interface TypedElement {
  /** From ApplicationData down. */
  readonly steps: readonly (readonly [page: number, tag: string])[];
  readonly requirements: readonly string[];
  readonly value: RegExp;
  readonly words: string;
}

const { airSyncBase, email } = codePage;

/** Rows 2.2-10 and 4.3-6 say the same of InternetCPID, each with a weight of its own. */
const typed: readonly TypedElement[] = [
  { steps: [[email, "Importance"]], requirements: ["ASMS-2.2-7"], value: /^[0-2]$/, words: "0, 1 or 2" },
  { steps: [[email, "Read"]], requirements: ["ASMS-2.2-8"], value: /^[01]$/, words: "0 or 1" },
  {
    steps: [[email, "InternetCPID"]],
    requirements: ["ASMS-2.2-10", "ASMS-4.3-6"],
    value: /^\d{1,5}$/,
    words: "the number of a code page",
  },
  {
    steps: [
      [email, "Flag"],
      [email, "Status"],
    ],
    requirements: ["ASMS-2.2-11"],
    value: /^[0-2]$/,
    words: "0, 1 or 2",
  },
  {
    steps: [
      [airSyncBase, "Body"],
      [airSyncBase, "Type"],
    ],
    requirements: ["ASMS-2.2-9"],
    value: /^[1-4]$/,
    words: "1, 2, 3 or 4",
  },
  {
    steps: [
      [airSyncBase, "Body"],
      [airSyncBase, "EstimatedDataSize"],
    ],
    requirements: ["ASMS-2.2-9"],
    value: /^\d{1,10}$/,
    words: "a number of bytes",
  },
];

export const valueRows: readonly string[] = [...new Set(typed.flatMap(({ requirements }) => requirements))];

/** Numbers and booleans ([MS-ASMS] 2.2). */
export function* valueLooks(data: Element): Iterable<Look> {
  for (const { steps, requirements, value, words } of typed) {
    const element = steps.reduce<Element | undefined>(
      (parent, [page, tag]) => (parent === undefined ? undefined : child(parent, page, tag)),
      data,
    );
    if (!isLeaf(element)) continue;
    const tags = steps.map(([, tag]) => tag).join("/");
    const text = textOf(element);
    const holds = value.test(text);
    const seen = holds ? "it is" : `${tags} is ${JSON.stringify(text)}`;
    for (const requirement of requirements)
      yield { requirement, holds, expected: `${tags} is ${words}`, seen, element, tags };
  }
}
