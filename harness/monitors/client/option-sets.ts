import { type OptionSet, readEstimateRequest, readSyncRequest } from "../../eas/index.js";
import type { Element } from "../../wbxml/index.js";
import type { Monitor, MonitorObservation } from "../monitor.js";
import { broken, held } from "../observe.js";
import { type Asked, markIn, requests } from "./requests.js";

const atMostTwo = "a Collection has no more than two Options";
const oneOfEach = 'of two Options one has Class "SMS" and the other is for the default class';

interface Rows {
  readonly count: string;
  readonly pair: string;
}

const rows: Readonly<Record<"Sync" | "GetItemEstimate", Rows>> = {
  Sync: { count: "ASMS-3.1.4.1.1-4", pair: "ASMS-3.1.4.1.1-5" },
  GetItemEstimate: { count: "ASMS-3.1.4.2-3", pair: "ASMS-3.1.4.2-4" },
};

interface CollectionOfSets {
  readonly options?: readonly OptionSet[];
  readonly element?: Element;
}

/** How many Options a Collection has, and for which classes ([MS-ASMS] 3.1.4.1.1 and 3.1.4.2). */
export const optionSets: Monitor = {
  id: "CLI-SETS",
  section: "3.1.4.1.1",
  purpose: "The client sends at most two Options in a Collection: one for the default class and one for SMS",
  requirements: Object.values(rows).flatMap(({ count, pair }) => [count, pair]),
  judges: "client",
  *observe(session) {
    for (const asked of requests(session, ["Sync"])) {
      for (const one of readSyncRequest(asked.document)?.collections ?? []) yield* judge(asked, one, "Sync");
    }
    for (const asked of requests(session, ["GetItemEstimate"])) {
      for (const one of readEstimateRequest(asked.document)?.collections ?? []) {
        yield* judge(asked, one, "GetItemEstimate");
      }
    }
  },
};

function* judge(
  { exchange }: Asked,
  { options = [], element }: CollectionOfSets,
  command: keyof typeof rows,
): Iterable<MonitorObservation> {
  const { count, pair } = rows[command];
  const mark = markIn(element, `${command}/Collections/Collection`);
  const many = options.length > 2;
  yield {
    requirement: count,
    exchange,
    observation: many ? broken(atMostTwo, `${options.length} Options`, mark) : held(atMostTwo, "it has not"),
  };
  if (options.length !== 2) return;
  const words = options.map(({ class: name }) => (name === undefined ? "none" : JSON.stringify(name))).join(" and ");
  yield {
    requirement: pair,
    exchange,
    observation: isPair(options) ? held(oneOfEach, "it is so") : broken(oneOfEach, `the Classes are ${words}`, mark),
  };
}

/** A set without Class, or with Class Email, is for the default class of a mail folder (ruling Q6). */
function isPair(options: readonly OptionSet[]): boolean {
  const sms = options.filter(({ class: name }) => name === "SMS");
  const others = options.filter(({ class: name }) => name === undefined || name === "Email");
  return sms.length === 1 && others.length === 1;
}
