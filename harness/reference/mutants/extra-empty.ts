import type { ItemFields } from "../../eas/index.js";
import { mutant, type Overrides } from "../variant.js";
import { described, type ExtraEntry } from "./extra.js";
import { losing } from "./extra-lost.js";

/** Beside an empty To, which comes first. */
const everyElement = { empty: ["from", "importance", "read", "text"] };

/** Mutants of this project that concern elements of an SMS that are empty, or have a value that there is not. */
export const extraEmpty: readonly ExtraEntry[] = [
  described(
    "An empty From, Importance, Read or InternetCPID is stored and passed on as it is, and so is an Importance or Read that there is not.",
    mutant(
      "X-empty-passed-on",
      {
        commands: {
          settlesEmpty: (fields) => fields,
          admitsMark: () => true,
        },
      },
      { axes: { ...everyElement, sent: ["empty"] } },
    ),
  ),
  described(
    "An SMS with an empty or odd element loses its text, Importance, Read and recipients; only who sent it stays.",
    mutant(
      "X-empty-loses-rest",
      settling(({ from, to }) => ({ body: nothing, ...(from ? { from } : { to: to ?? "" }) })),
      {
        axes: everyElement,
      },
    ),
  ),
  described(
    "An SMS with an empty or odd element comes from somebody else to somebody else; a text, where there is one, stays.",
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
  described(
    "An SMS with an empty or odd element is acknowledged and never sent.",
    mutant(
      "X-empty-lost",
      (rules) => ({ ...settling((fields) => fields), ...losing(({ fields }) => hasOdd(fields))(rules) }),
      { axes: everyElement },
    ),
  ),
];

const nothing = { type: "1", data: "(no text)" };

/** Rules under which an Add with such an element is accepted and its fields become these. */
function settling(settle: (fields: ItemFields) => ItemFields): Overrides {
  return {
    commands: {
      settlesEmpty: (fields) => (hasOdd(fields) ? settle(fields) : fields),
      admitsMark: () => true,
    },
  };
}

function hasOdd({ to, from, importance = "1", read = "0", body }: ItemFields): boolean {
  const isOdd = !["0", "1", "2"].includes(importance) || !["0", "1"].includes(read);
  return isOdd || [to, from, body?.data].some((value) => value === "");
}
