import { childElements, type Element, textOf } from "../wbxml/index.js";
import type { Exchange } from "./exchange.js";

type AnyRequest = { readonly request: Pick<Exchange["request"], "document"> };

/**
 * Does a request ask for SMS, add or count them, or say whether a phone sends them? Whatever its command: by the Class SMS in any
 * place, or by the switch of Settings ([MS-ASMS] 2.2.3.1.3).
 */
export function concernsSms({ request: { document } }: AnyRequest): boolean {
  return document !== undefined && speaksOfSms(document);
}

function speaksOfSms(element: Element): boolean {
  const names = element.tag === "Class" && textOf(element) === "SMS";
  return names || element.tag === "EnableOutboundSMS" || childElements(element).some(speaksOfSms);
}
