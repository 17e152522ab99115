import { child, childElements, type Element, textOf } from "../../wbxml/index.js";
import { refuse } from "../rules/options.js";
import type { RequestBody } from "../rules/service.js";
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
  answering("X-malformed-500", 500, "Answers a body that is no WBXML with HTTP 500."),
  answering("X-malformed-503", 503, "Answers a body that is no WBXML with HTTP 503, as if it were overloaded."),
  answering("X-malformed-redirects", 302, "Answers a body that is no WBXML with a redirect."),
  answering("X-malformed-silent", 200, "Answers a body that is no WBXML with HTTP 200 and nothing."),
  described(
    "After a body that is no WBXML every second phone is refused for ever, those that sent such a body among them.",
    mutant(
      "X-malformed-expels",
      () => {
        const { wound, answersInstead } = woundable();
        return {
          service: {
            answersInstead,
            forDevice: (rules, ordinal) =>
              wound.open && ordinal % 2 === 0
                ? { ...rules, options: { ...rules.options, limit: () => refuse("5") } }
                : rules,
          },
        };
      },
      { suite },
    ),
  ),
  described(
    "After a body that is no WBXML no phone is given an SMS any more.",
    mutant(
      "X-malformed-sms-lost",
      ({ select: { mayAdd } }) => {
        const { wound, answersInstead } = woundable();
        return {
          service: { answersInstead },
          select: { mayAdd: (item, scope) => !(wound.open && item.class === "SMS") && mayAdd(item, scope) },
        };
      },
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
    "After each body that is no WBXML the next four requests, whoever sends them, are answered with HTTP 500.",
    mutant(
      "X-malformed-others-refused",
      () => {
        let left = 0;
        return {
          service: {
            answersInstead: ({ document }) => {
              if (document === "malformed") left = 4;
              else if (left > 0) left -= 1;
              else return undefined;
              return document === "malformed" ? undefined : { http: 500 };
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
        const { wound, answersInstead } = woundable();
        return {
          service: {
            answersInstead,
            deliversMail: () => {
              const delivers = !wound.open;
              wound.open = false;
              return delivers;
            },
          },
        };
      },
      { suite },
    ),
  ),
];

/** A server that answers a body which is no WBXML as ever, and is not the same from then on. */
function woundable() {
  const wound = { open: false };
  const answersInstead = ({ document }: RequestBody) => {
    wound.open ||= document === "malformed";
    return undefined;
  };
  return { wound, answersInstead };
}

function answering(id: string, http: number, summary: string): ExtraEntry {
  const answersInstead = ({ document }: RequestBody) => (document === "malformed" ? { http } : undefined);
  return described(summary, mutant(id, { service: { answersInstead } }, { suite }));
}

function bodyTypes(root: Element): string[] {
  return childElements(root).flatMap((element) => {
    if (element.page !== airSyncBase || element.tag !== "Body") return bodyTypes(element);
    const type = child(element, airSyncBase, "Type");
    return type === undefined ? [] : [textOf(type)];
  });
}
