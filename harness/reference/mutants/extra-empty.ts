import type { ItemFields } from "../../eas/index.js";
import { mutant, type Overrides } from "../variant.js";
import { described, type ExtraEntry } from "./extra.js";

/** Beside an empty To, which comes first. */
const everyElement = { empty: ["from", "importance", "read", "text"] };

/** Mutants of this project that concern empty elements of an SMS. */
export const extraEmpty: readonly ExtraEntry[] = [
  described(
    "An empty From, Importance, Read or InternetCPID is stored and passed on as it is.",
    mutant(
      "X-empty-passed-on",
      {
        commands: {
          settlesEmpty: (fields) => fields,
          admitsMark: (value, lawful) => value === "" || lawful.includes(value),
        },
      },
      { axes: { ...everyElement, sent: ["empty"] } },
    ),
  ),
  described(
    "An SMS with an empty element loses its text, Importance, Read and recipients; only who sent it stays.",
    mutant(
      "X-empty-loses-rest",
      settling(({ from, to }) => ({ body: nothing, ...(from ? { from } : { to: to ?? "" }) })),
      {
        axes: everyElement,
      },
    ),
  ),
  described(
    "An SMS with an empty element comes from somebody else to somebody else; a text, where there is one, stays.",
    mutant(
      "X-empty-other-parties",
      settling(({ to, ...others }) => ({
        ...others,
        from: "[MOBILE:+10000000000]",
        to: others.body?.data ? "[MOBILE:+10000000001]" : (to ?? ""),
      })),
      { axes: everyElement },
    ),
  ),
];

const nothing = { type: "1", data: "(no text)" };

/** Rules under which an Add with an empty element is accepted and its fields become these. */
function settling(settle: (fields: ItemFields) => ItemFields): Overrides {
  return {
    commands: {
      settlesEmpty: (fields) => (hasEmpty(fields) ? settle(fields) : fields),
      admitsMark: (value, lawful) => value === "" || lawful.includes(value),
    },
  };
}

function hasEmpty({ to, from, importance, read, body }: ItemFields): boolean {
  return [to, from, importance, read, body?.data].some((value) => value === "");
}
