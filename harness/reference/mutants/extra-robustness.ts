import { child, childElements, type Element, textOf } from "../../wbxml/index.js";
import { mutant } from "../variant.js";
import { described, type ExtraEntry } from "./extra.js";

const airSyncBase = 17;
const suite = "robustness" as const;

/** Mutants of this project that only a request which is wrong brings out. */
export const extraRobustness: readonly ExtraEntry[] = [
  described(
    "Dies of an Add whose Body has a Type that is none.",
    mutant(
      "X-dies-of-body-type",
      {
        service: {
          answersInstead: ({ document }) =>
            document !== undefined &&
            document !== "malformed" &&
            bodyTypes(document).some((type) => !/^[1-4]$/.test(type))
              ? { hangUp: true }
              : undefined,
        },
      },
      { suite },
    ),
  ),
  described(
    "Answers a body that is no WBXML with HTTP 500.",
    mutant(
      "X-malformed-500",
      { service: { answersInstead: ({ document }) => (document === "malformed" ? { http: 500 } : undefined) } },
      { suite },
    ),
  ),
  described(
    "A body that is no WBXML spoils the account: nobody's request is served from then on.",
    mutant(
      "X-malformed-locks",
      () => {
        const locked = new Set<string>();
        return {
          service: {
            answersInstead: ({ user, document }) => {
              if (document === "malformed") locked.add(user);
              return document !== "malformed" && locked.has(user) ? { http: 500 } : undefined;
            },
          },
        };
      },
      { suite },
    ),
  ),
  described(
    "After a body that is no WBXML the next e-mail for the account is lost.",
    mutant(
      "X-malformed-starves",
      () => {
        let loses = false;
        return {
          service: {
            answersInstead: ({ document }) => {
              loses ||= document === "malformed";
              return undefined;
            },
            deliversMail: () => {
              const delivers = !loses;
              loses = false;
              return delivers;
            },
          },
        };
      },
      { suite },
    ),
  ),
];

function bodyTypes(root: Element): string[] {
  return childElements(root).flatMap((element) => {
    if (element.page !== airSyncBase || element.tag !== "Body") return bodyTypes(element);
    const type = child(element, airSyncBase, "Type");
    return type === undefined ? [] : [textOf(type)];
  });
}
