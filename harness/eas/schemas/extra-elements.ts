import { childElements, type Element, tagVersions, tokenOf } from "../../wbxml/index.js";
import { codePage } from "../code-page.js";
import { isProtocolVersion } from "../protocol-version.js";
import { smsElementNames } from "./item.js";
import { nameOf } from "./json-form.js";

/** An element of ApplicationData that is none of the ten of an SMS item ([MS-ASMS] 2.2). */
export interface ExtraElement {
  readonly element: Element;
  /** Qualified, e.g. "AirSyncBase:NativeBodyType". */
  readonly name: string;
  /**
   * `"email"`: part of the e-mail vocabulary (Email, AirSyncBase, Email2) in this version; `"foreign"`: an element of
   * something else or of another version; `"undefined"`: of no code page at all, which schema validation reports too.
   */
  readonly vocabulary: "email" | "foreign" | "undefined";
}

const emailPages: readonly number[] = [codePage.email, codePage.airSyncBase, codePage.email2];

/** What stands in ApplicationData beside the ten elements of an SMS item, in document order. */
export function extraItemElements(applicationData: Element, version: string): ExtraElement[] {
  return childElements(applicationData)
    .filter((child) => !smsElementNames.includes(nameOf(child)))
    .map((child) => ({ element: child, name: nameOf(child), vocabulary: vocabularyOf(child, version) }));
}

function vocabularyOf(child: Element, version: string): ExtraElement["vocabulary"] {
  if (tokenOf(child.page, child.tag) === undefined) return "undefined";
  const known = !isProtocolVersion(version) || tagVersions(child.page, child.tag).includes(version);
  return emailPages.includes(child.page) && known ? "email" : "foreign";
}
