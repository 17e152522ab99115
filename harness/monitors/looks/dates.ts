import { codePage, parseDateTime } from "../../eas/index.js";
import { child, type Element, textOf } from "../../wbxml/index.js";
import { isLeaf, isString, type Look } from "./look.js";

const typed = "DateReceived is a string that reads as xs:dateTime in UTC";
const formed = "DateReceived has the form 2009-01-08T00:14:36.000Z, the fraction optional";
const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** DateReceived: its type ([MS-ASMS] 2.2) and its form ([MS-ASMS] 2.2.2.1.2, [MS-ASDTYPE] 2.3). */
export function* dateLooks(data: Element): Iterable<Look> {
  const element = child(data, codePage.email, "DateReceived");
  if (!isLeaf(element)) return;
  const at = { element, tags: "DateReceived" };
  const text = textOf(element);
  const isText = isString(element);
  const isDate = form.test(text) && parseDateTime(text) !== undefined;
  const holds = isText && isDate;
  const seen = holds ? "it is" : isText ? JSON.stringify(text) : "opaque bytes";
  yield { requirement: "ASMS-2.2-6", holds, expected: typed, seen, ...at };
  if (!isText) return;
  const written = isDate ? "that form" : JSON.stringify(text);
  yield { requirement: "ASMS-2.2.2.1.2-3", holds: isDate, expected: formed, seen: written, ...at };
}
